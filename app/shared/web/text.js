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

/** Thousandths as whole percent, not escaped. @param {number} share @param {Record<string, string>} words */
export const percentage = (share, words) => fill(words.percent, { value: decimal(share / 10) });

/** Things in a row, as the page's language sets them. @param {string[]} items */
export const listed = (items) => new Intl.ListFormat(language()).format(items);

/** The letter of a class in its task: A for 0. @param {number} label */
export const letterOf = (label) => String.fromCharCode(65 + label);

/** The language that the page is written in. */
export const language = () => globalThis.document?.documentElement.lang || "en";

/** How numbers are written, by language and decimals: making one takes longer than using it. */
const writers = /** @type {Map<string, Intl.NumberFormat>} */ (new Map());

/**
 * A number as the page's language writes it, with so many decimals and a true minus; what rounds to zero has none.
 * @param {number} value
 * @param {number} [digits]
 * @param {"negative" | "exceptZero"} [signDisplay] which numbers have a sign
 */
export function decimal(value, digits = 0, signDisplay = "negative") {
  const lang = language();
  const form = [lang, digits, signDisplay].join();
  const writer = writers.get(form) ?? new Intl.NumberFormat(lang, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay,
  });
  writers.set(form, writer);
  return writer.format(value).replace("-", "−");
}
