// @ts-check
// The two-by-two key: what the support set and the query set are for, in meta-training and meta-testing.
// Its columns choose the split; the cell of the set under the pointer is marked.

import { lasting, one } from "../../shared/web/dom.js";
import { escape } from "../../shared/web/text.js";

/**
 * As KeyData in component.py says.
 * @typedef {{ words: Record<string, string>, split: string }} Data
 * @typedef {{ send: (split: string) => void, stop: () => void }} Key
 */

const COLUMNS = ["train", "test"];

const keyOf = lasting(open, (key) => key.stop());

/** @param {import("../../shared/web/dom.js").Component<Data>} component */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = one(parentElement, ".key");
  const { kept: key, leave } = keyOf(root, data);
  key.send = (split) => setTriggerValue("split", split);
  draw(root, data);
  return leave;
}

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
    const button = event.target instanceof Element ? event.target.closest("[data-split]") : null;
    if (button instanceof HTMLElement) key.send(button.dataset.split ?? "");
  });
  return key;
}

/** @param {HTMLElement} root @param {Data} data */
function draw(root, data) {
  const { words, split } = data;
  const shadow = root.getRootNode();
  const focused = shadow instanceof ShadowRoot ? shadow.activeElement?.getAttribute("data-split") : null;
  const note = split === "val" ? `<p>${escape(words.val)}</p>` : "";
  root.innerHTML = `<table aria-label="${escape(words.label)}"><thead><tr><td></td>
    ${COLUMNS.map((name) => headMarkup(data, name)).join("")}</tr></thead><tbody>
    ${["support", "query"].map((set) => rowMarkup(data, set)).join("")}</tbody></table>${note}`;
  if (focused) one(root, `[data-split="${focused}"]`).focus();
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
