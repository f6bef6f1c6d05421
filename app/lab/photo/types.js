// @ts-check
// What the page sends, as PhotoData in component.py says.

/**
 * @typedef {{ id: string, name: string, how: string, photos: boolean, note: string, shares: number[][] }} Learner
 *
 * @typedef {object} Data
 * @property {number} way
 * @property {number} shot
 * @property {number} pictured
 * @property {number} sent
 * @property {string[]} seen
 * @property {string} view
 * @property {string} ink
 * @property {string[]} asked
 * @property {boolean} waiting
 * @property {string} trouble
 * @property {Learner[]} learners
 * @property {{ strip: string, names: string[], labels: number[] } | null} example
 * @property {Record<string, string>} words
 */

export {}; // a module, so that its types can be imported
