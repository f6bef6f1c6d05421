// @ts-check
import { Hand } from "../../app/shared/drawings/hand.js";
import { fits, pathOf, smooth } from "../../app/shared/drawings/strokes.js";
import { answersMarkup, labelOf, querySlots } from "../../app/lab/draw/markup.js";
import { described, groundMarkup, onStage, trailMarkup, Trails, walked } from "../../app/lab/draw/plane.js";
import { empty, fromFile, isSheet, toFile, withDrawing } from "../../app/lab/draw/sheet.js";
import { supportSlots } from "../../app/shared/web/slots.js";
import { equal } from "./equal.js";

Deno.test("a stroke keeps its ends, loses what stands too close, and is rounded", () => {
  equal(smooth([10, 10, 11, 10, 12, 10, 40, 10, 40.2, 60]), [10, 10, 33, 23, 40, 60]);
  equal(smooth([5.4, 5.6]), [5, 6]);
  equal(smooth([-9, 300, 300, -9]), [0, 255, 255, 0]);
  equal([pathOf([1, 2]), pathOf([1, 2, 3, 4, 5, 6])], ["M1 2h0", "M1 2L3 4L5 6"]);
});

Deno.test("a drawing comes into its slot and goes", () => {
  const drawn = withDrawing(empty(), "q2", [[1, 2]]);
  equal(drawn.drawings, { q2: [[1, 2]] });
  equal(withDrawing(drawn, "q2", []).drawings, {});
  equal([fits([], [1, 2]), fits(Array(60).fill([1, 2]), [1, 2]), fits([], Array(4002).fill(1))], [
    true,
    false,
    false,
  ]);
});

Deno.test("a file gives back what was saved, and nothing else is a file", () => {
  const sheet = { names: ["cat"], drawings: { A1: [[1, 2, 3, 4]], q10: [[0, 255]] }, is: { q10: 1 } };
  equal(fromFile(toFile(sheet)), sheet);
  const wrong = [
    "{",
    "null",
    "{}",
    toFile(sheet).replace("drawings-1", "x"),
    toFile({ ...sheet, drawings: { A9: [] } }),
    toFile({ ...sheet, drawings: { A1: [[1]] } }),
    toFile({ ...sheet, drawings: { A1: [[1, 256]] } }),
    toFile({ ...sheet, is: { q1: 7 } }),
  ];
  equal(wrong.map(fromFile), wrong.map(() => null));
  equal([isSheet(undefined), isSheet([]), isSheet(empty())], [false, false, true]);
});

const learner = {
  id: "maml",
  name: "MAML",
  colour: "red",
  dash: "",
  note: "",
  shares: [[100, 900]],
};
/** @type {any} */
const data = {
  mine: "query",
  way: 2,
  shot: 2,
  classes: ["cat", "<b>"],
  truth: [],
  asked: ["q1"],
  learners: [learner],
};
data.words = {
  percent: "{value} %",
  answers: "{query}",
  query_slot: "{number}",
  score: "{right}/{all}",
  right: "right",
  wrong: "wrong",
};

Deno.test("slots are those of the task, with one to draw in next", () => {
  equal(supportSlots(data), ["A1", "A2", "B1", "B2"]);
  const sheet = { ...withDrawing(empty(), "q2", [[1, 2]]), is: { q2: 1, q1: 4 } };
  equal(querySlots(data, sheet), ["q1", "q2", "q3"]);
  equal([labelOf(data, sheet, "q2"), labelOf(data, sheet, "q1"), labelOf(data, sheet, "q3")], [1, -1, -1]);
  equal(querySlots({ ...data, mine: "support", truth: [0, 1] }, sheet), ["d1", "d2"]);
});

