// @ts-check
// What the page sends to the compare board, as BoardData in board.py says, and how it is looked up.

import { decimal } from "../../shared/web/text.js";

/** @typedef {{ low: number, high: number, ticks: number[] }} Axis */
/** @typedef {{ mean: number[], ci95: number[], episodes: number }} Curve */
/** @typedef {import("../../shared/web/marks.js").Learner} Learner */
/**
 * A learner's column; top, shares and right once it has answered, curve and gap where it was measured.
 * @typedef {Learner & {
 *   status: "hidden" | "waiting" | "done" | "failed",
 *   note: string,
 *   top?: number[][],
 *   shares?: number[][][],
 *   right?: number[],
 *   curve?: Curve,
 *   gap?: Curve,
 * }} Column
 */
/** @typedef {{ url: string, count: number, each: number }} Strip tiles side by side, ``each`` of a class */
/** @typedef {{ tile: number, truth: number, number: number }} Row */
/**
 * @typedef {object} Data
 * @property {string} task
 * @property {string} layout
 * @property {{ letter: string, name: string }[]} classes
 * @property {Strip} support
 * @property {Strip} query
 * @property {Row[]} rows
 * @property {number} first_rows
 * @property {Column[]} columns
 * @property {(Learner & { shown: boolean })[]} choices
 * @property {number} most
 * @property {number} last
 * @property {number} step
 * @property {number} image
 * @property {number} chance
 * @property {Axis} axis of the chart
 * @property {string} against
 * @property {string} reference
 * @property {boolean} revealed
 * @property {Omit<import("../../shared/web/guess_card.js").Guess, "options">} guess
 * @property {[string, string][]} verdicts
 * @property {{ tile: number, name: string, percent: number }[]} stands
 * @property {string[]} heading
 * @property {Record<string, string>} words
 */

/**
 * The entry that holds after a step: a learner without steps answers alike at every place of the slider.
 * @template T
 * @param {T[]} list
 * @param {number} step
 */
export const at = (list, step) => list[Math.min(step, list.length - 1)];

/** A difference in points with its sign; a zero has none. @param {number} value */
export const signed = (value) => decimal(value, 1, "exceptZero");

/**
 * A mean and its interval after a step, for a sentence with these places.
 * @param {Curve} curve
 * @param {number} step
 */
export const interval = (curve, step) => ({
  mean: decimal(at(curve.mean, step), 1),
  difference: signed(at(curve.mean, step)),
  ci: decimal(at(curve.ci95, step), 1),
});

/** The name of the learner that all are set against. @param {Data} d */
export const referenceName = (d) => d.choices.find(({ id }) => id === d.reference)?.name ?? d.reference;
