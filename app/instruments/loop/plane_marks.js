// @ts-check
// What stands on the plane of parameter space: a scale that keeps proportions, arrows, points and names.

import { arrow } from "./arrows.js";
import { safe } from "./words.js";

/** @import { Point } from "./types.js" */

export const WIDE = 316;
const NEAREST = 3; // px: a shorter line is not drawn
const [ASIDE, ABOVE] = [84, 46]; // px kept free for names

/**
 * A map from the plane to the drawing that holds all these points.
 * @param {Point[]} points
 * @param {number} high
 */
export function mapping(points, high) {
  const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])];
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min((WIDE - ASIDE) / (x1 - x0 || 1e-9), (high - ABOVE) / (y1 - y0 || 1e-9));
  /** @param {Point} p @returns {Point} */
  return (p) => [WIDE / 2 + (p[0] - (x0 + x1) / 2) * scale, high / 2 + 6 - (p[1] - (y0 + y1) / 2) * scale];
}

/**
 * @param {Point} a
 * @param {Point} b
 * @param {string} colour
 * @param {{ run?: boolean, dashed?: boolean, bare?: boolean, faint?: boolean, thick?: boolean }} look
 */
export function line(a, b, colour, look = {}) {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  if (length < NEAREST) return "";
  const { bare, ...classes } = look;
  const trim = Math.max(0, length - (bare ? 0 : 8)) / length;
  const [x, y] = [a[0] + (b[0] - a[0]) * trim, a[1] + (b[1] - a[1]) * trim];
  const angle = (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI;
  const head = bare || length < 10 ? "" : "2,0 -9,-5.5 -9,5.5";
  return arrow(`M${a[0]} ${a[1]}L${x} ${y}`, [x, y], angle, colour, classes, head);
}

/** @param {Point} at @param {number} r @param {string} kind */
export const dot = ([x, y], r, kind) => `<circle class="dot ${kind}" cx="${x}" cy="${y}" r="${r}"/>`;

/**
 * A point's name, on the side away from where its line goes.
 * @param {Point} at
 * @param {string} text
 * @param {Point} towards
 */
export function name([x, y], text, [towards]) {
  const left = x < towards;
  return `<text class="name" x="${x + (left ? -13 : 13)}" y="${y - 7}" text-anchor="middle">${
    safe(text)
  }</text>`;
}

/** @param {string} text @param {number} y */
export const note = (text, y) =>
  `<text class="note" x="${WIDE / 2}" y="${y}" text-anchor="middle">${safe(text)}</text>`;

/** @param {number} high */
export function grid(high) {
  let d = "";
  for (let x = 8; x <= WIDE - 8; x += 30) d += `M${x} 2V${high + 2}`;
  for (let y = 2; y <= high + 2; y += 30) d += `M8 ${y}H${WIDE - 8}`;
  return `<path class="grid" d="${d}"/>`;
}
