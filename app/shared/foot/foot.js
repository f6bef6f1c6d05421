// @ts-check
// The foot of a page: takes it home as a program, or puts its view into the visitor's own lesson. The server says
// what the view is by now.

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

/** @param {import("../web/dom.js").Component<Data>} component */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = one(parentElement, ".foot");
  root.onclick = (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!button) return;
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
  if (waiting && data.added === waiting) {
    waiting = "";
    add(data.item);
  }
  return mine.follow(root, () => put(root, "lesson", markup(data)));
}
