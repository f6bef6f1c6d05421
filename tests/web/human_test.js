// @ts-check
import { readAfter } from "../../app/instruments/human/setup.js";
import {
  aheadOf,
  beatText,
  isPlayed,
  labelOf,
  learnerTotal,
  meanOf,
  ownTotal,
  rightOf,
  rowTo,
  standing,
  withLearners,
  withTask,
} from "../../app/instruments/human/score.js";
import { equal } from "./equal.js";

/** @param {number} seed @param {number} right of ten @param {number} seconds @param {number} [learner] */
const task = (seed, right, seconds, learner) => ({
  ...{ form: "a", seed, right, all: 10, milliseconds: 1000 * seconds },
  learners:
    /** @type {Record<string, [number, number]>} */ (learner === undefined ? {} : { maml: [learner, 50] }),
});
const three = [task(7, 6, 20, 8), task(8, 8, 30, 9), task(9, 10, 40, 7)];
/** Enough digits to tell by hand. @param {number | undefined} value */
const near = (value) => Number(value?.toFixed(4));

Deno.test("a key is a letter or a digit of the task's classes", () => {
  equal(["a", "E", "1", "5"].map((key) => labelOf(key, 5)), [0, 4, 0, 4]);
  equal(["f", "6", "0", "Enter", " ", "ab"].map((key) => labelOf(key, 5)), [-1, -1, -1, -1, -1, -1]);
  equal(labelOf("t", 20), 19);
});

Deno.test("mean and interval are those of the engine, reckoned by hand", () => {
  // 0.6, 0.8, 1.0: mean 0.8, s = 0.2, 1.96 · 0.2 / √3
  const { mean, half } = meanOf([0.6, 0.8, 1]);
  equal([near(mean), near(half)], [0.8, 0.2263]);
  equal(meanOf([0.5]).half === Infinity, true);
});

Deno.test("scores add up over the tasks of one form, the visitor's and a learner's", () => {
  const played = [...three, { ...task(1, 0, 1, 0), form: "b" }];
  const own = ownTotal(played, "a");
  equal([own?.tasks, near(own?.mean), near(own?.half), own?.milliseconds], [3, 0.8, 0.2263, 30_000]);
  const learner = learnerTotal(played, "a", "maml");
  equal([learner?.tasks, near(learner?.mean), learner?.milliseconds], [3, 0.8, 50]);
  // in pairs: 0.2, 0.1, -0.3 have mean 0 and s = √0.07
  const gap = aheadOf(played, "a", "maml");
  equal([near(gap.mean), near(gap.half)], [0, 0.2994]);
  equal([ownTotal(played, "c"), learnerTotal(played, "a", "protonet")], [null, null]);
  equal(rightOf([0, 1, 1], [0, 1, 0]), 2);
});

Deno.test("only the first time counts, and learners that answer later are added", () => {
  equal(withTask(three, task(8, 0, 1)), three);
  equal(withTask(three, task(10, 0, 1)).length, 4);
  const later = withLearners([task(7, 6, 20)], "a", 7, { maml: [9, 60] });
  equal(later[0].learners, { maml: [9, 60] });
  equal(withLearners(later, "a", 7, { maml: [1, 1], scratch: [2, 3] })[0].learners, {
    maml: [9, 60],
    scratch: [2, 3],
  });
});

Deno.test("a task whose answers were looked at does not count, then or later", () => {
  const looked = { ...task(8, 0, 0, 9), all: 0 };
  const played = withTask([looked, task(7, 6, 20), task(9, 10, 40)], task(8, 10, 1));
  equal([ownTotal(played, "a")?.tasks, learnerTotal(played, "a", "maml")], [2, null]);
  equal(rowTo(played, "a", 9)?.first, 9);
  equal(standing(played, "a", { first: 7, tasks: 2, right: 1, all: 20, milliseconds: 1 }).verdict, "open");
});

Deno.test("a friend is challenged to the tasks that were played in a row", () => {
  const row = rowTo([task(4, 1, 1), ...three], "a", 9);
  equal(row && beatText(row), "7-3-24-30-90000");
  equal(rowTo(three, "a", 10), null);
});

Deno.test("more right answers win, then less time; before the last task nothing is decided", () => {
  const beat = { first: 7, tasks: 3, right: 24, all: 30, milliseconds: 90_000 };
  /** @param {Partial<typeof beat>} other */
  const verdict = (other) => standing(three, "a", { ...beat, ...other }).verdict;
  equal(verdict({ right: 23, milliseconds: 1 }), "won");
  equal(verdict({ right: 25 }), "lost");
  equal([verdict({ milliseconds: 90_200 }), verdict({ milliseconds: 89_800 })], ["won", "lost"]);
  equal(verdict({ milliseconds: 90_020 }), "level_with");
  equal(standing(three.slice(0, 2), "a", beat), {
    own: { first: 7, tasks: 2, right: 14, all: 20, milliseconds: 50_000 },
    verdict: "open",
  });
});

Deno.test("only what we wrote is a score", () => {
  equal(isPlayed(three), true);
  for (const bad of [null, {}, [1], [{ ...three[0], seed: "7" }], [{ ...three[0], learners: { maml: 3 } }]]) {
    equal(isPlayed(bad), false);
  }
});

Deno.test("none of the scripts is said alone", () => {
  /** @param {string[]} on */
  const chips = (...on) =>
    ["thai", "khmer", "none"].map((id) => ({ id, name: id, note: "", on: on.includes(id) }));
  equal(readAfter(chips(), "thai"), ["thai"]);
  equal(readAfter(chips("thai"), "khmer"), ["thai", "khmer"]);
  equal(readAfter(chips("thai", "khmer"), "none"), ["none"]);
  equal(readAfter(chips("none"), "thai"), ["thai"]);
  equal([readAfter(chips("thai"), "thai"), readAfter(chips("none"), "none")], [[], []]);
});
