// @ts-check
// The foot of a page: takes it home as a program, puts its view into the visitor's own lesson, or gives the line that
// shows it in another page. The server says what the view is by now.

import { one, put } from "../web/dom.js";
import { add, mine } from "../web/my_lesson.js";
import { saveFile } from "../web/picture_file.js";
import { escape, fill } from "../web/text.js";

/**
 * @typedef {object} Data
 * @property {import("../web/my_lesson.js").Item} item the view as a lesson's file holds it
 * @property {string} added the click that it was asked for by
 * @property {{ name: string, label: string, text: string }[]} files the page as a program
 * @property {string} lessons where the lesson is
 * @property {{ title: string, says: Record<string, string> }} embed its title, and what its address says
 * @property {Record<string, string>} words
 */

const MOST = 60; // views of a lesson

/** The click that waits for its view. */
let waiting = "";

/** @param {Data} data */
function markup({ lessons, words }) {
  const { length } = mine.read().item;
  const full = length >= MOST;
  const said = full ? words.full : length ? fill(words.held, { number: length }) : "";
  const link = `<a href="${escape(lessons)}" data-page="chapters" data-query>${escape(words.lesson)}</a>`;
  return `<button type="button" data-do="add" ${full ? "disabled" : ""}>+ ${escape(words.add)}</button>
    <span role="status">${escape(said)}</span>${length ? link : ""}`;
}

/**
 * The line that shows a view in another page.
 * @param {Data["embed"]} embed
 * @param {string} here the page's address
 * @param {number} height in CSS pixels
 */
export function frameLine({ title, says }, here, height) {
  const address = new URL(here);
  address.hash = "";
  address.searchParams.delete("theme"); // that of the reader's own system
  for (const [key, value] of Object.entries(says)) address.searchParams.set(key, value);
  const size = `width="100%" height="${height}" style="border: 0"`;
  return `<iframe src="${escape(address.href)}" title="${escape(title)}" ${size} loading="lazy"></iframe>`;
}

/** How high the page is without its header and its foot. @param {HTMLElement} root */
function heightAbove(root) {
  const page = document.querySelector("[data-testid=stMainBlockContainer]");
  const header = document.querySelector(".st-key-header");
  if (!page) return root.getBoundingClientRect().top;
  const above = root.getBoundingClientRect().top - page.getBoundingClientRect().top;
  return Math.ceil(above - (header?.getBoundingClientRect().height ?? 0));
}

/** @param {Data} data */
function embedMarkup({ words }) {
  return `<details><summary>${escape(words["embed.heading"])}</summary>
    <label>${escape(words["embed.what"])}<textarea readonly rows="3" spellcheck="false"></textarea></label>
    <button type="button" data-do="copy">${escape(words["embed.copy"])}</button><span role="status"></span>
    <p>${escape(words["embed.where"]).replace(/`(.+?)`/g, "<code>$1</code>")}</p></details>`;
}

/**
 * Select the line and copy it; over plain http, where a page has no clipboard, in the way that still works there.
 * @param {HTMLElement} root
 * @param {Record<string, string>} words
 */
function copy(root, words) {
  const field = /** @type {HTMLTextAreaElement} */ (one(root, "textarea"));
  field.focus();
  field.select();
  const copied = document.execCommand("copy");
  one(root, "details [role=status]").textContent = words[copied ? "embed.copied" : "embed.by_hand"];
}

/** @param {import("../web/dom.js").Component<Data>} component */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = one(parentElement, ".foot");
  root.onclick = (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!button) return;
    if (button.dataset.do === "copy") return copy(root, data.words);
    const file = data.files[Number(button.dataset.file)];
    if (file) {
      return saveFile(
        `data:application/octet-stream;charset=utf-8,${encodeURIComponent(file.text)}`,
        file.name,
      );
    }
    waiting = crypto.getRandomValues(new Uint32Array(2)).join();
    setTriggerValue("add", waiting);
  };
  const files = data.files.map(({ label }, i) =>
    `<button type="button" data-file="${i}">↓ ${escape(label)}</button>`
  );
  put(root, "take", files.length ? `<span>${escape(data.words.take)}</span>${files.join("")}` : "");
  put(root, "embed", embedMarkup(data));
  const details = /** @type {HTMLDetailsElement} */ (one(root, "details"));
  const write = () => {
    const field = /** @type {HTMLTextAreaElement} */ (one(root, "textarea"));
    field.value = frameLine(data.embed, location.href, heightAbove(root));
    one(details, "[role=status]").textContent = "";
  };
  details.ontoggle = write;
  if (details.open) write();
  if (waiting && data.added === waiting) {
    waiting = "";
    add(data.item);
  }
  return mine.follow(root, () => put(root, "lesson", markup(data)));
}
