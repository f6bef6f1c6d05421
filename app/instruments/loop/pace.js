// @ts-check
// How the film plays: what repeats goes by in brief or is left out, so that a lecture can bear its length.
// By hand, every frame can be reached.

import { loss, say } from "./words.js";

/** @import { Film, Frame, Words } from "./types.js" */

export const LONGEST = 30_000; // ms that a film may take at normal speed
export const PASSING = 110; // ms of a step of the whole
const FIRST = 350; // ms before the first frame moves on
const CALM = 1900; // ms of a frame that is read, at most
const BRIEF = { fast: 90, step: 280, update: 500 }; // ms of what goes by
const LATE_IN_BRIEF = ["support", "query", "copy", "average"];
const IN_BRIEF = ["support", "judge", "difference", "batch_forward", "batch_update", "update"];

/**
 * @typedef {{ frame: number, share: number, ms: number }} Stay share: of a calm frame's time; ms: beyond
 *   that
 */

/**
 * How much of a calm frame's time a frame gets, and how many milliseconds beyond; null where playing skips it.
 * @param {Frame} frame
 * @returns {{ share: number, ms: number } | null}
 */
function stay(frame) {
  if (frame.fast) return { share: 0, ms: BRIEF.fast };
  const inner = ["forward", "gradient", "step"].includes(frame.phase);
  if (frame.segment === 1) return IN_BRIEF.includes(frame.phase) ? { share: 0, ms: BRIEF.update } : null;
  if (inner && (frame.late || (frame.current ?? 0) > 0)) {
    return frame.phase === "step" ? { share: 0, ms: BRIEF.step } : null;
  }
  if (frame.late && LATE_IN_BRIEF.includes(frame.phase)) return { share: 0, ms: BRIEF.update };
  if (frame.phase !== "outer" || frame.pull?.on === "t") return { share: 1, ms: 0 };
  if (frame.late) return { share: 0, ms: frame.pull ? BRIEF.update : BRIEF.step };
  return { share: frame.pull ? 1 : 0.35, ms: 0 };
}

/**
 * How long each frame stays while the film plays at normal speed, in ms; 0 for those that are skipped.
 * @param {Frame[]} frames
 * @returns {number[]}
 */
export function stays(frames) {
  const all = frames.map(stay);
  const sum = (/** @type {"share" | "ms"} */ of) => all.reduce((total, each) => total + (each?.[of] ?? 0), 0);
  const calm = Math.min(CALM, (LONGEST - FIRST - sum("ms")) / Math.max(1, sum("share")));
  return all.map((each) => each ? Math.round(each.share * calm + each.ms) : 0);
}

/**
 * The frame after this one that playing shows.
 * @param {number[]} times as from ``stays``
 * @param {number} i
 */
export function after(times, i) {
  const next = times.findIndex((time, j) => j > i && time > 0);
  return next < 0 ? times.length - 1 : next;
}

/**
 * What is said while a frame goes by in brief; null where its own sentence can be read.
 * @param {Frame} frame
 * @param {Film} film
 * @param {Words} words
 */
export function inBrief(frame, film, words) {
  if (frame.fast || (stay(frame)?.share ?? 1) > 0) return null;
  const update = film.updates[frame.update];
  if (frame.segment === 1) {
    return say(words, update.kind === "batch" ? "cap_brief_batch" : "cap_brief_update");
  }
  if (update.kind === "batch" || frame.phase !== "step") return say(words, "cap_brief_late");
  const k = frame.current ?? 0;
  return say(words, "cap_brief_step", {
    ...{ k: k + 1, steps: update.fast.length - 1, loss: loss(update.support_loss[k + 1]) },
  });
}
