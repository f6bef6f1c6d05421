// @ts-check
// What the page sends, as HumanData in component.py says.

/**
 * @typedef {{ id: string, name: string, note: string, on: boolean }} Chip
 * @typedef {{ support: string, query: string, truth: number[], classes: string[] }} Task
 * @typedef {object} Rival
 * @property {string} id
 * @property {string} name
 * @property {string} how
 * @property {string} colour
 * @property {string} dash
 * @property {string} note
 * @property {number[] | null} labels
 * @property {number} milliseconds
 *
 * @typedef {object} Data
 * @property {string} look
 * @property {string} form
 * @property {number} seed
 * @property {number} way
 * @property {number} shot
 * @property {Task | null} task
 * @property {string} trouble
 * @property {boolean} fair
 * @property {boolean} within
 * @property {boolean} names
 * @property {boolean} feedback
 * @property {Chip[]} modes
 * @property {Chip[]} scripts
 * @property {boolean} seen
 * @property {string} said
 * @property {import("./score.js").Row | null} beat
 * @property {Rival[]} rivals
 * @property {string} link
 * @property {string} compare
 * @property {string} title
 * @property {string[]} notes
 * @property {import("../../shared/web/terms.js").Terms} terms
 * @property {Record<string, string>} words
 */

export {}; // a module, so that its types can be imported
