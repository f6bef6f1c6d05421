// @ts-check
// Terms within sentences: a button each, whose explanation opens beside it.

import { escape } from "./text.js";

/** @typedef {{ name: string, english: string, text: string, href: string }} Term */
/** @typedef {Record<string, Term>} Terms */

const MARK = /\[\[([\w:]+)(?:\|([^\]]+))?\]\]/g;

/**
 * A sentence as markup: escaped, **these words** bold, its marked terms as buttons, references in brackets.
 * @param {string} sentence
 * @param {Terms} terms
 */
export function marked(sentence, terms) {
  const text = escape(sentence).replace(/\*\*(.+?)\*\*/g, "<b>$1</b>");
  return text.replace(MARK, (_, id, shown) => {
    const term = terms[id];
    if (!term) return shown ?? id;
    const button = `<button type="button" class="term" data-term="${id}" aria-expanded="false">${
      shown ?? escape(term.name)
    }</button>`;
    return id.startsWith("cite:") ? `(${button})` : button;
  });
}

/**
 * What the explanation of a term holds.
 * @param {Term} term
 * @param {Record<string, string>} words
 */
export function explanation({ name, english, text, href }, words) {
  const beside = english && english !== name ? ` <i lang="en">${escape(english)}</i>` : "";
  return `<b>${escape(name)}</b>${beside}<span>${escape(text)}</span>
    <a href="${escape(href)}" target="_blank" rel="noopener">${escape(words.more)} ↗</a>`;
}

/** @type {WeakMap<HTMLElement, { terms: Terms, words: Record<string, string> }>} */
const explained = new WeakMap();

/**
 * Let the terms below a root explain themselves: a click opens, a second one, Escape or a click elsewhere closes.
 * @param {HTMLElement} root
 * @param {Terms} terms
 * @param {Record<string, string>} words
 */
export function explainTerms(root, terms, words) {
  const known = explained.has(root);
  explained.set(root, { terms, words });
  if (known) return;
  const card = document.createElement("div");
  card.className = "term-card";
  card.setAttribute("role", "note");
  card.hidden = true;
  root.append(card);
  /** @type {HTMLElement | null} */
  let opener = null;
  const close = () => {
    opener?.setAttribute("aria-expanded", "false");
    opener = null;
    card.hidden = true;
  };
  /** @param {HTMLElement} button */
  const open = (button) => {
    const now = explained.get(root);
    const term = now?.terms[button.dataset.term ?? ""];
    if (!now || !term) return;
    opener = button;
    button.setAttribute("aria-expanded", "true");
    button.after(card); // next in the order of the keyboard
    card.innerHTML = explanation(term, now.words);
    card.hidden = false;
    card.style.left = "0";
    const [at, box, own] = [button, root, card].map((each) => each.getBoundingClientRect());
    card.style.left = `${Math.max(0, Math.min(at.left - box.left, box.width - own.width))}px`;
    card.style.top = `${at.bottom - box.top + 4}px`;
  };
  root.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const button = target?.closest("[data-term]");
    if (button instanceof HTMLElement) {
      const again = button === opener;
      close();
      if (!again) open(button);
    } else if (!target?.closest(".term-card")) close();
  });
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !opener) return;
    event.stopPropagation();
    const before = opener;
    close();
    before.focus();
  });
}
