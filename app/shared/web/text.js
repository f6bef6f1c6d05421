// @ts-check
// Text for markup: escaped, filled, with numbers as the visitor's language writes them.

/** @type {Record<string, string>} */
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text that is safe inside HTML and SVG markup, and inside an attribute's quotes. @param {unknown} text */
export const escape = (text) => String(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);

/**
 * A sentence with values in its {places}; a place without a value stays.
 * @param {string} sentence
 * @param {Record<string, unknown>} values
 */
export const fill = (sentence, values) =>
  sentence.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));

/** A filled sentence, escaped. @param {string} sentence @param {Record<string, unknown>} values */
export const say = (sentence, values) => escape(fill(sentence, values));

/** An escaped sentence in which **these words** are bold. @param {string} sentence */
export const strong = (sentence) => escape(sentence).replace(/\*\*(.+?)\*\*/g, "<b>$1</b>");

/** The letter of a class in its task: A for 0. @param {number} label */
export const letterOf = (label) => String.fromCharCode(65 + label);

/**
 * A number with so many decimals and a true minus; what rounds to zero has none.
 * @param {number} value
 * @param {number} digits
 */
export function decimal(value, digits) {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}
