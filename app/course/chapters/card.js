// @ts-check
// A step's card, above its instrument: what it says, and its question, answered before the instrument tells.

import { one, put } from "../../shared/web/dom.js";
import { optionLook } from "../../shared/web/options.js";
import { explainTerms, marked } from "../../shared/web/terms.js";
import { escape } from "../../shared/web/text.js";

import { answer, follow, progress } from "./progress.js";

/**
 * @typedef {object} Question
 * @property {string} ask
 * @property {{ id: string, name: string, why: string }[]} options
 * @property {string} right
 *
 * @typedef {object} Data
 * @property {string} step its key, such as "why.memorise"
 * @property {string} place such as "Chapter 1 · Why few-shot? · step 2 of 6"
 * @property {string} title
 * @property {string} text paragraphs, an empty line between them
 * @property {Question | null} question
 * @property {Record<string, import("../../shared/web/terms.js").Term>} terms
 * @property {{ label: string, href: string } | null} full the instrument's own page
 * @property {Record<string, string>} words
 */

/** @param {Question} question @param {string | undefined} given @param {Data} data */
function asked({ ask, options, right }, given, { words, terms }) {
  const buttons = options.map(({ id, name }) => {
    const chosen = id === given;
    const { look, said } = optionLook(name, { answered: given !== undefined, right: id === right, chosen });
    return `<button type="button" class="${look}" data-answer="${
      escape(id)
    }" aria-pressed="${chosen}">${said}</button>`;
  });
  const chosen = options.find(({ id }) => id === given);
  const verdict = chosen ? words[chosen.id === right ? "right" : "wrong"] : "";
  const why = chosen ? `<p class="why"><b>${escape(verdict)}</b> ${marked(chosen.why, terms)}</p>` : "";
  return `<section class="asked" aria-label="${escape(words.question)}"><h2>${marked(ask, terms)}</h2>
    <div class="options">${buttons.join("")}</div><div aria-live="polite">${why}</div></section>`;
}

/** @param {Data} data */
function cardMarkup(data) {
  const paragraphs = data.text.split(/\n\s*\n/).map((text) => `<p>${marked(text.trim(), data.terms)}</p>`);
  const full = data.full
    ? `<a class="full" href="${escape(data.full.href)}" target="_blank" rel="noopener">${
      escape(data.full.label)
    } ↗</a>`
    : "";
  return `<p class="place">${escape(data.place)}${full}</p><h1>${escape(data.title)}</h1>
    <div class="text">${paragraphs.join("")}</div>`;
}

/** @param {import("../../shared/web/dom.js").Component<Data>} component */
export default function (component) {
  const root = one(component.parentElement, ".step-card");
  const { data } = component;
  const draw = () => {
    put(root, "say", cardMarkup(data));
    const given = progress().answers[data.step];
    put(root, "ask", data.question ? asked(data.question, given, data) : "");
  };
  root.onclick = (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-answer]") : null;
    if (!(button instanceof HTMLElement) || !button.dataset.answer) return;
    const id = button.dataset.answer;
    answer(data.step, id);
    one(root, `[data-answer="${CSS.escape(id)}"]`).focus();
  };
  explainTerms(root, data.terms);
  return follow(root, draw);
}
