// @ts-check
// A drawing as plain data: strokes thinned and smoothed, bounded, and as markup.

/** @typedef {number[]} Stroke x, y, x, y, … as whole numbers 0…255 */

export const SIDE = 255;
const [STROKES, POINTS] = [60, 2000]; // the most that strokes.py allows
const APART = 3; // units between two points of a stroke that are kept

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

/** A drawing's strokes as paths. @param {Stroke[]} drawing */
export const inkMarkup = (drawing) => drawing.map((stroke) => `<path d="${pathOf(stroke)}"/>`).join("");

/** Is there room for one more stroke? @param {Stroke[]} drawing @param {Stroke} stroke */
export const fits = (drawing, stroke) =>
  drawing.length < STROKES && [...drawing, stroke].reduce((sum, { length }) => sum + length, 0) <= 2 * POINTS;

/** Is this a drawing that we once wrote? @param {any} found @returns {found is Stroke[]} */
export const isDrawing = (found) =>
  Array.isArray(found) && found.length <= STROKES && found.every(isStroke) &&
  found.reduce((sum, { length }) => sum + length, 0) <= 2 * POINTS;

/** @param {unknown} found */
const isStroke = (found) =>
  Array.isArray(found) && found.length > 0 && found.length % 2 === 0 &&
  found.every((value) => Number.isInteger(value) && value >= 0 && value <= SIDE);
