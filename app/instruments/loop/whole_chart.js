// @ts-check
// A chart of the whole training with everything in it; what is still to come lies behind a clip.

import { through } from "../../shared/web/curve.js";
import { one } from "../../shared/web/dom.js";
import { count, loss, make, percent, rich, safe, say } from "./words.js";

/** @import { Row, Scene, Words } from "./types.js" */

const [LEFT, RIGHT, TOP, LOW] = [46, 18, 12, 26];
const [STEP, TASKS] = [0, 1];

/**
 * What a chart shows: columns of a row for a point and for the mean, and how its value is written.
 * @typedef {{ raw: number, mean: number, write: (x: number, words: Words) => string }} Kind
 */
/**
 * @typedef {{ kind: Kind, x: (row: Row) => number, y: (value: number) => number, width: number, rect:
 *   Element, head: Element, value: Element, words: Words }} Chart
 */

/** @type {Kind} */
export const LOSS = { raw: 2, mean: 4, write: loss };
/** @type {Kind} */
export const RIGHT_SHARE = { raw: 3, mean: 5, write: percent };

/**
 * Where a log's rows stand in a chart: steps evenly from left to right, values up to the largest.
 * @param {Row[]} rows
 * @param {number} most
 * @param {number} width
 * @param {number} high
 */
export function scales(rows, most, width, high) {
  const last = rows[rows.length - 1][STEP];
  return {
    x: (/** @type {Row} */ row) => LEFT + ((width - LEFT - RIGHT) * row[STEP]) / last,
    y: (/** @type {number} */ value) => high - LOW - ((high - LOW - TOP) * value) / most,
  };
}

/**
 * @param {HTMLElement} parent
 * @param {Kind} kind
 * @param {Scene} scene
 * @param {number} width
 * @param {number} high
 * @returns {Chart | null}
 */
export function buildChart(parent, kind, { film, learner, words }, width, high) {
  const { rows, window } = film.whole;
  const box = make("div", "panel chart", parent);
  const title = kind === LOSS ? film.said.curve : say(words, "whole_right");
  rich(make("h2", "", box), `${title} *n:${say(words, "whole_note", { window })}*`);
  if (rows.length < 2) {
    make("p", "", box, say(words, "curve_none"));
    return null;
  }
  const most = kind === LOSS ? Math.max(film.guessing ?? 0, ...rows.map((row) => row[kind.raw])) * 1.04 : 1;
  const { x, y } = scales(rows, most, width, high);
  const at = (/** @type {number} */ column) =>
    rows.map((row) => /** @type {[number, number]} */ ([x(row), y(row[column])]));
  const points = at(kind.raw).map(([left, top]) =>
    `<circle cx="${left.toFixed(1)}" cy="${top.toFixed(1)}" r="2"/>`
  );
  const clip = `clip-${learner}-${kind.raw}`;
  const last = rows[rows.length - 1][learner === "conventional" ? STEP : TASKS];
  const unit = say(words, learner === "conventional" ? "whole_steps" : "whole_tasks", { seen: count(last) });
  const guess = film.guessing == null ? null : kind === LOSS ? film.guessing : Math.exp(-film.guessing);
  const holder = make("div", "", box);
  holder.innerHTML = `<svg class="growing" viewBox="0 0 ${width} ${high}" role="img" aria-label="${
    safe(title)
  }">
    <clipPath id="${clip}"><rect x="0" y="0" width="0" height="${high}"/></clipPath>
    ${levels(kind, most, y, width, high, words)}${guessing(kind, guess, y, width, words)}${
    times(last, unit, width, high)
  }
    <g clip-path="url(#${clip})"><g class="raw">${points.join("")}</g><path class="mean" d="${
    through(at(kind.mean))
  }"/></g>
    <circle class="head" r="5.5"/><text class="value"></text></svg>`;
  const [rect, head, value] = ["clipPath rect", ".head", ".value"].map((part) => one(holder, part));
  return { kind, x, y, width, rect, head, value, words };
}

/**
 * @param {Kind} kind
 * @param {number} most
 * @param {(value: number) => number} y
 * @param {number} width
 * @param {number} high
 * @param {Words} words
 */
function levels(kind, most, y, width, high, words) {
  const fine = high < 120 ? 2 : 1;
  const step = fine * (kind === LOSS ? (most > 3 ? 1 : 0.5) : 0.25);
  let svg = "";
  for (let v = 0; v <= most + 1e-9; v += step) {
    const text = kind === LOSS ? String(v) : percent(v, words);
    svg += `<line class="base" x1="${LEFT}" x2="${width - RIGHT}" y1="${y(v)}" y2="${y(v)}"/>`;
    svg += `<text class="tick" x="${LEFT - 8}" y="${y(v) + 4}" text-anchor="end">${text}</text>`;
  }
  return svg;
}

/**
 * @param {Kind} kind
 * @param {number | null} guess
 * @param {(value: number) => number} y
 * @param {number} width
 * @param {Words} words
 */
function guessing(kind, guess, y, width, words) {
  if (!guess) return "";
  const level = y(guess);
  const text = level + (kind === LOSS || guess < 0.1 ? -6 : 14);
  return `<line class="guess" x1="${LEFT}" x2="${width - RIGHT}" y1="${level}" y2="${level}"/>
    <text class="tick halo" x="${width - RIGHT}" y="${text}" text-anchor="end">${
    safe(say(words, "guessing"))
  }</text>`;
}

/** @param {number} last @param {string} unit @param {number} width @param {number} high */
function times(last, unit, width, high) {
  const shares = width < 450 ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1];
  return shares.map((share) => {
    const [x, anchor] = [LEFT + (width - LEFT - RIGHT) * share, share === 1 ? "end" : "middle"];
    const text = share === 1 ? unit : count(last * share);
    return `<text class="tick" x="${x}" y="${high - 7}" text-anchor="${anchor}">${safe(text)}</text>`;
  }).join("");
}

/** Show a chart as far as a row. @param {Chart} chart @param {Row} row */
export function uncover({ kind, x, y, width, rect, head, value, words }, row) {
  const [left, top] = [x(row), y(row[kind.mean])];
  const late = left > width * 0.8;
  rect.setAttribute("width", String(left + 1));
  head.setAttribute("cx", String(left));
  head.setAttribute("cy", String(top));
  value.setAttribute("x", String(left + (late ? 0 : 12)));
  value.setAttribute("y", String(kind === LOSS ? Math.max(16, top - 14) : top + (late ? 26 : 5)));
  value.setAttribute("text-anchor", late ? "end" : "start");
  value.textContent = kind.write(row[kind.mean], words);
}
