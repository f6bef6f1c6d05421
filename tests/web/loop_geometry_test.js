// @ts-check
import { layout, shownStates } from "../../app/instruments/loop/geometry.js";
import { batchTiles, dealt, placesOf, shareRoom, testTiles } from "../../app/instruments/loop/trays.js";
import { mapping, WIDE } from "../../app/instruments/loop/plane_marks.js";
import { drawings, heightFor } from "../../app/instruments/loop/room.js";
import { scales } from "../../app/instruments/loop/whole_chart.js";
import { inStep } from "../../app/instruments/loop/whole.js";
import { equal } from "./equal.js";

/** @import { Form } from "../../app/instruments/loop/geometry.js" */
/** @import { Box, Learner, Point } from "../../app/instruments/loop/types.js" */

/** @param {Partial<Form>} form */
const place = (form = {}) =>
  layout({
    ...{
      learner: "maml",
      narrow: false,
      room: 844,
      high: 445,
      way: 5,
      asked: [0, 1, 2, 3, 4],
      shot: 1,
      queries: 2,
      steps: 3,
      tasks: 4,
    },
    ...{ batch: 0, test: 0 },
    ...form,
  });

const bottom = (/** @type {Box} */ box) => box.y + box.h;

Deno.test("every layout keeps its parts inside, and none on another", () => {
  const learners = /** @type {Learner[]} */ (["maml", "reptile", "conventional"]);
  for (const learner of learners) {
    for (
      const [narrow, room] of /** @type {[boolean, number][]} */ ([[false, 844], [true, 358], [true, 328]])
    ) {
      for (const high of [300, 445, 520, 900]) {
        const at = place({
          learner,
          narrow,
          room,
          high,
          batch: 12,
          test: 8,
          steps: learner === "reptile" ? 10 : 3,
        });
        for (const box of [at.support, at.query, at.net, at.supportLoss, at.inner, at.theta, ...at.cards]) {
          equal(box.x >= 0 && box.x + box.w <= at.width + 0.5 && bottom(box) <= at.height, true);
        }
        equal(bottom(at.support) < at.query.y && bottom(at.query) < at.inner.y, true);
        equal(bottom(at.inner) + at.arcs <= at.height + 1, true);
        for (const tile of [...at.support.tiles, ...at.query.tiles]) equal(tile.size > 14, true);
      }
    }
  }
});

Deno.test("query images are as large as their box allows", () => {
  const { query } = place();
  const [first] = query.tiles;
  equal(first.size > 36 && first.under, true); // 29 px they were, half of the box was empty
  const five = place({ queries: 3, shot: 5 });
  equal(five.query.tiles.every((tile) => tile.y + tile.size <= bottom(five.query)), true);
});

Deno.test("images fill a tray's width or its height", () => {
  for (const [way, each] of [[5, 1], [5, 2], [5, 3], [2, 1], [3, 5], [4, 3]]) {
    const tray = { x: 0, y: 0, w: 452, h: 104 };
    const { tiles } = dealt(tray, placesOf(way), each);
    const [width, height] = [(452 - 20 - (way - 1) * 8) / way, 104 - 44];
    const columns = new Set(tiles.slice(0, each).map((tile) => tile.x)).size;
    const rows = Math.ceil(each / columns);
    const { size } = tiles[0];
    const full = Math.max(columns * (size + 2) - 2 - width, rows * (size + 2) - 2 - height);
    equal(Math.abs(full) < 1e-6, true);
  }
});

Deno.test("three support images take height from the query's", () => {
  const [support, query] = [{ x: 0, y: 0, w: 452, h: 100 }, { x: 0, y: 108, w: 452, h: 100 }];
  shareRoom(support, query, { way: 3, asked: [0, 1, 2], shot: 5, queries: 1 });
  equal(support.h > 100 && support.h + query.h === 200 && bottom(query) === 208, true);
});

Deno.test("nor is it left half empty for the answers' sake, nor are they pushed onto the images", () => {
  const high = place({ high: 560 }).query; // room for two rows of larger images
  equal([high.tiles[0].size > 42, high.tiles[0].under], [true, false]);
  const many = place({ shot: 5, queries: 3 });
  equal(many.query.tiles.every((tile) => tile.under), true);
});

Deno.test("a query set of few classes has their names and larger images", () => {
  const { query, support } = place({ asked: [1, 4] });
  equal(query.groups.map(({ group }) => group), [1, 4]);
  equal(query.tiles.map(({ group }) => group), [1, 1, 4, 4]);
  equal(support.groups.length, 5);
  equal(query.tiles[0].size >= place().query.tiles[0].size, true);
});

Deno.test("an image that comes alone fills its tray", () => {
  const tray = { x: 0, y: 0, w: 452, h: 120 };
  const [[alone], [first]] = [batchTiles(tray, 1).tiles, batchTiles(tray, 12).tiles].map((
    tiles,
  ) => [tiles[0]]);
  equal(alone.size > 1.5 * first.size && alone.y + alone.size < 120, true);
});

Deno.test("the test set stands in one row", () => {
  const { tiles, groups } = testTiles({ x: 0, y: 0, w: 452, h: 80 }, 8);
  equal([new Set(tiles.map((tile) => tile.y)).size, groups.length], [1, 8]);
});

Deno.test("Reptile's losses have room for every step", () => {
  const wide = place({ learner: "reptile", steps: 10 });
  equal(wide.supportLoss.h >= 26 + 10 * 16, true);
  const phone = place({ learner: "reptile", steps: 10, narrow: true, room: 358, high: 560 });
  const rows = Math.floor((phone.supportLoss.h - 26) / 16);
  equal(phone.supportLoss.w / Math.ceil(10 / rows) >= 70, true); // in as many columns as they need
});

Deno.test("long walks are folded", () => {
  equal(shownStates(3, 5), [0, 1, 2, 3]);
  equal(shownStates(10, 5), [0, 1, 2, null, 9, 10]);
});

Deno.test("a stage that is scaled to a narrow room is laid out higher", () => {
  const room = { narrow: false, two: true, width: 420, high: 300, side: 400 };
  equal(heightFor(room), 600);
  equal(heightFor({ ...room, narrow: true }), 300);
});

Deno.test("what stands beside the stage is no taller than stage and player", () => {
  const room = { narrow: false, two: true, width: 844, high: 445, side: 530 };
  for (const valued of [false, true]) {
    const { plane, curve } = drawings(room, { lines: 12, valued, tall: 527 });
    const code = 36 + 12 * 17 + (valued ? 40 : 0);
    equal(code + plane + 22 + curve + 2 * 36 + 16 <= 536, true);
  }
});

Deno.test("the plane keeps proportions and leaves room for names", () => {
  /** @type {Point[]} */
  const points = [[0, 0], [4, 0], [4, 2]];
  const to = mapping(points, 128);
  const [a, b, c] = points.map(to);
  equal(Math.abs((b[0] - a[0]) / (b[1] - c[1]) - 2) < 1e-9, true);
  equal([a, b, c].every(([x, y]) => x > 20 && x < WIDE - 20 && y > 10 && y < 128), true);
});

Deno.test("the whole's chart runs from left to right and from top to bottom", () => {
  const rows = [[1, 4, 2, 0.1, 2, 0.1], [100, 400, 1, 0.5, 1, 0.5]];
  const { x, y } = scales(rows, 2, 500, 200);
  equal([x(rows[1]), y(2), y(0)], [482, 12, 174]);
});

Deno.test("two trainings are equally far along their logs", () => {
  equal([inStep(240, 0, 100), inStep(240, 99, 100), inStep(11, 50, 101)], [0, 239, 5]);
});
