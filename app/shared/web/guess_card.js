// @ts-check
// The guess before the answer: one card for all pages. A choice is sent at once; whoever does not want to
// guess can skip. A click inside it reaches guessOf, which says what was guessed.

import { closest } from "./dom.js";
import { escape } from "./text.js";

const SKIP = "skip";

/**
 * @typedef {object} Guess
 * @property {string} title such as "Guess first"
 * @property {string} question
 * @property {{ id: string, name: string, sample?: string, how?: string }[]} options sample is markup
 * @property {string} skip what the button that skips says
 */

/** @param {Guess} guess */
export function guessCard({ title, question, options, skip }) {
  const choices = options.map(({ id, name, sample = "", how = "" }) =>
    `<button type="button" class="option" data-guess="${escape(id)}">${sample}<span>${escape(name)}${
      how ? `<small>${escape(how)}</small>` : ""
    }</span></button>`
  );
  return `<section class="guess-card" role="group" aria-label="${escape(title)}"><h2>${escape(title)}</h2>
    <p>${escape(question)}</p><div class="options">${choices.join("")}</div>
    <button type="button" class="skip" data-guess="${SKIP}">${escape(skip)}</button></section>`;
}

/** What a click guessed: an option's id, SKIP, or null where it was on none. @param {Event} event */
export const guessOf = (event) => closest(event, "[data-guess]")?.dataset.guess ?? null;
