// @ts-check
// Terms within sentences: a button each, whose explanation opens beside it.

import { escape } from "./text.js";

/**
 * @typedef {object} Term
 * @property {string} name
 * @property {string} written within a sentence: of a reference, in brackets
 * @property {string} english empty: English is spoken
 * @property {string} text
 * @property {string} picture markup; empty: none
 * @property {string} href where more of it stands, which `more` names
 * @property {string} more
 */
/** @typedef {Record<string, Term>} Terms */

// What may follow a term without a space, of Chinese as well, whose full stop is U+3002.
const MARK = /\[\[([\w:]+)(?:\|([^\]]+))?\]\]([.,;:!?)’”\u3001\u3002\uff01\uff09\uff0c\uff1a\uff1b\uff1f]*)/g;

/**
 * A sentence as markup: escaped, **these words** bold, its marked terms as buttons, references in brackets.
 * @param {string} sentence
 * @param {Terms} terms
 */
export function marked(sentence, terms) {
  const text = escape(sentence).replace(/\*\*(.+?)\*\*/g, "<b>$1</b>");
  return text.replace(MARK, (_, id, shown, after) => {
    const term = terms[id];
    if (!term) return (shown ?? id) + after;
    const button = `<button type="button" class="term" data-term="${id}" aria-expanded="false">${
      shown ?? escape(term.written)
    }</button>`;
    if (id.startsWith("cite:")) return `<span class="cite">${button}</span>${after}`;
    // A line may end on either side of a button: what follows it would begin the next line.
    return after ? `<span class="term-end">${button}${after}</span>` : button;
  });
}

/** A link that brings along what the page's own address holds. @param {string} href @param {string} search */
export function keeping(href, search) {
  const [path, own] = href.split("?");
  const all = new URLSearchParams(search);
  new URLSearchParams(own).forEach((value, key) => all.set(key, value));
  return `${path}?${all}`;
}

/** What the explanation of a term holds. @param {Term} term @param {string} search the page's address from "?" on */
export function explanation({ name, english, text, picture, href, more }, search) {
  const beside = english && english !== name ? ` <i lang="en">${escape(english)}</i>` : "";
  return `<b>${escape(name)}</b>${beside}<span>${escape(text)}</span>${picture}
    <a href="${escape(keeping(href, search))}" target="_blank" rel="noopener">${escape(more)} ↗</a>`;
}

const EDGE = 12; // px that an explanation keeps from the window's edges

/** @type {WeakMap<HTMLElement, Terms>} */
const explained = new WeakMap();

/**
 * Let the terms below a root explain themselves: a click opens, a second one, Escape or a click elsewhere closes,
 * as the browser does it for every popover.
 * @param {HTMLElement} root
 * @param {Terms} terms
 */
export function explainTerms(root, terms) {
  const known = explained.has(root);
  explained.set(root, terms);
  if (known) return;
  const card = document.createElement("div");
  card.className = "term-card";
  card.setAttribute("role", "note");
  card.popover = "auto";
  root.append(card);
  /** @type {HTMLButtonElement | null} */
  let opener = null;
  /** The browser opens the card for the button that was touched or reached last. @param {Event} event */
  const reach = (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-term]") : null;
    if (!(button instanceof HTMLButtonElement)) return;
    if (button === opener) return;
    card.hidePopover();
    button.popoverTargetElement = card;
    opener = button;
  };
  root.addEventListener("pointerdown", reach);
  root.addEventListener("focusin", reach);
  card.addEventListener("beforetoggle", (event) => {
    const term = explained.get(root)?.[opener?.dataset.term ?? ""];
    const open = event.newState === "open";
    opener?.setAttribute("aria-expanded", String(open));
    if (open && term) card.innerHTML = explanation(term, location.search);
  });
  card.addEventListener("toggle", (event) => {
    if (event.newState === "open" && opener) place(card, opener.getBoundingClientRect());
  });
}

/** Below a term, or above it where the window ends. @param {HTMLElement} card @param {DOMRect} at */
function place(card, at) {
  const { width, height } = card.getBoundingClientRect();
  const below = at.bottom + 4 + height <= innerHeight - EDGE;
  card.style.left = `${Math.max(EDGE, Math.min(at.left, innerWidth - width - EDGE))}px`;
  card.style.top = `${below ? at.bottom + 4 : Math.max(EDGE, at.top - height - 4)}px`;
}
