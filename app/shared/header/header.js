// @ts-check
// The header: the course's name, the places and their rooms, language, light or dark. It draws itself from
// its data, and tells the server which room or language was asked for. The theme is the browser's affair:
// Streamlit reads it once, from local storage, when a page loads.

import { tellHeight } from "../web/frame.js";
import { addLetters } from "../web/letters.js";

import { whenReconnected } from "./reconnected.js";
import { sayInWords } from "./streamlit_words.js";
import { followTheme, reloadIn } from "./theme.js";

/**
 * @typedef {{ id: string, name: string, href: string }} Room
 * @typedef {{ id: string, name: string, rooms: Room[] }} Place
 * @typedef {object} Data
 * @property {Record<string, string>} words
 * @property {import("./streamlit_words.js").Words} streamlit
 * @property {string} lang
 * @property {{ code: string, name: string }[]} languages
 * @property {string} html_lang as HTML names the language
 * @property {string | undefined} asked_theme the theme of the URL
 * @property {string} drawn_theme the theme that the server has drawn this run of the page for
 * @property {string} only not empty: this page is shown alone, in another page, and the header is not seen
 * @property {string} current the room that is shown
 * @property {{ id: string, href: string }} home
 * @property {Place[]} places
 */

const LOGO =
  `<svg width="26" height="26" viewBox="0 0 26 26" fill="none" stroke-width="2.4" aria-hidden="true">
  <g stroke="var(--fs-support)"><rect x="1.5" y="1.5" width="10" height="10" rx="3"/>
  <rect x="14.5" y="1.5" width="10" height="10" rx="3"/><rect x="1.5" y="14.5" width="10" height="10" rx="3"/></g>
  <rect x="14.5" y="14.5" width="10" height="10" rx="3" stroke="var(--fs-query)" stroke-dasharray="3.4 2.4"/></svg>`;
const HALF = `<svg width="17" height="17" viewBox="0 0 18 18" aria-hidden="true">
  <circle cx="9" cy="9" r="7" fill="none" stroke="currentColor" stroke-width="1.8"/>
  <path d="M9 2a7 7 0 0 1 0 14z" fill="currentColor"/></svg>`;
const REST = 1500; // ms after the first header, when the first picture has been drawn
const DOWN = `<svg width="11" height="11" viewBox="0 0 12 12" aria-hidden="true">
  <path d="M2 4l4 4 4-4" fill="none" stroke="currentColor" stroke-width="1.8"/></svg>`;

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** @param {string} svg */
function icon(svg) {
  const holder = document.createElement("template");
  holder.innerHTML = svg;
  return /** @type {Node} */ (holder.content.firstElementChild);
}

/** @param {Data} data */
function brand({ home, words }) {
  const attributes = { class: "brand", href: home.href, "data-page": home.id };
  return element("a", attributes, icon(LOGO), element("span", {}, words.name));
}

/**
 * Every place with the list of its rooms; the room that is shown is named beside its place. On a narrow screen a
 * button opens them.
 * @param {Data} data
 */
function map({ places, current, words }) {
  const all = element("div", { class: "places" });
  const menu = element(
    "button",
    { type: "button", class: "menu", "aria-expanded": "false" },
    words.places,
    icon(DOWN),
  );
  menu.onclick = () =>
    menu.setAttribute("aria-expanded", String(menu.getAttribute("aria-expanded") === "false"));
  for (const place of places) {
    const here = place.rooms.find((room) => room.id === current);
    const summary = element("summary", {}, element("span", { class: "place" }, place.name), icon(DOWN));
    const list = element("ol", {});
    for (const room of place.rooms) {
      const link = element("a", { href: room.href, "data-page": room.id }, room.name);
      if (room === here) link.setAttribute("aria-current", "page");
      list.append(element("li", {}, link));
    }
    all.append(element("details", {}, summary, list));
    if (here) all.append(element("strong", { class: "where" }, here.name));
  }
  return element("nav", { "aria-label": words.places }, menu, all);
}

