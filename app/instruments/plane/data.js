// @ts-check
// What the server sends and hears, as types: the mirror of component.py.

/**
 * @typedef {import("./contours.js").Lattice} Lattice
 * @typedef {{ learner: string, places: number[][] }} Trail
 *
 * @typedef {object} Chosen
 * @property {string} learner
 * @property {number} theta_1 where θ was put by hand, in hundredths
 * @property {number} theta_2
 * @property {number} inner_rate in hundredths
 * @property {number} inner_steps
 * @property {number} outer_rate in hundredths
 * @property {string} walks see walks.js
 * @property {string} hessian shown | hidden
 *
 * @typedef {object} Data
 * @property {Lattice & { losses: number[][] }} surfaces each task's support loss
 * @property {Lattice & { views: number[][] }} grid what is seen from each point of a lattice (see views.js)
 * @property {number[][]} ahead what is seen from θ and after each of the next updates
 * @property {Trail[]} trails
 * @property {import("../../shared/web/marks.js").Learner[]} learners
 * @property {Chosen} chosen
 * @property {number[]} home θ of a visitor who has not moved it, in hundredths
 * @property {Record<string, string>} words
 */

export {};
