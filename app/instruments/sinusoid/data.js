// @ts-check
// What the server sends and hears, as types: the mirror of component.py.

/**
 * @typedef {object} Learner
 * @property {string} id
 * @property {string} name
 * @property {string} how
 * @property {string} colour
 * @property {string} dash
 * @property {number[][]} fits its curve after each step
 * @property {number[]} left mean squared error at the points after each step; empty without points
 * @property {number[] | null} wrong the same along the whole right curve, where there is one
 * @property {number[]} mean over many tasks, after each step
 * @property {number[]} ci95
 *
 * @typedef {object} Data
 * @property {number[][]} points
 * @property {number} drawn points that the task shows
 * @property {number} tasks over which errors were measured
 * @property {string} task a text that no other task has
 * @property {number[] | null} right
 * @property {number[]} mean
 * @property {Learner[]} learners
 * @property {[step: number, lines: string[], right: boolean, mean: boolean]} chosen
 * @property {{ x: number, y: number, most: number }} bounds
 * @property {string} chart the class of the container of the chart beside it
 * @property {Record<string, string>} words
 *
 * @typedef {{ step: number, lines: string[], right: boolean, mean: boolean }} Chosen
 */

export {};
