// @ts-check
// Curves that follow a slider in the browser, without the server: their scales and their parts as SVG markup.
// Charts that stand still are Plotly's, see shared/charts. Styled by curve.css.

import { apart } from "./labels.js";
import { escape } from "./text.js";

/** @typedef {{ left: number, right: number, top: number, bottom: number }} Box in px */
/**
 * @typedef {Box & { x: (value: number) => number, y: (value: number) => number }} Plot scales: from values to px
 */
/** @typedef {[x: number, y: number]} Point */
/**
 * @typedef {{ value: number, lines: string[], colour: string, id?: string }} End of a curve: its height, its name
 * in lines, and whose it is
 */

const LEAD = 12; // px from a curve's end to its name
const LINE = 15; // px between two lines of a name

/**
 * Straight scales for a picture of this size.
 * @param {number} width
 * @param {number} height
 * @param {Box} pad room around the curves
 * @param {[first: number, last: number]} across values at the left and the right edge
 * @param {[low: number, high: number]} up values at the bottom and the top edge
 * @returns {Plot}
 */
export function plot(width, height, pad, [first, last], [low, high]) {
  const [left, right, top, bottom] = [pad.left, width - pad.right, pad.top, height - pad.bottom];
  return {
    ...{ left, right, top, bottom },
    x: (value) => left + (right - left) * (value - first) / (last - first),
    y: (value) => bottom - (bottom - top) * (value - low) / (high - low),
  };
}

/** A path's ``d`` through points in px. @param {Point[]} points */
export const through = (points) => `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`;

/** A path's ``d`` around all between two curves in px. @param {Point[]} upper @param {Point[]} lower */
export const between = (upper, lower) => `${through([...upper, ...[...lower].reverse()])}Z`;

/**
 * Level rules with their numbers at the left.
 * @param {Plot} at
 * @param {number[]} values
 * @param {(value: number) => string} text
 */
export const rules = (at, values, text) =>
  values.map((value) =>
    `<path class="rule" d="M${at.left} ${at.y(value)}H${at.right}"/>
    <text x="${at.left - 8}" y="${at.y(value) + 4}" text-anchor="end">${escape(text(value))}</text>`
  ).join("");

/**
 * Numbers below, and what they are.
 * @param {Plot} at
 * @param {Map<number, string>} texts by value
 * @param {string} title
 */
export const ticks = (at, texts, title) =>
  [...texts].map(([value, text]) =>
    `<text data-tick="${value}" x="${at.x(value)}" y="${at.bottom + 19}" text-anchor="middle">${
      escape(text)
    }</text>`
  ).join("") +
  `<text x="${(at.left + at.right) / 2}" y="${at.bottom + 36}" text-anchor="middle">${escape(title)}</text>`;

/**
 * Names at the curves' right ends, moved apart, each with a lead to its end.
 * @param {Plot} at
 * @param {End[]} ends
 */
export function names(at, ends) {
  const tallest = Math.max(1, ...ends.map(({ lines }) => lines.length));
  const under = (tallest - 1) * LINE;
  const wanted = ends.map(({ value }) => at.y(value));
  const heights = apart(wanted, under + LINE + 2, at.top + 6, at.bottom - under);
  return ends.map(({ value, lines, colour, id = "" }, i) => {
    const [x, style] = [at.right + LEAD + 4, escape(colour)];
    const rows = lines.map((text, row) => `<tspan x="${x}" dy="${row && LINE}">${escape(text)}</tspan>`);
    return `<g class="named" data-of="${escape(id)}"><path class="lead" style="stroke:${style}"
        d="M${at.right + 3} ${at.y(value)}L${at.right + LEAD} ${heights[i]}"/>
      <text class="end" style="fill:${style}" x="${x}" y="${heights[i] + 4}">${rows.join("")}</text></g>`;
  }).join("");
}
