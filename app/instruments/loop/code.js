// @ts-check
// The method as pseudo-code, in symbols or with the real numbers of this run; the running line is lit.

import { make, rich } from "./words.js";

/** @import { Film, Frame } from "./types.js" */

/**
 * @typedef {{ item: HTMLElement, text: HTMLElement, symbols: string, written: string, pill: HTMLElement,
 *   got: HTMLElement }} Line
 */

/**
 * Write the code of a learner; returns its lines by id.
 * @param {HTMLElement} list
 * @param {Film} film
 */
export function buildCode(list, { said }) {
  list.replaceChildren();
  /** @type {Record<string, Line>} */
  const byId = {};
  for (const [indent, id, symbols] of said.code) {
    const item = make("li", "", list);
    const text = make("span", "line", item);
    text.style.paddingLeft = `${indent * 1.2}em`;
    byId[id] = { item, text, symbols, written: "", pill: make("b", "", item), got: make("small", "", item) };
  }
  return byId;
}

/**
 * Light the running line; ``valued``: with the values of the moment for the symbols, and what was
 * measured below.
 * @param {Record<string, Line>} byId
 * @param {Frame} frame
 * @param {boolean} valued
 */
export function lightCode(byId, frame, valued) {
  for (const [id, line] of Object.entries(byId)) {
    const on = id === frame.line;
    const stepping = on && frame.phase === "step";
    line.item.classList.toggle("on", on);
    line.item.classList.toggle("stepping", stepping);
    if (on) line.item.setAttribute("aria-current", "step");
    else line.item.removeAttribute("aria-current");
    write(line, (valued && frame.lines[id]) || line.symbols);
    const pill = on && !valued && frame.pill != null ? frame.pill : "";
    line.pill.textContent = stepping && pill !== "" ? `k = ${pill}` : String(pill);
    line.got.textContent = on && valued ? frame.got : "";
  }
}

/** @param {Line} line @param {string} text */
function write(line, text) {
  if (line.written === text) return;
  line.written = text;
  rich(line.text, text);
}
