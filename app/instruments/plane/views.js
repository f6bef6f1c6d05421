// @ts-check
// What is to be seen from a θ: what each learner has learnt there, and the walks to the tasks' φ.

const LEARNERS = ["maml", "fomaml", "reptile"];

/**
 * @typedef {object} View
 * @property {number[]} theta
 * @property {Record<string, number[]>} gradients by learner
 * @property {number[]} before each task's query loss at θ
 * @property {number[]} after each task's query loss at its φ
 * @property {number[][][]} paths task, step, place
 */

/**
 * A view is sent as a row of numbers, in this order.
 * @param {number[]} row
 * @param {number} steps
 * @returns {View}
 */
export function view(row, steps) {
  const places = Array.from({ length: 3 * (steps + 1) }, (_, i) => row.slice(14 + 2 * i, 16 + 2 * i));
  return {
    theta: row.slice(0, 2),
    gradients: Object.fromEntries(LEARNERS.map((id, i) => [id, row.slice(2 + 2 * i, 4 + 2 * i)])),
    before: row.slice(8, 11),
    after: row.slice(11, 14),
    paths: [0, 1, 2].map((task) => places.slice(task * (steps + 1), (task + 1) * (steps + 1))),
  };
}

/** Where each learner's arrow ends. @param {View} seen @param {number} outerRate β */
export const tipsOf = ({ theta, gradients }, outerRate) =>
  LEARNERS.map((id) => theta.map((v, i) => v - outerRate * gradients[id][i]));
