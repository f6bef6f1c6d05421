// @ts-check
// What the page sends, as DrawData in component.py says.

/**
 * @typedef {{ id: string, name: string, colour: string, dash: string, note: string, shares: number[][] }} Learner
 *
 * @typedef {[number, number]} Place thousandths of what is looked at, from the middle to the right and up
 *
 * @typedef {object} Plane
 * @property {string} learner
 * @property {string} look
 * @property {number} kept
 * @property {Place[]} support
 * @property {Place[]} means
 * @property {Place[]} others
 * @property {number[]} labels
 * @property {Place[]} queries
 * @property {number[][]} distances
 *
 * @typedef {object} Data
 * @property {string} look
 * @property {"query" | "support" | "both"} mine
 * @property {number} way
 * @property {number} shot
 * @property {string[]} classes
 * @property {string} support
 * @property {string} query
 * @property {number[]} truth
 * @property {number} drawn
 * @property {number} sent
 * @property {string[]} asked
 * @property {string[]} seen
 * @property {string} view
 * @property {boolean} missing
 * @property {boolean} waiting
 * @property {boolean} laying
 * @property {string} trouble
 * @property {Learner[]} learners
 * @property {Plane} map
 * @property {Record<string, string>} words
 */

export {}; // a module, so that its types can be imported
