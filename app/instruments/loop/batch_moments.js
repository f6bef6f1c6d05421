// @ts-check
// One batch of conventional training, moment by moment, and the test at the end.

import { count, loss, percent, say, short } from "./words.js";

/** @import { BatchUpdate, Film, Frame, Moment, Words } from "./types.js" */

/**
 * @param {Film} film
 * @param {BatchUpdate} batch
 * @param {Words} words
 * @param {boolean} late whether the network is trained
 * @returns {Moment[]}
 */
export function batchMoments(film, batch, words, late) {
  const values = {
    ...{ size: batch.size, shown: batch.batch.length, classes: film.train_classes, right: batch.right },
    ...{ loss: loss(batch.loss), moved: short(batch.moved) },
  };
  const pull = /** @type {const} */ ({ on: "t", values: batch.gradient, colour: "conventional" });
  /** @type {Partial<Frame>} */
  const seen = { losses: 1, current: 0, act: "t", supportAnswers: 0 };
  /**
   * @param {string} phase
   * @param {[number, number]} ranks from and until
   * @param {string} line
   * @param {string} caption
   * @param {Partial<Frame>} shown
   * @returns {Moment}
   */
  const moment = (phase, [rank, until], line, caption, shown) => (
    { phase, rank, until, line, caption: say(words, caption, values), dealtQuery: false, ...shown }
  );
  const answered = /** @type {const} */ ({ ...seen, feed: "support", pill: values.loss });
  const moved = { ...seen, out: 2, updated: true, pill: say(words, "pill_moved") };
  const moments = [
    moment("batch", [1, 4], "batch", "cap_batch", {}),
    moment("batch_forward", [5, 29], "batch_loss", "cap_batch_forward", answered),
    moment("batch_gradient", [30, 39], "outer", "cap_batch_gradient", { ...seen, out: 1, pull }),
    moment("batch_update", [40, 40], "update", "cap_batch_update", moved),
  ];
  return late && film.test ? [...moments, testMoment(film.test, seen, words)] : moments;
}

/**
 * @param {NonNullable<Film["test"]>} test
 * @param {Partial<Frame>} seen
 * @param {Words} words
 * @returns {Moment}
 */
function testMoment(test, seen, words) {
  const share = percent(test.right / test.images);
  const values = {
    images: count(test.images),
    right: count(test.right),
    percent: share,
    half: halfWidth(test),
  };
  const caption = say(words, "cap_test", values);
  const shown = { ...seen, opened: true, dealtQuery: true, pill: share };
  return { phase: "test", rank: 50, until: 50, line: "test", caption, ...shown };
}

/**
 * Half the width of the test accuracy's 95 % interval, in percentage points.
 * @param {NonNullable<Film["test"]>} test
 */
export const halfWidth = (test) => (100 * test.half_width).toFixed(1);
