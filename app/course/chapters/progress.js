// @ts-check
// What a visitor has done of the course, kept in this browser and nowhere else.

import { Kept } from "../../shared/web/kept.js";

const KEY = "fewshot.course";

/**
 * @typedef {object} Progress
 * @property {Record<string, true>} done steps by their key
 * @property {Record<string, string>} answers what was answered to a step's question
 * @property {string} [last] the step that was shown last
 */

/** Is this what we once wrote? @param {unknown} found @returns {found is Progress} */
export function isProgress(found) {
  if (!found || typeof found !== "object") return false;
  const { done, answers } = /** @type {Record<string, unknown>} */ (found);
  const tables = [done, answers].every((each) => each && typeof each === "object" && !Array.isArray(each));
  return tables && Object.values(/** @type {object} */ (answers)).every((each) => typeof each === "string");
}

const store = new Kept(KEY, isProgress, /** @type {Progress} */ ({ done: {}, answers: {} }));

/** What has been done until now. */
export const progress = () => store.read();

/** Keep what has been done. @param {Progress} now */
export const keep = (now) => store.write(now);

/** Is nothing kept beyond this page? */
export const isLost = () => store.lost;

/**
 * Draw a component now and after every change; returns what ends that.
 * @param {HTMLElement} root
 * @param {() => void} draw
 */
export const follow = (root, draw) => store.follow(root, draw);

/** Forget everything. */
export function wipe() {
  keep({ done: {}, answers: {} });
}

/** A step's question was answered. @param {string} step @param {string} option */
export function answer(step, option) {
  const now = progress();
  keep({ ...now, answers: { ...now.answers, [step]: option } });
}

/** A step is done. @param {string} step */
export function finish(step) {
  const now = progress();
  if (!now.done[step]) keep({ ...now, done: { ...now.done, [step]: true } });
}

/** A step is shown. @param {string} step */
export function visitStep(step) {
  const now = progress();
  if (now.last !== step) keep({ ...now, last: step });
}
