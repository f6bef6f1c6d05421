// @ts-check
import { spread } from "../../app/shared/web/spread.js";
import { tileSide, towards } from "../../app/instruments/map/view.js";
import { equal } from "./equal.js";

/** @typedef {import("../../app/shared/web/spread.js").Point} Point */

const STAGE = { width: 600, height: 400 };

/** How far each stands from its true place. @param {Point[]} places @param {Point[]} truth */
const moved = (places, truth) => places.map(([x, y], i) => Math.hypot(x - truth[i][0], y - truth[i][1]));

Deno.test("tiles that cover none stay at their true places", () => {
  /** @type {Point[]} */
  const truth = [[100, 100], [200, 100], [100, 200]];
  equal(spread(truth, 40, STAGE), truth);
});

Deno.test("tiles at one place move apart, no farther than the limit, the same way every time", () => {
  /** @type {Point[]} */
  const truth = [[300, 200], [300, 200], [302, 201]];
  const places = spread(truth, 40, STAGE);
  equal(places, spread(truth, 40, STAGE));
  for (const [a, b] of [[0, 1], [0, 2], [1, 2]]) {
    const apart = Math.max(...[0, 1].map((axis) => Math.abs(places[a][axis] - places[b][axis])));
    equal(apart > 30, true);
  }
  equal(moved(places, truth).every((far) => far <= 48 + 1e-9), true);
});

Deno.test("tiles stay on the stage and make way for a mark", () => {
  const places = spread([[0, 0], [300, 200]], 40, STAGE, [[300, 200]]);
  equal(places[0].every((v) => v >= 20), true);
  equal(Math.hypot(places[1][0] - 300, places[1][1] - 200) > 20, true);
});

Deno.test("five hundred tiles are placed in a blink", () => {
  /** @type {Point[]} */
  const truth = Array.from({ length: 500 }, (_, i) => [200 + (i * 37) % 200, 100 + (i * 53) % 200]);
  const began = performance.now();
  equal(moved(spread(truth, 20, STAGE), truth).every((far) => far <= 24 + 1e-9), true);
  equal(performance.now() - began < 1000, true);
});

Deno.test("tiles are smaller where there are many", () => {
  equal(tileSide(30, STAGE) > tileSide(200, STAGE), true);
  equal([tileSide(2, STAGE), tileSide(5000, STAGE)], [46, 20]);
});

Deno.test("an arrow leads to the nearest in its direction", () => {
  /** @type {Point[]} */
  const places = [[100, 100], [150, 110], [300, 100], [100, 40]];
  equal(["ArrowRight", "ArrowUp", "ArrowLeft", "Enter"].map((key) => towards(places, 0, key)), [
    1,
    3,
    -1,
    -1,
  ]);
});
