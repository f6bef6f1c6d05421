// @ts-check
import { gapAxis, levelAxis } from "../../app/instruments/compare/axis.js";
import { at, signed } from "../../app/instruments/compare/data.js";
import { equal } from "./equal.js";

/** @param {number[]} mean @param {number} half */
const curve = (mean, half) => ({ mean, ci95: mean.map(() => half), episodes: 600 });

Deno.test("a learner without steps answers alike after each", () => {
  equal([0, 1, 10].map((step) => at([7], step)), [7, 7, 7]);
  equal([0, 1, 10].map((step) => at([7, 8], step)), [7, 8, 8]);
});

Deno.test("differences have a sign, zero has none", () => {
  equal([1.26, -3, 0.04, -0.04].map(signed), ["+1.3", "−3.0", "0.0", "0.0"]);
});

Deno.test("levels go from guessing to the highest band", () => {
  equal(levelAxis([curve([20, 71], 1)], [88], 20), { low: 10, high: 90, ticks: [20, 40, 60, 80] });
  equal(levelAxis([], [], 50), { low: 40, high: 80, ticks: [40, 50, 60, 70, 80] });
});

Deno.test("differences make room for who ends close, not for who starts or stays far away", () => {
  const close = curve([-50, -8, 1, 2, 2], 0.7);
  const far = curve([0, -30, -30, -30, -30], 1);
  equal(gapAxis([close, far], 4), { low: -3, high: 3, ticks: [-3, -1.5, 0, 1.5, 3] });
  equal(gapAxis([far], 4).high, 40);
  equal(gapAxis([], 10).high, 1);
});
