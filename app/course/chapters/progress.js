// @ts-check
// What a visitor has done of the course, kept in this browser and nowhere else. Where the browser keeps nothing
// (storage is full or forbidden), it is kept until the page is left.

const KEY = "fewshot.course";
export const CHANGED = "fewshot-course"; // the window's event after every change

/**
 * @typedef {object} Progress
 * @property {Record<string, true>} done steps by their key
 * @property {Record<string, string>} answers what was answered to a step's question
 * @property {string} [last] the step that was shown last
 */

/** @type {Progress} */
let memory = { done: {}, answers: {} };
let lost = false;

/** Is this what we once wrote? @param {unknown} found @returns {found is Progress} */
export function isProgress(found) {
  if (!found || typeof found !== "object") return false;
  const { done, answers } = /** @type {Record<string, unknown>} */ (found);
  const tables = [done, answers].every((each) => each && typeof each === "object" && !Array.isArray(each));
  return tables && Object.values(/** @type {object} */ (answers)).every((each) => typeof each === "string");
}

/** What has been done until now. */
export function progress() {
  if (lost) return memory;
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "null");
    if (isProgress(found)) memory = found;
  } catch {
    lost = true;
  }
  return memory;
}

/** Keep what has been done; false where the browser keeps it only until the page is left. @param {Progress} now */
export function keep(now) {
  memory = now;
  try {
    localStorage.setItem(KEY, JSON.stringify(now));
    lost = false;
  } catch {
    lost = true;
  }
  dispatchEvent(new CustomEvent(CHANGED));
  return !lost;
}

/** Is nothing kept beyond this page? */
export const isLost = () => lost;

/** Forget everything. */
export function wipe() {
  keep({ done: {}, answers: {} });
}

/** A step's question was answered. @param {string} step @param {string} option */
export function answer(step, option) {
  const now = progress();
  return keep({ ...now, answers: { ...now.answers, [step]: option } });
}

/** A step is done. @param {string} step */
export function finish(step) {
  const now = progress();
  return now.done[step] ? true : keep({ ...now, done: { ...now.done, [step]: true } });
}

/** A step is shown. @param {string} step */
export function visitStep(step) {
  const now = progress();
  if (now.last !== step) keep({ ...now, last: step });
}
