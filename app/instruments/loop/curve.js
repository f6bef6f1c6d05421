// @ts-check
// The training log of the stored run, drawn as far as the film has come.

import { through } from "../../shared/web/curve.js";
import { count, loss, safe, say } from "./words.js";

/** @import { Film, Frame, Point, Scene, Words } from "./types.js" */

const [WIDE, LEFT, RIGHT] = [316, 58, 14];
const [TOP, BELOW] = [8, 20];

/** @typedef {{ x: (seen: number) => number, y: (value: number) => number, floor: number }} Scales */

/** SVG markup of the curve in a frame. @param {Frame} frame @param {Scene} scene @param {number} high px */
export function curveMarkup(frame, { film, words }, high) {
  const points = film.curve;
  const floor = high - BELOW;
  if (points.length < 2) {
    const text = safe(say(words, "curve_none"));
    return `<text class="note" x="${WIDE / 2}" y="${high / 2}" text-anchor="middle">${text}</text>`;
  }
  const last = points[points.length - 1][0];
  const most = Math.max(film.guessing ?? 0, ...points.map((p) => p[1])) * 1.06;
  const x = (/** @type {number} */ seen) => LEFT + (WIDE - LEFT - RIGHT) * Math.sqrt(seen / last);
  const y = (/** @type {number} */ value) => floor - (floor - TOP) * (value / most);
  /** @param {Point[]} list */
  const path = (list) => through(list.map((p) => [x(p[0]), y(p[1])]));
  const [seen, value] = points[frame.marker];
  const late = x(seen) > WIDE * 0.7;
  const [left, top] = [x(seen) + (late ? 0 : 8), y(value) < 24 ? y(value) + 18 : y(value) - 8];
  return axis({ x, y, floor }, film, words) +
    `<path class="ahead" d="${path(points)}"/><g style="--c:var(--${film.colour})">` +
    `<path class="log" d="${path(points.slice(0, frame.marker + 1))}"/>` +
    `<circle class="marker" cx="${x(seen)}" cy="${y(value)}" r="4.5"/>` +
    `<text class="value" x="${left}" y="${top}" text-anchor="${late ? "end" : "start"}">${
      loss(value)
    }</text></g>`;
}

/** @param {Scales} scales @param {Film} film @param {Words} words */
function axis({ x, y, floor }, film, words) {
  /** @param {number} level @param {string} kind @param {string} text */
  const level = (level, kind, text) =>
    `<line class="${kind}" x1="${LEFT}" x2="${WIDE - RIGHT}" y1="${level}" y2="${level}"/>` +
    `<text class="tick" x="${LEFT - 6}" y="${level + 4}" text-anchor="end">${safe(text)}</text>`;
  const guess = film.guessing == null ? "" : level(y(film.guessing), "guess", say(words, "guessing"));
  const marks = film.ticks.map((seen) =>
    `<line class="base" x1="${x(seen)}" x2="${x(seen)}" y1="${floor}" y2="${floor + 4}"/>` +
    `<text class="tick" x="${x(seen)}" y="${floor + 16}" text-anchor="middle">${count(seen)}</text>`
  );
  return level(floor, "base", "0") + guess + marks.join("");
}
