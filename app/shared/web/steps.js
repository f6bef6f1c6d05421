// @ts-check
// The slider of adaptation steps: a card with it, and how it shows where it stands. Styled by curve.css.

import { one } from "./dom.js";
import { escape, fill, say } from "./text.js";

/**
 * @param {string} title
 * @param {number} last
 * @param {{ before?: string, after?: string, below?: string }} marks markup before and after the slider, and below
 */
export const stepCard = (title, last, { before = "", after = "", below = "" }) =>
  `<div class="card steps"><div class="top"><label for="step"><h2>${escape(title)}</h2></label>
    <output for="step"></output></div><div class="rail">${before}
    <input id="step" type="range" min="0" max="${last}" step="1">${after}</div>${below}</div>`;

/** @param {ParentNode} root @param {number} step @param {number} last @param {Record<string, string>} words */
export function showStep(root, step, last, words) {
  const range = /** @type {HTMLInputElement} */ (one(root, "#step"));
  range.value = String(step);
  range.style.setProperty("--v", String(step / last));
  range.setAttribute("aria-valuetext", fill(words.step_of, { step, last }));
  one(root, "output").innerHTML = `<b>${step}</b> ${say(words.of_last, { last })}`;
}
