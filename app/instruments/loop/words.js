// @ts-check
// Words, numbers and new elements. All sentences come from the page as data.

import { decimal, escape, fill } from "../../shared/web/text.js";

/** @import { Words } from "./types.js" */

const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

/** φ₀, φ₁ … @param {number} k */
export const phi = (k) => "φ" + [...String(k)].map((digit) => SUBSCRIPTS[Number(digit)]).join("");

/** A loss: always two decimals, so that columns align. @param {number | null | undefined} x */
export const loss = (x) => x == null ? "–" : decimal(x, 2);

/**
 * A share in percent; what is more than nothing is not called 0.
 * @param {number} x
 * @param {Words} words
 * @param {number} [digits]
 */
export const percent = (x, words, digits = 0) =>
  say(words, "percent", { value: !digits && x > 0 && x < 0.01 ? "<1" : decimal(100 * x, digits) });

/** 11936 -> 11,936 @param {number} x */
export const count = (x) => decimal(x);

/**
 * A filled sentence. An unknown key shows itself.
 * @param {Words} words
 * @param {string} key
 * @param {Record<string, unknown>} values
 */
export const say = (words, key, values = {}) => fill(words[key] ?? key, values);

/**
 * Text with marks like *s:support* as DOM nodes, so that no data is ever parsed as HTML.
 * s support, q query, c conventional, r the role of the moment, b bold, n a quiet note.
 * @param {Element} parent
 * @param {string} text
 */
export function rich(parent, text) {
  parent.replaceChildren();
  for (const part of text.split(/(\*[sqcrbn]:[^*]+\*)/)) {
    const marked = part.match(/^\*([sqcrbn]):([^*]+)\*$/);
    if (marked) make("span", `mark-${marked[1]}`, parent, marked[2]);
    else if (part) parent.append(part);
  }
}

/** The same text without its marks, for a screen reader or an SVG label. @param {string} text */
export const plain = (text) => text.replace(/\*[sqcrbn]:([^*]+)\*/g, "$1");

/** Text that is safe inside SVG markup. @param {string} text */
export const safe = (text) => escape(plain(text));

/**
 * A new element.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 * @param {Element} [parent]
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, className, parent, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text != null) node.textContent = text;
  if (parent) parent.append(node);
  return node;
}

/** A new SVG. @param {string} className @param {Element} parent */
export function drawing(className, parent) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  node.setAttribute("class", className);
  parent.append(node);
  return node;
}

/**
 * A new button that does not send a form.
 * @param {string} className
 * @param {Element} parent
 * @param {string} [text]
 */
export function button(className, parent, text) {
  const node = make("button", className, parent, text);
  node.type = "button";
  return node;
}
