// @ts-check
// All terms, narrowed to those that hold what is typed, in either language.

import { one, put } from "../../shared/web/dom.js";
import { escape, language } from "../../shared/web/text.js";

/**
 * @typedef {{ room: string, href: string, name: string }} Link
 * @typedef {object} Entry
 * @property {string} id
 * @property {import("../../shared/web/terms.js").Term} term
 * @property {Link[]} see
 * @property {Link} attempt
 *
 * @typedef {{ entries: Entry[], at: string, words: Record<string, string> }} Data
 */

/** Terms by their names, as a dictionary of this language orders them. @param {Entry[]} entries @param {string} lang */
export const ordered = (entries, lang) =>
  [...entries].sort((a, b) => a.term.name.localeCompare(b.term.name, lang));

/** The terms that hold all words of what was typed. @param {Entry[]} entries @param {string} typed */
export function matching(entries, typed) {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ term: { name, english, text } }) => {
    const all = `${name} ${english} ${text}`.toLowerCase();
    return wanted.every((word) => all.includes(word));
  });
}

/** @param {Link} link */
const linked = ({ room, href, name }) =>
  `<a href="${escape(href)}" data-page="${escape(room)}" data-query>${escape(name)}</a>`;

/** @param {Entry[]} entries @param {Data} data */
function markup(entries, { at, words }) {
  if (!entries.length) return `<p role="status">${escape(words.nothing)}</p>`;
  const items = entries.map(({ id, term: { name, english, text, picture }, see, attempt }) => {
    const beside = english && english !== name ? ` <i lang="en">${escape(english)}</i>` : "";
    return `<div id="term-${id}" class="${id === at ? "asked" : ""}"><dt>${escape(name)}${beside}</dt>
      <dd>${escape(text)}${picture}</dd>
      <dd class="on">${escape(words.see)}${see.map(linked).join(" · ")}<br>${linked(attempt)} →</dd></div>`;
  });
  return `<dl>${items.join("")}</dl>`;
}

/** @param {import("../../shared/web/dom.js").Component<Data>} component */
export default function (component) {
  const root = one(component.parentElement, ".glossary");
  const { data } = component;
  put(
    root,
    "list",
    `<label>${escape(data.words.search)} <input type="search"></label><div data-part="terms"></div>`,
  );
  const field = /** @type {HTMLInputElement} */ (one(root, "input"));
  const asked = root.dataset.at !== data.at;
  root.dataset.at = data.at;
  if (asked) field.value = "";
  const entries = ordered(data.entries, language());
  const draw = () => put(root, "terms", markup(matching(entries, field.value), data));
  field.oninput = draw;
  draw();
  if (asked) root.querySelector(".asked")?.scrollIntoView({ block: "center" });
}
