// @ts-check
// A sheet of drawings as plain data: strokes thinned and smoothed, taken back, kept, saved and read again.

import { Kept } from "../../shared/web/kept.js";

/** @typedef {number[]} Stroke x, y, x, y, … as whole numbers 0…255 */
/**
 * @typedef {object} Sheet
 * @property {string[]} names of the visitor's own things
 * @property {Record<string, Stroke[]>} drawings by slot: B2 is the second example of B, q3 the third query image
 * @property {Record<string, number>} is what a query image was said to be
 */

export const SIDE = 255;
const [STROKES, POINTS, NAME, SHEETS] = [60, 2000, 24, 8]; // the most that strokes.py allows; looks that are kept
const APART = 3; // units between two points of a stroke that are kept
export const LARGEST = 256 * 1024; // bytes of a file
const FORM = "fewshot-drawings-1";
const SLOT = /^([A-E][1-5]|q([1-9]|10))$/;

/** @returns {Sheet} */
export const empty = () => ({ names: [], drawings: {}, is: {} });

const clamp = (/** @type {number} */ value) => Math.round(Math.min(Math.max(value, 0), SIDE));

/** A stroke without points that stand too close, rounded by its neighbours; its ends stay. @param {Stroke} raw */
export function smooth(raw) {
  const kept = raw.slice(0, 2);
  for (let i = 2; i < raw.length; i += 2) {
    const last = i === raw.length - 2;
    if (last || Math.hypot(raw[i] - kept[kept.length - 2], raw[i + 1] - kept[kept.length - 1]) >= APART) {
      kept.push(raw[i], raw[i + 1]);
    }
  }
  return kept.map((value, i) =>
    clamp(i < 2 || i >= kept.length - 2 ? value : (kept[i - 2] + 2 * value + kept[i + 2]) / 4)
  );
}

/** A path's ``d`` through a stroke; a single point is a dot. @param {Stroke} stroke */
export const pathOf = (stroke) =>
  `M${stroke[0]} ${stroke[1]}${
    stroke.length < 4
      ? "h0"
      : stroke.slice(2).map((value, i) => `${i % 2 ? " " : "L"}${value.toFixed(0)}`).join("")
  }`;

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

/** Is there room for one more stroke? @param {Stroke[]} drawing @param {Stroke} stroke */
export const fits = (drawing, stroke) =>
  drawing.length < STROKES && [...drawing, stroke].reduce((sum, { length }) => sum + length, 0) <= 2 * POINTS;

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

/** @param {any} found */
const isDrawing = (found) =>
  Array.isArray(found) && found.length <= STROKES && found.every(isStroke) &&
  found.reduce((sum, { length }) => sum + length, 0) <= 2 * POINTS;

/** @param {unknown} found */
const isStroke = (found) =>
  Array.isArray(found) && found.length > 0 && found.length % 2 === 0 &&
  found.every((value) => Number.isInteger(value) && value >= 0 && value <= SIDE);

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
