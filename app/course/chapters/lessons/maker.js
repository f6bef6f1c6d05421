// @ts-check
// The page of lessons: those that can be shown, and the visitor's own, which is kept in this browser. The server
// checks it and packs it into an address.

import { one, put } from "../../../shared/web/dom.js";
import { mine } from "../../../shared/web/my_lesson.js";
import { saveFile } from "../../../shared/web/picture_file.js";
import { escape, fill } from "../../../shared/web/text.js";

import { changed, inLanguage, rearranged } from "./items.js";

/**
 * @typedef {import("../../../shared/web/my_lesson.js").Lesson} Lesson
 * @typedef {import("../../../shared/web/my_lesson.js").Item} Item
 * @typedef {{ title: string, told: string, faults: string[], play: string, student: string }} Listed
 * @typedef {object} Answer what a question to the server came to
 * @property {string} id the question's
 * @property {string} do
 * @property {string[]} faults
 * @property {string} [link]
 * @property {Lesson} [lesson]
 *
 * @typedef {object} Data
 * @property {string} lang
 * @property {Listed[]} listed
 * @property {Record<string, string>} names of all that an item can show
 * @property {Record<string, Record<string, string>>} parts of it, that can be hidden
 * @property {Answer | null} answer
 * @property {Record<string, string>} words
 */

const LARGEST = 64 * 1024; // bytes of a lesson's file
const HIDEABLE = ["task", "header", "data", "way", "shot", "query", "seed", "classes", "new"];
const ROWS = { words: 4, notes: 3 };

/** The question that waits for its answer, as long as the page is not left. */
let waiting = "";

/** @param {Listed} lesson @param {Record<string, string>} words */
function listedMarkup({ title, told, faults, play, student }, words) {
  const bad = faults.length
    ? `<span class="bad">${escape(words.list_damaged)} ${escape(faults.join(" "))}</span>`
    : "";
  const link = (/** @type {string} */ href, /** @type {string} */ word, /** @type {string} */ look) =>
    `<a class="${look}" href="${escape(href)}" data-page="chapters" data-query>${escape(word)}</a>`;
  const links = play
    ? `${link(play, `${words.list_play} →`, "play")}
      <span>${link(student, words.list_student, "")} <small>${escape(words.list_student_what)}</small></span>`
    : "";
  return `<li><b>${escape(title)}</b> <span class="told">${escape(told)}</span>${bad}<p>${links}</p></li>`;
}

/** @param {Item} item @param {number} i @param {Data} data */
function itemMarkup(item, i, { lang, names, parts, words }) {
  const what = item.step ?? item.show ?? "";
  const name = names[what] ?? "?";
  const shown = inLanguage(item.title, lang) || name;
  const button = (/** @type {string} */ what, /** @type {string} */ sign) =>
    `<button type="button" data-do="${what}" data-i="${i}" title="${escape(words[what])}" aria-label="${
      escape(`${words[what]}: ${shown}`)
    }">${sign}</button>`;
  const label = (/** @type {string} */ word, /** @type {string} */ field) =>
    `<label><span>${escape(word)}</span>${field}</label>`;
  const at = (/** @type {string} */ field) => `data-i="${i}" data-field="${field}"`;
  const areas = Object.entries(ROWS).map(([field, rows]) =>
    label(
      words[field],
      `<textarea ${at(field)} rows="${rows}" maxlength="3000">${
        escape(inLanguage(item[/** @type {"words"} */ (field)], lang))
      }</textarea>`,
    )
  );
  const hideable = [...HIDEABLE.map((id) => [id, words[`hide_${id}`]]), ...Object.entries(parts[what] ?? {})];
  const hides = hideable.map(([id, said]) =>
    `<label class="tick"><input type="checkbox" data-i="${i}" data-hide="${id}" ${
      item.hide?.includes(id) ? "checked" : ""
    }> ${escape(said)}</label>`
  );
  return `<li><div class="row"><b>${escape(shown)}</b>${
    shown === name ? "" : `<span class="told">${escape(name)}</span>`
  }
      <span class="tools">${button("up", "↑")}${button("down", "↓")}${button("remove", "✕")}</span></div>
    <details><summary>${escape(words.edit)}</summary><div class="fields">
      ${
    label(
      words.item_title,
      `<input ${at("title")} maxlength="120" value="${escape(inLanguage(item.title, lang))}"
        placeholder="${escape(name)}">`,
    )
  }${areas.join("")}
      ${
    label(
      words.minutes,
      `<input ${at("minutes")} type="number" min="0" max="180" value="${item.minutes ?? ""}">`,
    )
  }<fieldset><legend>${escape(words.hide)}</legend>${hides.join("")}</fieldset></div></details></li>`;
}

