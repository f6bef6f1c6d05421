// @ts-check
// The visitor's own lesson, kept in this browser: views are added on the pages that they show.

import { Kept } from "./kept.js";

/** @typedef {string | Record<string, string>} Said a text, or a text by language */
/**
 * @typedef {object} Item one view, as a lesson's file holds it
 * @property {string} [step]
 * @property {string} [show]
 * @property {Record<string, unknown>} [state]
 * @property {Said} [title]
 * @property {Said} [words]
 * @property {Said} [notes]
 * @property {number} [minutes]
 * @property {string[]} [hide]
 *
 * @typedef {{ title: Said, hide?: string[], item: Item[] }} Lesson
 */

/** Is this what we once wrote? @param {unknown} found @returns {found is Lesson} */
export function isLesson(found) {
  const items = /** @type {{ item?: unknown } | null} */ (found)?.item;
  return Array.isArray(items) && items.every((each) => each && (each.show || each.step));
}

export const mine = new Kept("fewshot.lesson", isLesson, /** @type {Lesson} */ ({ title: "", item: [] }));

/** Put a view at the end. @param {Item} item */
export function add(item) {
  const now = mine.read();
  mine.write({ ...now, item: [...now.item, item] });
}
