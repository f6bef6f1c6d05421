// @ts-check
// All terms, narrowed to those that hold what is typed, in either language.

import { one, put } from "../../shared/web/dom.js";
import { escape } from "../../shared/web/text.js";

/**
 * @typedef {[string, import("../../shared/web/terms.js").Term]} Entry a term's id, and what is said of it
 * @typedef {{ terms: Entry[], at: string, words: Record<string, string> }} Data
 */

/** The terms that hold all words of what was typed. @param {Entry[]} terms @param {string} typed */
export function matching(terms, typed) {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return terms.filter(([, { name, english, text }]) => {
    const all = `${name} ${english} ${text}`.toLowerCase();
    return wanted.every((word) => all.includes(word));
  });
}

/** @param {Entry[]} terms @param {Data} data */
function entries(terms, { at, words }) {
  if (!terms.length) return `<p role="status">${escape(words.nothing)}</p>`;
  const items = terms.map(([id, { name, english, text }]) => {
    const beside = english && english !== name ? ` <i lang="en">${escape(english)}</i>` : "";
    return `<div id="term-${id}" class="${id === at ? "asked" : ""}"><dt>${escape(name)}${beside}</dt>
      <dd>${escape(text)}</dd></div>`;
  });
  return `<dl>${items.join("")}</dl>`;
}

/** @param {import("../../shared/web/dom.js").Component<Data>} component */
export default function (component) {
  const root = one(component.parentElement, ".glossary");
  const { data } = component;
  const fresh = put(
    root,
    "list",
    `<label>${escape(data.words.search)} <input type="search"></label><div data-part="terms"></div>`,
  );
  const field = /** @type {HTMLInputElement} */ (one(root, "input"));
  const draw = () => put(root, "terms", entries(matching(data.terms, field.value), data));
  field.oninput = draw;
  draw();
  if (fresh) root.querySelector(".asked")?.scrollIntoView({ block: "center" });
}
