// @ts-check
// The two-by-two key: what the support set and the query set are for, in meta-training and meta-testing.
// Its columns choose the split; the cell of the set under the pointer is marked.

import { closest, keepFocus, lasting, one } from "../../shared/web/dom.js";
import { escape } from "../../shared/web/text.js";

/**
 * As KeyData in component.py says.
 * @typedef {{ words: Record<string, string>, split: string }} Data
 * @typedef {{ send: (split: string) => void, stop: () => void }} Key
 * @typedef {import("../../shared/web/dom.js").Component<Data>} Component
 */

const COLUMNS = ["train", "test"];

export default lasting(
  ".key",
  open,
  (key, /** @type {Component} */ { data, parentElement, setTriggerValue }) => {
    key.send = (split) => setTriggerValue("split", split);
    const root = one(parentElement, ".key");
    keepFocus(root, "data-split", () => draw(root, data));
  },
  (key) => key.stop(),
);

/** @param {HTMLElement} root */
function open(root) {
  const mark = (/** @type {Event} */ event) => {
    const set = event instanceof CustomEvent ? event.detail : null;
    for (const cell of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("td[data-set]"))) {
      cell.classList.toggle("on", cell.matches(".lit") && cell.dataset.set === set);
    }
  };
  globalThis.addEventListener("fewshot-set", mark);
  /** @type {Key} */
  const key = { send: () => {}, stop: () => globalThis.removeEventListener("fewshot-set", mark) };
  root.addEventListener("click", (event) => {
    const split = closest(event, "[data-split]")?.dataset.split;
    if (split) key.send(split);
  });
  return key;
}

/** @param {HTMLElement} root @param {Data} data */
function draw(root, data) {
  const { words, split } = data;
  const note = split === "val" ? `<p>${escape(words.val)}</p>` : "";
  root.innerHTML = `<table aria-label="${escape(words.label)}"><thead><tr><td></td>
    ${COLUMNS.map((name) => headMarkup(data, name)).join("")}</tr></thead><tbody>
    ${["support", "query"].map((set) => rowMarkup(data, set)).join("")}</tbody></table>${note}`;
}

/** @param {Data} data @param {string} name */
function headMarkup({ words, split }, name) {
  const chosen = name === split;
  return `<th scope="col" class="${chosen ? "lit" : ""}"><button type="button" data-split="${name}"
    aria-pressed="${chosen}" title="${escape(words[`${name}_choose`])}"><b>${escape(words[name])}</b>
    <span>${escape(words[`${name}_what`])}</span></button></th>`;
}

/** @param {Data} data @param {string} set */
function rowMarkup({ words, split }, set) {
  const cells = COLUMNS.map((name) => {
    const also = words[`${name}_${set}_also`];
    return `<td class="${name === split ? "lit" : ""}" data-set="${set}">${escape(words[`${name}_${set}`])}${
      also ? `<small>${escape(also)}</small>` : ""
    }</td>`;
  });
  return `<tr><th scope="row" class="${set}"><i></i>${escape(words[set])}</th>${cells.join("")}</tr>`;
}
