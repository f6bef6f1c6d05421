// @ts-check
// Records of real training -> a list of complete frames. A frame says everything that is on the stage,
// so that stepping back, scrubbing and a link to one frame cost nothing.

import { batchMoments } from "./batch_moments.js";
import { taskMoments } from "./task_moments.js";
import { count, loss, say } from "./words.js";

/** @import { Film, Frame, Learner, Moment, Words } from "./types.js" */

const FAST = 24; // frames of the fast-forward
const ELSEWHERE = 1000; // further than any place within the same update

/**
 * What a frame shows unless it says something else.
 * @type {Omit<Frame, keyof Moment & ("phase" | "rank" | "line" | "caption")>}
 */
const EMPTY = {
  ...{ index: 0, update: 0, segment: 0, late: false, marker: 0, selected: true },
  ...{ dealtSupport: true, dealtQuery: true, feed: null, act: null, cards: 0, losses: 0, current: null },
  ...{ judged: false, supportAnswers: null, queryAnswers: null, pull: null, out: 0, updated: false },
  ...{ team: false, fast: false, opened: false },
};

/**
 * All frames of one learner.
 * @param {Film} film
 * @param {Learner} learner
 * @param {Words} words
 * @returns {Frame[]}
 */
export function compile(film, learner, words) {
  /** @type {Frame[]} */
  const frames = [];
  const last = film.updates.length - 1;
  film.updates.forEach((update, i) => {
    const late = i === last;
    if (late) frames.push(...fastFrames(film, learner, words));
    const moments = update.kind === "batch"
      ? batchMoments(film, update, words, late)
      : taskMoments(film, update, learner, words, late);
    const place = { segment: late ? 2 : i, update: i, late, marker: late ? film.curve.length - 1 : 0 };
    frames.push(...moments.map((moment) => ({ ...EMPTY, ...place, ...moment })));
  });
  frames.forEach((frame, i) => frame.index = i);
  return frames;
}

/**
 * The frame of another learner that is most like this one.
 * @param {Frame} frame
 * @param {Frame[]} frames
 */
export function alike(frame, frames) {
  const order = (/** @type {Frame} */ f) => f.segment === "fast" ? 1.5 : f.segment;
  /** @param {Frame} f */
  const distance = (f) => {
    const gap = Math.max(0, f.rank - (frame.until ?? frame.rank), frame.rank - (f.until ?? f.rank));
    const apart = f.segment === frame.segment ? 0 : ELSEWHERE * Math.abs(order(f) - order(frame));
    return apart + gap + (frame.segment === "fast" ? Math.abs((f.share ?? 0) - (frame.share ?? 0)) : 0);
  };
  return frames.reduce((best, f) => (distance(f) < distance(best) ? f : best), frames[0]).index;
}

/**
 * Along the real training log, from the first updates to the trained network.
 * @param {Film} film
 * @param {Learner} learner
 * @param {Words} words
 * @returns {Frame[]}
 */
function fastFrames(film, learner, words) {
  const length = film.curve.length;
  if (length < 2) return [];
  const caption =
    { conventional: "cap_batch_fast", reptile: "cap_fast_reptile", maml: "", fomaml: "" }[learner];
  return Array.from({ length: FAST }, (_, j) => {
    const share = (j + 1) / FAST;
    const marker = Math.round((length - 1) * share * share);
    const [seen, value] = film.curve[marker];
    const values = { seen: count(seen), loss: loss(value), classes: film.train_classes };
    return {
      ...EMPTY,
      ...{
        segment: "fast",
        share,
        update: film.updates.length - 2,
        marker,
        rank: 0,
        phase: "fast",
        line: "loop",
      },
      ...{ fast: true, selected: false, dealtSupport: false, dealtQuery: false, seen, pill: values.seen },
      caption: say(words, caption || "cap_fast", values),
    };
  });
}
