// @ts-check
import { errorOf } from "../../app/instruments/sinusoid/parts.js";
import { curveAt, pointMarks, scales, sizeFor, valueAt } from "../../app/instruments/sinusoid/picture.js";
import { freePlace, inside } from "../../app/instruments/sinusoid/points.js";
import { equal } from "./equal.js";

const BOUNDS = { x: 5, y: 6, most: 20 };

Deno.test("between two steps a curve is between their curves", () => {
  const fits = [[0, 4], [2, 0]];
  equal([curveAt(fits, 0), curveAt(fits, 0.5), curveAt(fits, 1)], [[0, 4], [1, 2], [2, 0]]);
});

Deno.test("a pointer's place is the value that is drawn there", () => {
  const s = scales(sizeFor(700, 720), BOUNDS);
  for (const value of [-5, 0.3, 5]) {
    equal(Math.round(100 * valueAt(s.x(value), s.left, s.right, BOUNDS.x)), 100 * value);
    equal(Math.round(100 * valueAt(s.y(value), s.bottom, s.top, BOUNDS.y)), 100 * value);
  }
});

Deno.test("names have room beside a wide plane only", () => {
  const [wide, narrow] = [sizeFor(780, 720), sizeFor(360, 800)];
  equal([wide.wide, narrow.wide], [true, false]);
  equal(scales(wide, BOUNDS).right < 780 - 100 && scales(narrow, BOUNDS).right > 345, true);
});

Deno.test("a point stays within the plane, in hundredths", () => {
  equal(inside([9, -7.123], BOUNDS), [5, -6]);
  equal(inside([-0.001, 1.006], BOUNDS), [0, 1.01]);
});

Deno.test("a new point by keys is put where there is room", () => {
  equal([freePlace([]), freePlace([[0.2, 3]]), freePlace([[0, 0], [1, 0], [-1, 0]])], [0, 1, 2]);
  equal(freePlace([0, 1, -1, 2, -2, 3, -3, 4, -4].map((x) => [x, 0])), 0.5);
});

Deno.test("points and errors are read with a true minus and no more than they say", () => {
  const marks = pointMarks([[-0.001, -2]], scales(sizeFor(700, 720), BOUNDS), "{number}: {x}, {y}");
  equal(marks.includes('aria-label="1: 0.00, −2.00"'), true);
  equal([errorOf(0.126), errorOf(1e6)], ["0.13", "> 100"]);
});
