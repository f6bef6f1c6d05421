// @ts-check
// Small pieces of the view, as markup.

import { onStrip } from "../../shared/web/strip.js";
import { escape, fill } from "../../shared/web/text.js";

/**
 * What the page sends, as ViewData in component.py says.
 * @typedef {object} Data
 * @property {string} task
 * @property {string[]} classes names, in the task's order
 * @property {Strip} query
 * @property {Strip} support
 * @property {number} shot
 * @property {number[]} order the query images' places in the query set, as they are shown
 * @property {number} image the one that is looked at
 * @property {number} step
 * @property {boolean} asked whether the visitor has guessed, or wants to see the answers
 * @property {string} learner
 * @property {number} [truth] with the answer: the true class
 * @property {number} [guess] the class guessed, -1 for none
 * @property {number[][]} [shares] by state, of the classes
 * @property {[number, number][][]} [near] by state: a support image and how far it is
 * @property {Record<string, string>} words
 */
/** @typedef {{ id: string, url: string, count: number }} Strip drawings side by side, in the property --ID */

/**
 * One drawing of a strip; without a label it says nothing that is not said beside it.
 * @param {Strip} strip
 * @param {number} index
 * @param {string} [label]
 * @param {string} [kind]
 */
export function tile(strip, index, label = "", kind = "") {
  const said = label ? `role="img" aria-label="${escape(label)}"` : `aria-hidden="true"`;
  return `<span class="tile ${kind}" ${said} style="background-image:var(--${strip.id});${
    onStrip(index, strip.count)
  }"></span>`;
}

/**
 * A share as a whole percentage in the visitor's language; what is more than nothing is not called 0.
 * @param {number} share
 * @param {Record<string, string>} words
 */
export const percent = (share, words) =>
  fill(words.percent, { value: share > 0 && share < 0.01 ? "<1" : Math.round(100 * share) });
