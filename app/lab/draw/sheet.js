// @ts-check
// A sheet of drawings as plain data: kept, saved and read again.

import { isDrawing } from "../../shared/drawings/strokes.js";
import { Kept } from "../../shared/web/kept.js";

/** @import { Stroke } from "../../shared/drawings/strokes.js" */
/**
 * @typedef {object} Sheet
 * @property {string[]} names of the visitor's own things
 * @property {Record<string, Stroke[]>} drawings by slot: B2 is the second example of B, q3 the third query image
 * @property {Record<string, number>} is what a query image was said to be
 */

const [NAME, SHEETS] = [24, 8]; // letters of a name; looks that are kept
export const LARGEST = 256 * 1024; // bytes of a file
const FORM = "fewshot-drawings-1";
const SLOT = /^([A-E][1-5]|q([1-9]|10))$/;

/** @returns {Sheet} */
export const empty = () => ({ names: [], drawings: {}, is: {} });

/** The drawing of a slot. @param {Sheet} sheet @param {string} slot */
export const drawingOf = (sheet, slot) => sheet.drawings[slot] ?? [];

/**
 * With another drawing in a slot.
 * @param {Sheet} sheet
 * @param {string} slot
 * @param {Stroke[]} drawing
 * @returns {Sheet}
 */
export function withDrawing(sheet, slot, drawing) {
  const { [slot]: _old, ...drawings } = sheet.drawings;
  return { ...sheet, drawings: drawing.length ? { ...drawings, [slot]: drawing } : drawings };
}

/** Is this what we once wrote, or what a file holds? @param {any} found @returns {found is Sheet} */
export const isSheet = (found) =>
  Array.isArray(found?.names) && found.names.length <= 5 &&
  found.names.every((/** @type {unknown} */ name) => typeof name === "string" && name.length <= NAME) &&
  isRecord(found.drawings) &&
  Object.entries(found.drawings).every(([slot, it]) => SLOT.test(slot) && isDrawing(it)) &&
  isRecord(found.is) &&
  Object.entries(found.is).every(([slot, it]) =>
    SLOT.test(slot) && Number.isInteger(it) && it >= 0 && it < 5
  );

/** @param {unknown} found */
const isRecord = (found) => typeof found === "object" && found !== null && !Array.isArray(found);

/** @param {unknown} found @returns {found is Record<string, Sheet>} */
const areSheets = (found) =>
  isRecord(found) && Object.values(/** @type {Record<string, unknown>} */ (found)).every(isSheet);

export const store = new Kept("fewshot.draw", areSheets, /** @type {Record<string, Sheet>} */ ({}));

/** Keep a sheet as the newest; the oldest of too many goes. @param {string} look @param {Sheet} sheet */
export function keep(look, sheet) {
  const { [look]: _old, ...others } = store.read();
  store.write(Object.fromEntries([...Object.entries(others).slice(1 - SHEETS), [look, sheet]]));
}

/** A sheet as a file's text. @param {Sheet} sheet */
export const toFile = (sheet) => JSON.stringify({ form: FORM, ...sheet });

/** The sheet of a file; null for one that is damaged or something else. @param {string} text */
export function fromFile(text) {
  try {
    const { form, names, drawings, is } = JSON.parse(text);
    const sheet = { names, drawings, is };
    return form === FORM && isSheet(sheet) ? sheet : null;
  } catch {
    return null;
  }
}
