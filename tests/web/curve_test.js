// @ts-check
import { between, names, plot, rules, through, ticks } from "../../app/shared/web/curve.js";
import { equal } from "./equal.js";

const PAD = { left: 50, right: 100, top: 10, bottom: 40 };
const at = plot(350, 150, PAD, [0, 10], [0, 100]);

Deno.test("scales lead from values to the edges of the picture", () => {
  equal([at.x(0), at.x(5), at.x(10)], [50, 150, 250]);
  equal([at.y(0), at.y(50), at.y(100)], [110, 60, 10]);
  equal([at.left, at.right, at.top, at.bottom], [50, 250, 10, 110]);
});

Deno.test("a curve goes through its points, a band there and back", () => {
  equal(through([[0, 1], [2.04, 3]]), "M0.0 1.0L2.0 3.0");
  equal(between([[0, 1], [2, 3]], [[0, 5], [2, 7]]), "M0.0 1.0L2.0 3.0L2.0 7.0L0.0 5.0Z");
});

Deno.test("rules and ticks stand at their values, and their texts are escaped", () => {
  const markup = rules(at, [0, 50], (value) => `${value} <`);
  equal(markup.match(/M50 \d+H250/g), ["M50 110H250", "M50 60H250"]);
  equal(markup.includes("50 &lt;"), true);
  const below = ticks(at, new Map([[5, "five"]]), "steps");
  equal(below.includes(`x="150" y="129"`) && below.includes("steps"), true);
});

Deno.test("names at the ends keep apart, and within the picture", () => {
  const ends = [90, 91, 2].map((value, i) => ({ value, lines: ["name", "12 %"], colour: `c${i}` }));
  const heights = [...names(at, ends).matchAll(/class="end".*? y="([\d.]+)"/g)].map((found) => +found[1]);
  equal(heights.length, 3);
  equal(Math.abs(heights[0] - heights[1]) >= 32, true);
  equal(heights.every((y) => y > at.top && y + 15 <= at.bottom + 4), true);
});
