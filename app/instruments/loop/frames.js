// @ts-check
// The frames of a film. A frame says everything that is on the stage, so that stepping back, scrubbing and a link
// to one frame cost nothing.

/** @import { Film, Frame } from "./types.js" */

const ELSEWHERE = 1000; // further than any place within the same update

/** What a frame shows unless it says something else. */
const EMPTY = {
  ...{ selected: true, dealtSupport: true, dealtQuery: true, feed: null, act: null, cards: 0, losses: 0 },
  ...{ current: null, judged: false, supportAnswers: null, queryAnswers: null, pull: null, out: 0 },
  ...{ updated: false, team: false, fast: false, opened: false },
};

/** All frames of a film, which sends only what is not empty. @param {Film} film @returns {Frame[]} */
export const framesOf = ({ frames }) => frames.map((frame, index) => ({ ...EMPTY, ...frame, index }));

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
 * The frame after frame i that playing shows: it passes over those that stay no time.
 * @param {Frame[]} frames
 * @param {number} i
 */
export function after(frames, i) {
  const next = frames.findIndex(({ stay }, j) => j > i && stay > 0);
  return next < 0 ? frames.length - 1 : next;
}
