// @ts-check
// The guess before the answer: one card for all pages. A choice is sent at once; whoever does not want to
// guess can skip. A click inside it reaches guessOf, which says what was guessed.

import { closest } from "./dom.js";
import { escape } from "./text.js";

const SKIP = "skip";

/**
 * @typedef {{ name: string, what: string, sketch: string, href: string }} Introduced sketch is markup
 * @typedef {{ label: string, close: string, more: string, learners: Introduced[] }} Who
 *
 * @typedef {object} Guess
 * @property {string} title such as "Guess first"
 * @property {string} question
 * @property {{ id: string, name: string, sample?: string, how?: string }[]} options sample is markup
 * @property {string} skip what the button that skips says
 * @property {Who | null} [who] the learners that the guess is about, told by who asks for it
 */

/** @param {Guess} guess */
export function guessCard({ title, question, options, skip, who }) {
  const choices = options.map(({ id, name, sample = "", how = "" }) =>
    `<button type="button" class="option" data-guess="${escape(id)}">${sample}<span>${escape(name)}${
      how ? `<small>${escape(how)}</small>` : ""
    }</span></button>`
  );
  return `<section class="guess-card" role="group" aria-label="${escape(title)}"><h2>${escape(title)}</h2>
    <p>${escape(question)}</p><div class="options">${choices.join("")}</div>
    <div class="foot"><button type="button" class="skip" data-guess="${SKIP}">${escape(skip)}</button>${
    who ? introduction(who) : ""
  }</div></section>`;
}

/** A button that opens who the learners are, above the page: it takes no room of the card. @param {Who} who */
function introduction({ label, close, more, learners }) {
  const items = learners.map(({ name, what, sketch, href }) => {
    const link = href
      ? ` <a href="${escape(href)}" target="_blank" rel="noopener" aria-label="${
        escape(`${name}: ${more}`)
      }">${escape(more)} ↗</a>`
      : "";
    return `<li>${sketch}<div><h3>${escape(name)}</h3><p>${escape(what)}${link}</p></div></li>`;
  });
  return `<button type="button" class="who" popovertarget="who">${escape(label)}</button>
    <div id="who" class="who-card" popover role="dialog" aria-label="${escape(label)}"><header><h2>${
    escape(label)
  }</h2><button type="button" popovertarget="who" popovertargetaction="hide">${
    escape(close)
  }</button></header>
    <ul>${items.join("")}</ul></div>`;
}

/** What a click guessed: an option's id, SKIP, or null where it was on none. @param {Event} event */
export const guessOf = (event) => closest(event, "[data-guess]")?.dataset.guess ?? null;
