// @ts-check
// Names in the picture: each stands where it covers least of what is already there.

import { widthOf } from "../../shared/web/labels.js";
import { escape } from "../../shared/web/text.js";

/** @typedef {{ left: number, right: number, top: number, bottom: number }} Box */
/** @typedef {{ name: string, at: number[], fill: string }} Name a point's, in pixels */

const NEAR = [[10, -8], [10, 18], [-10, -8], [-10, 18], [0, -14], [0, 26], [16, 5], [-16, 5]];
const SPOTS = [...NEAR, [22, -24], [22, 34], [-22, -24], [-22, 34]];
const INSIDE = 2; // px that a name keeps from the picture's edge

/** How much of two boxes is the same, in px². @param {Box} a @param {Box} b */
const common = (a, b) =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

/** The box around a place. @param {number[]} place @param {number} r @returns {Box} */
export const around = ([x, y], r) => ({ left: x - r, right: x + r, top: y - r, bottom: y + r });

/** Boxes along a line. @param {number[]} from @param {number[]} to */
export const along = ([ax, ay], [bx, by]) =>
  [0.2, 0.4, 0.6, 0.8].map((t) => around([ax + t * (bx - ax), ay + t * (by - ay)], 5));

/**
 * Markup of names beside their points, clear of the boxes in ``taken`` where there is room.
 * @param {Name[]} names
 * @param {Box[]} taken
 * @param {number} size of the picture
 * @param {number} font
 */
export function placeNames(names, taken, size, font) {
  const boxes = [...taken];
  return names.map(({ name, at: [x, y], fill }) => {
    const wide = widthOf(name, font);
    const spots = SPOTS.map((spot) => {
      const [right, down] = [spot[0], (spot[1] * font) / 14];
      const anchor = right > 0 ? "start" : right < 0 ? "end" : "middle";
      const left = x + right - (anchor === "start" ? 0 : anchor === "end" ? wide : wide / 2);
      const box = { left, right: left + wide, top: y + down - font, bottom: y + down + font / 4 };
      const outside = Math.min(box.left, box.top) < INSIDE || Math.max(box.right, box.bottom) > size - INSIDE;
      const cost = boxes.reduce((sum, other) => sum + common(box, other), outside ? 1e6 : 0);
      return { box, anchor, at: [x + right, y + down], cost };
    });
    const best = spots.reduce((a, b) => (b.cost < a.cost ? b : a));
    boxes.push(best.box);
    return `<text x="${best.at[0].toFixed(1)}" y="${best.at[1].toFixed(1)}" text-anchor="${best.anchor}"
      font-size="${font}" fill="${fill}">${escape(name)}</text>`;
  }).join("");
}
