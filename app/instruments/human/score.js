// @ts-check
// Scores: what was played in this browser, added up over tasks of one form, and held against a score to beat.

import { Kept } from "../../shared/web/kept.js";

/**
 * A task that the visitor has met; of every learner how many answers were right, and its milliseconds.
 * One whose answers were looked at has no images, and does not count.
 * @typedef {object} Played
 * @property {string} form
 * @property {number} seed
 * @property {number} right
 * @property {number} all
 * @property {number} milliseconds
 * @property {Record<string, [number, number]>} learners
 *
 * @typedef {{ first: number, tasks: number, right: number, all: number, milliseconds: number }} Row
 * tasks in a row, by their seeds
 * @typedef {{ tasks: number, mean: number, half: number, milliseconds: number }} Total accuracy 0…1 with the half
 * of its 95 % interval, and the mean time of a task
 */

const Z95 = 1.96; // as measuring/evaluation.py has it
const LONGEST_ROW = 99;

/** Is this what we once wrote? @param {unknown} found @returns {found is Played[]} */
export function isPlayed(found) {
  const counts = ["seed", "right", "all", "milliseconds"];
  return Array.isArray(found) &&
    found.every((task) =>
      task && typeof task.form === "string" && counts.every((key) => Number.isFinite(task[key])) &&
      task.learners && Object.values(task.learners).every((pair) => Array.isArray(pair) && pair.length === 2)
    );
}

export const store = new Kept("fewshot.human", isPlayed, /** @type {Played[]} */ ([]));

/** The class that a key stands for, its letter or 1 to 9; -1 for any other. @param {string} key @param {number} way */
export function labelOf(key, way) {
  const label = /^[1-9]$/.test(key)
    ? Number(key) - 1
    : /^[a-z]$/i.test(key)
    ? key.toLowerCase().charCodeAt(0) - 97
    : -1;
  return label < way ? label : -1;
}

/** @param {number[]} given @param {number[]} truth */
export const rightOf = (given, truth) => given.filter((label, i) => label === truth[i]).length;

/** The mean, and the half of its 95 % interval: 1.96 · s / √n, infinite for one value. @param {number[]} values */
export function meanOf(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length < 2) return { mean, half: Infinity };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, half: Z95 * Math.sqrt(squares / (values.length - 1) / values.length) };
}

/** A task that was met, whether or not it counts. @param {Played[]} played @param {string} form @param {number} seed */
export const find = (played, form, seed) => played.find((task) => task.form === form && task.seed === seed);

/** One that counts. @param {Played[]} played @param {string} form @param {number} seed */
export const counted = (played, form, seed) => find(ofForm(played, form), form, seed);

/** @param {Played[]} played @param {string} form */
const ofForm = (played, form) => played.filter((task) => task.form === form && task.all > 0);

/** What the visitor reached on all tasks of a form. @param {Played[]} played @param {string} form */
export const ownTotal = (played, form) =>
  total(ofForm(played, form).map((task) => [task.right, task.milliseconds, task]));

/**
 * What a learner reached on those that it answered.
 * @param {Played[]} played
 * @param {string} form
 * @param {string} id
 */
export const learnerTotal = (played, form, id) => total(answered(played, form, id));

/**
 * How far a learner is ahead of the visitor, in pairs over the same tasks, 0…1.
 * @param {Played[]} played
 * @param {string} form
 * @param {string} id
 */
export const aheadOf = (played, form, id) =>
  meanOf(answered(played, form, id).map(([right, , task]) => (right - task.right) / task.all));

/** @param {Played[]} played @param {string} form @param {string} id @returns {[number, number, Played][]} */
const answered = (played, form, id) =>
  ofForm(played, form).filter((task) => task.learners[id])
    .map((task) => [...task.learners[id], task]);

/** @param {[number, number, Played][]} found right answers, milliseconds, the task @returns {Total | null} */
function total(found) {
  if (!found.length) return null;
  return {
    tasks: found.length,
    ...meanOf(found.map(([right, , task]) => right / task.all)),
    milliseconds: meanOf(found.map(([, milliseconds]) => milliseconds)).mean,
  };
}

/**
 * The tasks in a row, seed by seed, that were played up to this one: what a friend can be challenged to.
 * @param {Played[]} played
 * @param {string} form
 * @param {number} seed
 * @returns {Row | null} none where this one was not played
 */
export function rowTo(played, form, seed) {
  const row = [];
  for (let at = seed; row.length < LONGEST_ROW; at--) {
    const task = counted(played, form, at);
    if (!task) break;
    row.push(task);
  }
  return row.length ? added(row, seed - row.length + 1) : null;
}

/** @param {Played[]} tasks @param {number} first @returns {Row} */
const added = (tasks, first) =>
  tasks.reduce((sum, { right, all, milliseconds }) => ({
    ...sum,
    right: sum.right + right,
    all: sum.all + all,
    milliseconds: sum.milliseconds + milliseconds,
  }), { first, tasks: tasks.length, right: 0, all: 0, milliseconds: 0 });

/** As the address holds it. @param {Row} row */
export const beatText = ({ first, tasks, right, all, milliseconds }) =>
  [first, tasks, right, all, Math.round(milliseconds)].join("-");

/**
 * How the visitor stands against a score to beat: more right answers win, then less time, by tenths of a second.
 * @param {Played[]} played
 * @param {string} form
 * @param {Row} beat
 */
export function standing(played, form, beat) {
  const seeds = Array.from({ length: beat.tasks }, (_, i) => beat.first + i);
  const tasks = seeds.map((seed) => counted(played, form, seed)).filter((task) => task !== undefined);
  const own = added(tasks, beat.first);
  const faster = tenths(beat) - tenths(own);
  const ahead = own.right - beat.right || faster;
  const verdict = tasks.length < beat.tasks ? "open" : ahead > 0 ? "won" : ahead < 0 ? "lost" : "level_with";
  return { own, verdict };
}

/** @param {Row} row */
const tenths = ({ milliseconds }) => Math.round(milliseconds / 100);

/**
 * With one more task, unless it was met before: only the first time counts.
 * @param {Played[]} played
 * @param {Played} task
 */
export const withTask = (played, task) => find(played, task.form, task.seed) ? played : [...played, task];

/**
 * With the learners that have answered a played task since.
 * @param {Played[]} played
 * @param {string} form
 * @param {number} seed
 * @param {Record<string, [number, number]>} learners
 */
export const withLearners = (played, form, seed, learners) =>
  played.map((task) =>
    task.form === form && task.seed === seed ? { ...task, learners: { ...learners, ...task.learners } } : task
  );
