// @ts-check
// Made-up films for the tests of the loop: true in form, without pictures.

/** @import { BatchUpdate, Film, Learner } from "../../app/instruments/loop/types.js" */
/** @import { Point, TaskUpdate, Words } from "../../app/instruments/loop/types.js" */

/** @template T @param {number} n @param {(i: number) => T} make */
const list = (n, make) => Array.from({ length: n }, (_, i) => make(i));
const CELLS = list(12, (i) => i / 12);

/**
 * @param {{ way?: number, shot?: number, query?: number, steps?: number, tasks?: number }} form
 * @returns {TaskUpdate}
 */
export function task({ way = 5, shot = 1, query = 2, steps = 3, tasks = 4 } = {}) {
  const answers = (/** @type {number} */ each) => ({
    y: list(way * each, (i) => i % 2 ? Math.floor(i / each) : -1),
    p: list(way * each, () => 0.5),
  });
  return {
    ...{ kind: "task", classes: list(way, (i) => i), shelf: list(12, (i) => i), lens: 20, moved: 0.1 },
    ...{ support: list(way * shot, (i) => i), query: list(way * query, (i) => i), turns: null },
    ...{ theta: CELLS, next: CELLS, fast: list(steps + 1, () => CELLS), head_only: list(steps, () => false) },
    value: { theta: CELLS, next: CELLS, fast: list(steps + 1, () => CELLS) },
    ...{ inner_gradients: list(steps, () => CELLS), query_gradient: CELLS, outer_gradient: CELLS },
    ...{ task_gradient: CELLS, support_loss: list(steps + 1, (k) => 1.6 / (k + 1)) },
    ...{
      query_loss: list(steps + 1, (k) => 1.6 - k / 10),
      support_answers: list(steps + 1, () => answers(shot)),
    },
    ...{ query_answers: list(steps + 1, () => answers(query)), distance: list(steps + 1, (k) => k / 10) },
    ...{ norms: { inner: list(steps, () => 1), query: 1, task: 1, outer: 1 }, angle: 40, tasks, others: [] },
    plane: {
      fast: list(steps + 1, (k) => /** @type {Point} */ ([k, k / 3])),
      next: [0.5, 1],
      pull: [0.5, 1],
    },
  };
}

/** @param {number} at @returns {BatchUpdate} */
const batch = (at) => ({
  ...{
    kind: "batch",
    classes: [0, 1],
    shelf: list(12, (i) => i),
    batch: list(12, (i) => i),
    lens: 1,
    moved: 0.1,
  },
  ...{
    labels: list(12, (i) => i % 2),
    predicted: list(12, () => 0),
    probabilities: CELLS,
    size: 64,
    right: 30,
  },
  ...{ loss: 2.5, theta: CELLS, next: CELLS, value: { theta: CELLS, next: CELLS }, gradient: CELLS, norm: 1 },
  ...{ bend: 30, walk: [[0, 0], [1, 0], [1, 1]], at },
});

/** @param {Learner} learner @param {Parameters<typeof task>[0]} form @returns {Film} */
export function film(learner, form = {}) {
  const conventional = learner === "conventional";
  const test = { tiles: [0, 1], labels: [0, 1], predicted: [0, 0], images: 100, right: 69, half_width: 0.09 };
  return {
    ...{ info: { outer_lr: 0.5, inner_lr: 0.1 }, cells: list(12, (i) => i), parameters: 1200, classes: {} },
    ...{ train_classes: 200, guessing: 1.609, sheet: 0, tiles: 40, test: conventional ? test : null },
    updates: conventional ? [batch(0), batch(1), batch(0)] : [task(form), task(form), task(form)],
    curve: list(200, (i) => /** @type {Point} */ ([4 * i + 4, 1.6 - i / 400])),
    whole: {
      window: 5,
      rows: list(240, (i) => [i + 1, 4 * i + 4, 1.6 - i / 400, i / 400, 1.6 - i / 400, i / 400]),
    },
  };
}

/** Sentences that name their values, and otherwise themselves. @type {Words} */
export const WORDS = new Proxy({}, { get: (_, key) => String(key) });
