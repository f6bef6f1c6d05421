// @ts-check
// The wall of drawings: class by class as they come. A click leaves one out, another takes it back.

import { inkMarkup } from "../../shared/drawings/strokes.js";
import { badge } from "../../shared/web/marks.js";
import { escape, say } from "../../shared/web/text.js";

/**
 * As the API's description says.
 * @typedef {{ id: string, label: number, out: boolean, strokes: number[][] }} Sketch
 */

/** The drawings with those that are new or changed, in the order in which they came first.
 * @param {Map<string, Sketch>} wall
 * @param {Sketch[]} news
 */
export const withNews = (wall, news) =>
  new Map([...wall, ...news.map((each) => /** @type {const} */ ([each.id, each]))]);

/**
 * The drawings that learners get: the first so many of each class that are not left out.
 * @param {Iterable<Sketch>} wall
 * @param {number} shot
 * @returns {Set<string>} their ids
 */
export function supportOf(wall, shot) {
  /** @type {Map<number, Sketch[]>} */
  const found = new Map();
  for (const sketch of wall) {
    if (!sketch.out) found.set(sketch.label, [...(found.get(sketch.label) ?? []), sketch]);
  }
  const enough = [...found.values()].filter((drawn) => drawn.length >= shot);
  return new Set(enough.flatMap((drawn) => drawn.slice(0, shot).map(({ id }) => id)));
}

/**
 * @param {Iterable<Sketch>} wall
 * @param {string[]} names of the classes
 * @param {number} shot how many of each class learners get; 0: that is not shown yet
 * @param {Record<string, string>} words
 */
export function wallMarkup(wall, names, shot, words) {
  const all = [...wall];
  const support = shot ? supportOf(all, shot) : new Set();
  const rows = names.map((name, label) => {
    const own = all.filter((sketch) => sketch.label === label);
    const kept = own.filter(({ out }) => !out).length;
    const drawn = own.map((sketch, i) => sketchMarkup(sketch, name, i + 1, support.has(sketch.id), words));
    return `<li><h3>${badge(label)}<span>${escape(name)}</span><span class="kept">${kept}</span></h3><div>${
      drawn.join("")
    }</div></li>`;
  });
  return `<ul class="wall">${rows.join("")}</ul>`;
}

/**
 * @param {Sketch} sketch
 * @param {string} name
 * @param {number} place
 * @param {boolean} taught do the learners get it?
 * @param {Record<string, string>} words
 */
function sketchMarkup({ id, out, strokes }, name, place, taught, words) {
  const state = out ? words.left_out : taught ? words.taught : "";
  const told = say(words.sketch, { name, place }) + (state && `, ${escape(state)}`);
  return `<button type="button" class="sketch${out ? " out" : ""}${taught ? " taught" : ""}" data-leave="${
    escape(id)
  }" aria-pressed="${out}" aria-label="${told}" title="${escape(out ? words.take_back : words.leave_out)}">
    <svg class="ink" viewBox="0 0 255 255" aria-hidden="true">${inkMarkup(strokes)}</svg>${
    out ? '<b aria-hidden="true">✕</b>' : ""
  }</button>`;
}