/** @param {Data} data */
function mineMarkup(data) {
  const { words, lang } = data;
  const { title, item } = mine.read();
  const open = `<label>${escape(words.open)} <input type="file" accept=".toml,.json"></label>`;
  const kept = `<p class="told">${escape(mine.lost ? words.lost : words.kept)}</p>`;
  const heading = `<h2>${escape(words.title)}</h2>`;
  const minutes = item.reduce((sum, each) => sum + (each.minutes ?? 0), 0);
  const length = `<p class="told">${
    escape(fill(words[`list_told.${item.length === 1 ? "one" : "many"}`], { number: item.length, minutes }))
  }</p>`;
  if (!item.length) return `${heading}<p>${escape(words.empty)}</p><p class="acts">${open}</p>`;
  const acts = ["play", "link", "student", "save", "wipe"].map((what) =>
    `<button type="button" data-do="${what}" ${what === "play" ? 'class="go"' : ""}>${
      escape(words[what])
    }</button>`
  );
  return `${heading}<label class="name"><span>${
    escape(words.name)
  }</span><input data-name maxlength="120" value="${escape(inLanguage(title, lang))}" placeholder="${
    escape(words.unnamed)
  }"></label>
    <ol class="items">${item.map((each, i) => itemMarkup(each, i, data)).join("")}</ol>
    ${length}<p class="acts">${acts.join("")}${open}</p>${kept}`;
}

/** The lesson as its file holds it. @param {Data} data */
function content({ words }) {
  const { title, ...rest } = mine.read();
  return JSON.stringify({ title: title || words.unnamed, ...rest }, null, 2);
}

/** Say something below; what there is to copy stands in a field. @param {HTMLElement} root @param {string} text */
function tell(root, text, link = "") {
  const field = link ? `<input readonly value="${escape(link)}" aria-label="${escape(text)}">` : "";
  one(root, '[data-part="said"]').innerHTML = text ? `<p>${escape(text)}</p>${field}` : "";
}

/** Take in what the server says of a lesson. @param {HTMLElement} root @param {Data} data */
async function hear(root, { answer, words }) {
  if (!answer || answer.id !== waiting) return;
  waiting = "";
  const { faults, lesson, link } = answer;
  if (faults.length) return tell(root, `${words.bad} ${faults.join(" ")}`);
  if (lesson) {
    mine.write(lesson);
    tell(root, fill(words.opened, { number: lesson.item.length }));
  }
  if (!link) return;
  const home = /** @type {{ __streamlit?: { BACKEND_BASE_URL: string } }} */ (globalThis).__streamlit;
  const address = new URL(link, home?.BACKEND_BASE_URL ?? document.baseURI).href;
  const done = await navigator.clipboard?.writeText(address).then(() => true, () => false);
  tell(root, done ? words[answer.do === "student" ? "copied_student" : "copied"] : words.here, address);
}

/** @param {import("../../../shared/web/dom.js").Component<Data>} component */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = one(parentElement, ".lessons");
  const { words, lang } = data;
  document.documentElement.removeAttribute("data-present");
  let typing = false;
  const draw = () => typing || put(root, "mine", mineMarkup(data));
  /** What is being typed is kept, and the field stays as it is. @param {Lesson} now */
  const keepTyped = (now) => {
    typing = true;
    mine.write(now);
    typing = false;
  };
  /** @param {string} what @param {string} text */
  const ask = (what, text) =>
    setTriggerValue("ask", {
      id: waiting = crypto.getRandomValues(new Uint32Array(2)).join(),
      do: what,
      text,
    });
  root.onclick = (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-do]") : null;
    if (!(button instanceof HTMLElement)) return;
    const { do: what = "", i } = button.dataset;
    const now = mine.read();
    tell(root, "");
    if (i !== undefined) {
      mine.write({ ...now, item: rearranged(now.item, what, Number(i)) });
      const to = Number(i) + (what === "up" ? -1 : what === "down" ? 1 : 0);
      /** @type {HTMLElement | null} */ (root.querySelector(`[data-do="${what}"][data-i="${to}"]`) ??
        root.querySelector(`[data-do="${what}"][data-i="${i}"]`))?.focus();
    } else if (what === "save") {
      saveFile(`data:application/json,${encodeURIComponent(content(data))}`, "lesson.json");
    } else if (what !== "wipe") ask(what, content(data));
    else if (confirm(words.wipe_sure)) mine.write({ title: "", item: [] });
  };
  root.oninput = ({ target }) => {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
    const { field, hide, i, name } = target.dataset;
    const now = mine.read();
    const one = (/** @type {(item: Item) => Item} */ change) =>
      keepTyped({ ...now, item: now.item.map((each, at) => at === Number(i) ? change(each) : each) });
    if (name !== undefined) {
      keepTyped({
        ...now,
        title: typeof now.title === "object" ? { ...now.title, [lang]: target.value } : target.value,
      });
    } else if (field) one((item) => changed(item, field, target.value, lang));
    else if (hide && target instanceof HTMLInputElement) {
      const { checked } = target;
      one(({ hide: all = [], ...rest }) => {
        const left = [...all.filter((each) => each !== hide), ...(checked ? [hide] : [])];
        return left.length ? { ...rest, hide: left } : rest;
      });
    }
  };
  root.onchange = async ({ target }) => {
    const file = target instanceof HTMLInputElement ? target.files?.[0] : undefined;
    if (!(target instanceof HTMLInputElement) || !file) return;
    target.value = "";
    if (file.size > LARGEST) tell(root, words.too_large);
    else if (!mine.read().item.length || confirm(words.replace_sure)) ask("open", await file.text());
  };
  const listed = data.listed.map((lesson) => listedMarkup(lesson, words)).join("");
  put(root, "listed", `<h2>${escape(words.list_ready)}</h2><ul>${listed}</ul>`);
  const leave = mine.follow(root, draw);
  hear(root, data);
  return leave;
}
