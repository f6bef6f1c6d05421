// @ts-check
// The numbers beside the picture: the sum of the arrows, and all of them as tables.

import { tableMarkup } from "../../shared/web/table.js";
import { decimal, escape, letterOf } from "../../shared/web/text.js";

/**
 * @typedef {import("./data.js").Data} Data
 * @typedef {import("./views.js").View} View
 */

/** @param {number[]} place @param {number} digits */
export const pair = (place, digits) => place.map((v) => decimal(v, digits)).join(", ");

/** @param {number[]} from @param {number[]} to */
const move = (from, to) => to.map((v, i) => v - from[i]);

/**
 * FOMAML's arrow and the Hessian term add up to MAML's.
 * @param {Data} data
 * @param {View} seen
 * @param {number[][]} tips
 */
export function sum({ learners: [maml, fomaml], words }, { theta }, tips) {
  const part = (
    /** @type {string} */ sign,
    /** @type {string} */ name,
    /** @type {string} */ colour,
    /** @type {number[]} */ by,
  ) =>
    `<span>${sign}<span style="color:color-mix(in srgb, ${escape(colour)} 70%, var(--fs-text))"><b>${
      escape(name)
    }</b> (${pair(by, 2)})</span></span>`;
  return part("", fomaml.name, fomaml.colour, move(theta, tips[1])) +
    part("+ ", words.hessian_name, "var(--fs-wrong)", move(tips[1], tips[0])) +
    part("= ", maml.name, maml.colour, move(theta, tips[0]));
}

/**
 * @param {Data} data
 * @param {View} seen
 * @param {number[][]} tips
 * @param {boolean} exact computed at this θ, not interpolated
 */
export function tables({ learners, words: w }, { theta, paths, before, after }, tips, exact) {
  const rows = paths.map((path, task) => [
    letterOf(task),
    `(${pair(path[path.length - 1], 3)})`,
    decimal(before[task], 3),
    decimal(after[task], 3),
  ]);
  const moves = learners.map(({ name }, i) => [name, `(${pair(move(theta, tips[i]), 3)})`]);
  moves.push([w.hessian_name, `(${pair(move(tips[1], tips[0]), 3)})`]);
  return `<p class="quiet">θ = (${pair(theta, 3)}) · ${escape(exact ? w.exact : w.between)}</p>` +
    tableMarkup([w.task, "φ", w.before, w.after], rows) + tableMarkup([w.by, w.arrow], moves);
}