/**
 * @param {Data} data
 * @param {(code: string) => void} speak
 */
function tools({ lang, languages: all, words }, speak) {
  const languages = element("div", { class: "seg", role: "group", "aria-label": words.language });
  for (const { code, name } of all) {
    const pressed = String(code === lang);
    const button = element("button", { type: "button", lang: code, "aria-pressed": pressed }, name);
    button.onclick = () => code !== lang && speak(code);
    languages.append(button);
  }
  const other = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  const named = { "aria-label": words[other], title: words[other] };
  const toggle = element("button", { type: "button", class: "theme", ...named });
  toggle.append(icon(HALF));
  toggle.onclick = () => reloadIn(other);
  return element("div", { class: "tools" }, languages, toggle);
}

/**
 * Charts need a large script: it is fetched and compiled while the visitor reads, before a page asks for it.
 * The server names it at the head of the page.
 */
function fetchLater() {
  const named = document.querySelector('meta[name="fewshot-later"]');
  const script = named?.getAttribute("content");
  if (!named || !script) return;
  named.remove();
  const home = /** @type {{ __streamlit?: { BACKEND_BASE_URL: string } }} */ (globalThis).__streamlit;
  const href = new URL(script, home?.BACKEND_BASE_URL ?? document.baseURI).href;
  setTimeout(() => document.head.append(element("link", { rel: "modulepreload", href })), REST);
}

/**
 * Let a link from a page that is shown alone lead to the whole app, in a window of its own.
 * @param {HTMLAnchorElement} link
 */
function openWhole(link) {
  const whole = new URL(link.href);
  whole.searchParams.delete("only");
  Object.assign(link, { href: whole.href, target: "_blank", rel: "noopener" });
}

/**
 * @param {{ data: Data, parentElement: HTMLElement, setTriggerValue: (name: string, value: string) => void }} component
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const bar = /** @type {HTMLElement} */ (parentElement.querySelector(".bar"));
  followTheme(data, () => setTriggerValue("again", "theme"));
  fetchLater();
  const quiet = sayInWords(data.streamlit);
  const still = data.only ? tellHeight() : () => undefined;
  addLetters();
  document.documentElement.lang = data.html_lang;
  bar.replaceChildren(brand(data), map(data), tools(data, (code) => setTriggerValue("speak", code)));

  const menu = /** @type {HTMLElement} */ (bar.querySelector(".menu"));
  const closeMenus = () => {
    bar.querySelectorAll("details").forEach((place) => place.open = false);
    menu.setAttribute("aria-expanded", "false");
  };
  /** Links of the whole page that name a room are followed without a reload. @param {MouseEvent} event */
  const go = (event) => {
    const path = event.composedPath();
    const link = path.find((node) => node instanceof HTMLAnchorElement && node.dataset.page);
    if (link || !path.some((node) => node instanceof Element && node.matches("nav") && bar.contains(node))) {
      closeMenus();
    }
    if (!(link instanceof HTMLAnchorElement)) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    if (data.only && link.dataset.page !== data.current) return openWhole(link);
    event.preventDefault();
    // A link with choices of its own brings them; any other keeps those of the page, as they are by now.
    setTriggerValue("go", link.dataset.page + ("query" in link.dataset ? link.search : ""));
  };
  /** @param {KeyboardEvent} event */
  const escape = (event) => {
    const open = /** @type {HTMLDetailsElement | null} */ (bar.querySelector("details[open]"));
    if (event.key !== "Escape") return;
    closeMenus();
    if (menu.checkVisibility()) menu.focus();
    else open?.querySelector("summary")?.focus();
  };
  const stay = whenReconnected(() => setTriggerValue("again", "reconnected"));
  document.addEventListener("click", go, true);
  bar.addEventListener("keydown", escape);
  return () => {
    quiet();
    still();
    stay();
    document.removeEventListener("click", go, true);
    bar.removeEventListener("keydown", escape);
  };
}
