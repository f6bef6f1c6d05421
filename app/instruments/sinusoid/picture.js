// @ts-check
// The plane: axes, the learners' curves at any step, also between two, and the points.

import { names, plot, through } from "../../shared/web/curve.js";
import { one } from "../../shared/web/dom.js";
import { decimal, escape, say } from "../../shared/web/text.js";
import { clamp } from "./parts.js";

/**
 * @typedef {import("./data.js").Data} Data
 * @typedef {import("./data.js").Chosen} Chosen
 * @typedef {import("../../shared/web/curve.js").Plot} Plot
 *
 * @typedef {object} Size
 * @property {number} width
 * @property {number} height
 * @property {boolean} wide room for names at the curves' ends
 */

const NARROW = 560; // px
const BESIDE = 262; // px of the window that stand above and below the plane
const PAD = { left: 30, right: 8, top: 8, bottom: 26 };
const ROOM_FOR_NAMES = 108;

/** @param {number} width @param {number} windowHeight @returns {Size} */
export function sizeFor(width, windowHeight) {
  const wide = width > NARROW;
  const height = wide ? clamp(windowHeight - BESIDE, 330, width * 0.66) : width * 0.86;
  return { width, height: Math.round(height), wide };
}

/** Scales of a plane of this size. @param {Size} size @param {Data["bounds"]} bounds */
export const scales = ({ width, height, wide }, { x: far, y: high }) =>
  plot(width, height, { ...PAD, right: wide ? ROOM_FOR_NAMES : PAD.right }, [-far, far], [-high, high]);

/**
 * The value at a place in px: where it is between two edges.
 * @param {number} px
 * @param {number} first
 * @param {number} last
 * @param {number} most the value at the last edge
 */
export const valueAt = (px, first, last, most) => most * (2 * (px - first) / (last - first) - 1);

/** A curve at a step, or between two. @param {number[][]} fits @param {number} at */
export function curveAt(fits, at) {
  const [before, after] = [fits[Math.floor(at)], fits[Math.ceil(at)]];
  const share = at - Math.floor(at);
  return before.map((y, i) => y + share * (after[i] - y));
}

/** The empty plane. @param {Data} data @param {Size} size @param {Plot} s */
export function plane(data, size, s) {
  const box = `x="${s.left}" y="${s.top}" width="${s.right - s.left}" height="${s.bottom - s.top}"`;
  const curves = data.learners.map(({ id, colour, dash }) =>
    `<g data-of="${id}" style="--c:${escape(colour)}" stroke-dasharray="${escape(dash)}">
      <path class="start"/><path class="curve"/></g>`
  );
  return `<svg class="plane curves" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}"
      height="${size.height}" role="group" aria-label="${escape(data.words.plane_alt)}">
    <defs><clipPath id="sine-inside"><rect ${box}/></clipPath></defs>
    <rect class="ground" ${box} rx="8"/>${axes(data.bounds, s)}
    <g class="lines" clip-path="url(#sine-inside)"><path class="mean"/><path class="right"/>${
    curves.join("")
  }</g>
    <g class="names"></g><g class="points"></g></svg>`;
}

/** @param {Data["bounds"]} bounds @param {Plot} s */
function axes({ x: far, y: high }, s) {
  const whole = (/** @type {number} */ most) => Array.from({ length: 2 * most + 1 }, (_, i) => i - most);
  const rule = (/** @type {number} */ value, /** @type {string} */ path) =>
    `<path class="rule${value ? "" : " zero"}" d="${path}"/>`;
  const upright = whole(far).map((v) =>
    `${rule(v, `M${s.x(v)} ${s.top}V${s.bottom}`)}<text x="${s.x(v)}" y="${s.bottom + 18}"
      text-anchor="middle">${decimal(v, 0)}</text>`
  );
  const level = whole(high - 1).map((v) =>
    rule(v, `M${s.left} ${s.y(v)}H${s.right}`) +
    (v % 2 ? `<text x="${s.left - 7}" y="${s.y(v) + 4}" text-anchor="end">${decimal(v, 0)}</text>` : "")
  );
  return [...upright, ...level].join("");
}

/**
 * All lines, for the place where the slider is.
 * @param {ParentNode} root
 * @param {Data} data
 * @param {Chosen} chosen
 * @param {number} at a step, or between two
 * @param {Plot} s
 * @param {boolean} wide
 */
export function drawCurves(root, data, chosen, at, s, wide) {
  const { x: far, y: high } = data.bounds;
  const outline = (/** @type {number[]} */ curve) =>
    through(curve.map((y, i) => [s.x(-far + (2 * far * i) / (curve.length - 1)), s.y(y)]));
  /** @type {import("../../shared/web/curve.js").End[]} */
  const ends = [];
  const line = (
    /** @type {string} */ css,
    /** @type {number[] | false | null} */ curve,
    name = "",
    colour = "",
  ) => {
    one(root, css).setAttribute("d", curve ? outline(curve) : "");
    if (curve && name) {
      ends.push({ value: clamp(curve[curve.length - 1], -high, high), lines: [name], colour });
    }
  };
  line(".lines .mean", chosen.mean && data.mean, data.words.mean_short, "var(--fs-quiet)");
  line(".lines .right", chosen.right && data.right, data.words.right_short, "var(--fs-text)");
  for (const { id, fits, name, colour } of data.learners) {
    const shown = chosen.lines.includes(id);
    line(`[data-of=${id}] .start`, shown && at > 0 && fits[0]);
    line(`[data-of=${id}] .curve`, shown && curveAt(fits, at), name, colour);
  }
  one(root, ".names").innerHTML = wide ? names(s, ends) : "";
}

/** The points, each a button of its own. @param {number[][]} points @param {Plot} s @param {string} name */
export const pointMarks = (points, s, name) =>
  points.map(([x, y], i) =>
    `<g data-point="${i}" tabindex="0" role="button" transform="translate(${s.x(x)} ${s.y(y)})"
      aria-label="${say(name, { number: i + 1, x: decimal(x, 2), y: decimal(y, 2) })}">
      <circle class="reach" r="17"/><circle class="dot" r="7.5"/></g>`
  ).join("");
