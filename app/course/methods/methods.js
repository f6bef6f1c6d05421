// @ts-check
// The methods: all of them as cards, or the idea of one beside its picture.

import { one, put } from "../../shared/web/dom.js";
import { explainTerms, marked } from "../../shared/web/terms.js";
import { escape } from "../../shared/web/text.js";

/**
 * @typedef {{ name: string, what: string, sketch: string, href: string }} Card sketch is markup
 * @typedef {object} Data
 * @property {{ name: string, cards: Card[] }[]} groups none: the idea of one method is shown
 * @property {string} title
 * @property {string} idea
 * @property {string} picture what the sketch shows
 * @property {string} sketch markup
 * @property {import("../../shared/web/terms.js").Terms} terms
 */

/** @param {Data["groups"][number]} group */
function section({ name, cards }) {
  const items = cards.map((card) =>
    `<li><a href="${escape(card.href)}" data-page="methods" data-query>${card.sketch}<h3>${
      escape(card.name)
    }</h3><p>${escape(card.what)}</p></a></li>`
  );
  return `<section><h2>${escape(name)}</h2><ul>${items.join("")}</ul></section>`;
}

/** @param {Data} data */
function idea({ title, idea: text, picture, sketch, terms }) {
  return `<section class="idea"><figure>${sketch}<figcaption>${escape(picture)}</figcaption></figure>
    <div><h2>${escape(title)}</h2><p>${marked(text, terms)}</p></div></section>`;
}

/** @param {import("../../shared/web/dom.js").Component<Data>} component */
export default function ({ data, parentElement }) {
  const root = one(parentElement, ".methods");
  put(root, "say", data.groups.length ? data.groups.map(section).join("") : idea(data));
  explainTerms(root, data.terms);
}
