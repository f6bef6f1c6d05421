// @ts-check
// How far the vertical axis of the chart goes: for levels in percent, and for differences in points.

import { at } from "./data.js";

/** @typedef {import("./data.js").Curve} Curve */
/** @typedef {{ low: number, high: number, ticks: number[] }} Axis */

const FAR = 10; // points: a learner that ends farther away than this leaves the picture of the others' differences
const REACHES = [1, 2, 3, 4, 6, 8, 10, 14, 20, 30, 40, 60, 80, 100];

/**
 * As far as the curves, their bands and this task's own accuracies go, and down to guessing.
 * @param {Curve[]} curves
 * @param {number[]} own
 * @param {number} chance
 * @returns {Axis}
 */
export function levelAxis(curves, own, chance) {
  const values = [
    ...own,
    ...curves.flatMap(({ mean, ci95 }) => mean.flatMap((m, s) => [m - ci95[s], m + ci95[s]])),
  ];
  const low = Math.max(0, 10 * Math.floor((Math.min(chance, ...values) - 2) / 10));
  const high = Math.min(100, 10 * Math.ceil((Math.max(chance + 20, ...values) + 1) / 10));
  const every = high - low > 60 ? 20 : 10;
  const ticks = [];
  for (let tick = Math.ceil(low / every) * every; tick <= high; tick += every) ticks.push(tick);
  return { low, high, ticks };
}

/**
 * Zero in the middle, and room for those learners that end close to it, from the second step on: who starts
 * or stays far away would press them together.
 * @param {Curve[]} gaps
 * @param {number} last the last step
 * @returns {Axis}
 */
export function gapAxis(gaps, last) {
  const close = gaps.filter(({ mean }) => Math.abs(at(mean, last)) <= FAR);
  const reach = Math.max(
    0,
    ...(close.length ? close : gaps).flatMap((gap) =>
      Array.from({ length: last - 1 }, (_, i) => Math.abs(at(gap.mean, i + 2)) + at(gap.ci95, i + 2))
    ),
  );
  const limit = close.length ? Math.min(reach, 1.4 * FAR) : reach;
  const high = REACHES.find((each) => each >= limit) ?? 100;
  return { low: -high, high, ticks: [-high, -high / 2, 0, high / 2, high] };
}