Deno.test("the best class is bold, and right only once somebody said what the drawing is", () => {
  const shown = { data, sheet: empty(), slot: "q1", query: "q1" };
  const silent = answersMarkup(shown);
  equal([silent.includes('class="best"'), silent.includes("&lt;b&gt;"), silent.includes("✓")], [
    true,
    true,
    false,
  ]);
  const judged = answersMarkup({ ...shown, sheet: { ...empty(), is: { q1: 0 } } });
  equal([judged.includes("✕"), judged.includes("0/1")], [true, true]);
});

Deno.test("keys draw: Space puts the pen down, arrows move it, Space lifts it", () => {
  /** @type {number[][]} */
  const done = [];
  const part = { setAttribute: () => {}, classList: { toggle: () => {} } };
  const hand = new Hand(/** @type {any} */ ({ querySelector: () => part }), (stroke) => done.push(stroke));
  const press = (key = "", shiftKey = false) => hand.key(/** @type {any} */ ({ key, shiftKey }));
  equal([press(" "), press("ArrowRight", true), press("ArrowDown"), press("x"), press(" ")], [
    true,
    true,
    true,
    false,
    true,
  ]);
  equal(done, [[128, 128, 146, 129, 152, 134]]);
});

/** @type {any} */
const mapped = {
  ...data,
  shot: 1,
  support: "strip",
  map: {
    learner: "maml",
    look: "first",
    kept: 50,
    support: [[-500, 0], [500, 0]],
    means: [[-500, 0], [500, 0]],
    others: [[0, 100]],
    labels: [1],
    queries: [[0, 200]],
    distances: [[2, 1]],
  },
};
mapped.words = {
  ...data.words,
  map_alt: "by {learner}.",
  map_near: "{query}: {letter} {name}",
  map_later: "later",
};

Deno.test("a place of the plane stands on the stage, and what lies outside stands at its edge", () => {
  equal([onStage([0, 0]), onStage([500, 500]), onStage([-9000, -9000])], [[50, 50], [75, 25], [6.5, 93.5]]);
});

Deno.test("a trail grows by what moved, and not without end", () => {
  equal(walked([[1, 2]], [1, 2]), [[1, 2]]);
  equal(walked([[1, 2]], [1, 3]), [[1, 2], [1, 3]]);
  const long = Array.from({ length: 99 }).reduce((trail, _, i) => walked(trail, [i, 0]), []);
  equal([long.length, long.at(-1)], [40, [98, 0]]);
  equal(trailMarkup([[0, 0]]), "");
  equal((trailMarkup([[0, 0], [100, 0], [100, 100]]).match(/<circle/g) ?? []).length, 2);
});

Deno.test("trails last as long as their plane and their drawing", () => {
  const trails = new Trails(), sheet = withDrawing(empty(), "q1", [[1, 2]]);
  trails.follow(mapped, sheet);
  trails.follow({ ...mapped, map: { ...mapped.map, queries: [[0, 300]] } }, sheet);
  equal(trails.of, { q1: [[0, 200], [0, 300]] });
  trails.follow({ ...mapped, map: { ...mapped.map, look: "second" } }, sheet);
  equal(trails.of, { q1: [[0, 200]] });
  trails.follow({ ...mapped, asked: [] }, empty());
  equal(trails.of, {});
});

Deno.test("the map says where a drawing lies, and is not there before it is laid", () => {
  const sheet = withDrawing(empty(), "q1", [[1, 2]]);
  equal(described({ data: mapped, sheet, query: "q1" }), "by MAML. 1: B <b>");
  const later = { ...mapped, map: { ...mapped.map, look: "" } };
  equal([described({ data: later, sheet, query: "q1" }), groundMarkup({ data: later, sheet, query: "q1" })], [
    "later",
    "",
  ]);
  const things = (/** @type {any} */ data) =>
    (groundMarkup({ data, sheet, query: "q1" }).match(/class="(thing|mean|dot)/g) ?? []).length;
  const { support } = mapped.map;
  equal(things(mapped), 3); // one example is its own mean
  equal(things({ ...mapped, shot: 2, map: { ...mapped.map, support: [...support, ...support] } }), 7);
});
