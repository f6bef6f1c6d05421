// @ts-check
// Two curves over the training steps of one task. The steps stand at even distances: they are chosen closer
// together at the beginning, where everything happens. The slider below has the chart's own places.

import { names, plot, rules, through, ticks } from "../../shared/web/curve.js";
import { one } from "../../shared/web/dom.js";
import { escape, fill } from "../../shared/web/text.js";
import { SETS } from "./images.js";

/** @import { Plot } from "../../shared/web/curve.js" */
/** @import { Data, Fitting, SetName } from "./images.js" */
/**
 * @typedef {{ left: number, width: number, move: (at: number) => void }} Chart where its steps begin, in px
 */

const PAD = { left: 52, right: 108, top: 12, bottom: 38 };
const TICKS = [0, 1, 2, 3, 5, 10, 20, 50, 100];
const PERCENTS = [0, 20, 40, 60, 80, 100];
const COLOURS = { support: "var(--fs-support)", query: "var(--fs-query)" };

/**
 * Draw both curves; ``move`` brings the cursor to a step.
 * @param {HTMLElement} holder
 * @param {Data} data
 * @param {Fitting} fitting
 * @returns {Chart}
 */
export function drawTraining(holder, data, fitting) {
  const width = Math.max(280, holder.parentElement?.clientWidth ?? 0); // an empty holder is not laid out
  const height = globalThis.innerHeight < 780 || width < 420 ? 216 : 270;
  const last = fitting.steps.length - 1;
  const at = plot(width, height, PAD, [0, last], [0, 100]);
  const curves = {
    support: fitting.support_right.map((count) => 100 * count / data.support.count),
    query: fitting.query_right.map((count) => 100 * count / data.query.count),
  };
  const paths = SETS.map((set) =>
    `<path class="curve ${set}" d="${through(curves[set].map((value, i) => [at.x(i), at.y(value)]))}"/>`
  ).join("");
  holder.innerHTML = `<svg class="curves" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"
    role="img" aria-label="${escape(data.words.chart_alt)}">
    <clipPath id="upto"><rect x="0" y="0" height="${height}" width="${width}"/></clipPath>
    ${ground(data, fitting, at)}<g class="ahead">${paths}</g><g clip-path="url(#upto)">${paths}</g>
    ${names(at, ends(data, curves))}<path class="cursor" d="M0 ${PAD.top - 6}V${at.bottom}"/>
    ${SETS.map((set) => `<circle class="now ${set}" r="5.5"/>`).join("")}</svg>`;
  return {
    left: at.left,
    width: at.right - at.left,
    move(i) {
      one(holder, "#upto rect").setAttribute("width", String(at.x(i)));
      one(holder, ".cursor").style.transform = `translateX(${at.x(i)}px)`;
      for (const set of SETS) {
        one(holder, `.now.${set}`).style.transform = `translate(${at.x(i)}px,${at.y(curves[set][i])}px)`;
      }
    },
  };
}

/**
 * What lies under the curves: rules, steps, the level of guessing, the learner's.
 * @param {Data} data
 * @param {Fitting} fitting
 * @param {Plot} at
 */
function ground(data, { steps }, at) {
  const { words, learner } = data;
  const percents = rules(
    at,
    PERCENTS,
    (value) => value < 100 ? String(value) : fill(words.percent, { value }),
  );
  const shown = steps.flatMap((step, i) =>
    TICKS.includes(step) ? [/** @type {const} */ ([i, `${step}`])] : []
  );
  const chance = 100 / data.classes.length;
  const level = learner.right === null ? "" : `<path class="level" stroke-dasharray="${escape(learner.dash)}"
    d="M${at.left} ${at.y(percentOf(data, learner.right))}H${at.right}"/>`;
  return `${percents}${ticks(at, new Map(shown), words.axis)}
    <path class="chance" d="M${at.left} ${at.y(chance)}H${at.right}"/>
    <text x="${at.right - 4}" y="${at.y(chance) + (chance < 12 ? -5 : 15)}" text-anchor="end">${
    escape(words.chance)
  }</text>${level}`;
}

/** @param {Data} data @param {number} right */
const percentOf = (data, right) => 100 * right / data.query.count;

/**
 * Names at the right end, with what the curves come to.
 * @param {Data} data
 * @param {Record<SetName, number[]>} curves
 */
function ends(data, curves) {
  const { words, learner } = data;
  const end = (/** @type {string} */ name, /** @type {number} */ value, /** @type {string} */ colour) => ({
    value,
    colour,
    lines: [name, fill(words.percent, { value: Math.round(value) })],
  });
  const all = SETS.map((set) => end(words[set], curves[set][curves[set].length - 1], COLOURS[set]));
  if (learner.right === null) return all;
  return [...all, end(learner.name, percentOf(data, learner.right), learner.colour)];
}
