// @ts-check
// What arrows and their labels are made of, as SVG markup.

import { widthOf } from "../../shared/web/labels.js";
import { safe } from "./words.js";

/** @import { Box, Point } from "./types.js" */

const HEAD = 7;

/** @param {Box} box */
export const middle = (box) => box.y + box.h / 2;
/** @param {Box} box */
export const centre = (box) => box.x + box.w / 2;
/** @param {Box} box */
export const right = (box) => box.x + box.w;
/** @param {Box} box */
export const foot = (box) => box.y + box.h;

/**
 * How an arrow is drawn; ``run``: along its way once.
 * @typedef {{ run?: boolean, thick?: boolean, dashed?: boolean, faint?: boolean }} Look
 */

/** The points of a head that points to the right. @param {boolean | undefined} thick */
function headOf(thick) {
  const head = HEAD * (thick ? 1.25 : 1);
  return `0,0 ${-head * 1.5},${-head} ${-head * 1.5},${head}`;
}

/**
 * A path with its head, or without one.
 * @param {string} path
 * @param {Point} tip
 * @param {number} angle
 * @param {string} colour
 * @param {Look} look
 * @param {string} head its points
 */
export function arrow(path, tip, angle, colour, look = {}, head = headOf(look.thick)) {
  const looks = Object.entries(look).filter(([, on]) => on).map(([name]) => name);
  const place = `translate(${tip[0]} ${tip[1]}) rotate(${angle})`;
  const drawn = head && `<polygon points="${head}" transform="${place}"/>`;
  return `<g class="${["flow", ...looks].join(" ")}" style="--c:var(--${colour})">` +
    `<path d="${path}" pathLength="1"/>${drawn}</g>`;
}

/**
 * A label in a capsule.
 * @param {number} x
 * @param {number} y
 * @param {string} text
 * @param {string} colour
 * @param {number} size
 */
export function pill(x, y, text, colour, size = 12.5) {
  const w = widthOf(text, size * 0.92) + 24;
  return `<rect class="pill" x="${x - w / 2}" y="${y - 13}" width="${w}" height="26" rx="13"
    style="--c:var(--${colour})"/>${label(x, y + size * 0.36, text, colour, size)}`;
}

/**
 * A label, centred.
 * @param {number} x
 * @param {number} y
 * @param {string} text
 * @param {string} colour
 * @param {number} size
 */
export const label = (x, y, text, colour, size = 12.5) =>
  `<text x="${x}" y="${y}" text-anchor="middle" font-size="${size}" style="--c:var(--${colour})">${
    safe(text)
  }</text>`;
