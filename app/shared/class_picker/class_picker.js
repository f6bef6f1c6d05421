// @ts-check
// The classes of a task, picked by name or picture in a window of its own. The list is fetched when it is opened.

import { one, put } from "../web/dom.js";
import { badge } from "../web/marks.js";
import { escape, say } from "../web/text.js";

/**
 * @typedef {{ id: string, name: string, english: string, group: string, split: string, images: number }} Entry
 * catalogue.py says the same
 * @typedef {object} Data
 * @property {string} place where the list and the sheet of pictures are, without the ending
 * @property {string} lang
 * @property {number} across pictures in a row of the sheet
 * @property {string[]} chosen
 * @property {number} most classes that the page can show
 * @property {Record<string, string>} words
 * @typedef {{ entries: Entry[], chosen: string[], typed: string }} Picking
 */

const SPLITS = ["test", "val", "train"];
const SERVER = new URL("../../../../", import.meta.url); // this module is at web/VERSION/shared/class_picker/

/**
 * The picked classes after a click on one: added, removed, or as before if there are enough.
 * @param {string[]} chosen
 * @param {string} id
 * @param {number} most
 */
export function picked(chosen, id, most) {
  if (chosen.includes(id)) return chosen.filter((each) => each !== id);
  return chosen.length < most ? [...chosen, id] : chosen;
}

/**
 * The entries of a split that hold what was typed, by their names in the reader's order.
 * @param {Picking} picking
 * @param {string} split
 * @param {string} lang
 */
export function listed({ entries, typed }, split, lang) {
  const wanted = typed.trim().toLowerCase();
  return entries
    .filter((each) => each.split === split)
    .filter(({ name, english, group }) => `${name} ${english} ${group}`.toLowerCase().includes(wanted))
    .sort((a, b) => a.name.localeCompare(b.name, lang));
}

/** The style that shows one picture of the sheet. @param {number} at @param {number} across @param {number} count */
export function onSheet(at, across, count) {
  const rows = Math.ceil(count / across);
  const share = (/** @type {number} */ place, /** @type {number} */ all) =>
    all > 1 ? (100 * place) / (all - 1) : 0;
  return `background-size:${100 * across}% ${100 * rows}%;background-position:${
    share(at % across, across)
  }% ${share(Math.floor(at / across), rows)}%`;
}

/** @param {Data} data @param {Picking} picking */
function chips({ words }, { entries, chosen }) {
  if (!chosen.length) return `<b>${escape(words.chosen)}</b> ${escape(words.none_yet)}`;
  const each = chosen.map((id, at) => {
    const name = entries.find((entry) => entry.id === id)?.name ?? id;
    return `<button data-id="${escape(id)}" aria-label="${say(words.remove, { name })}">${badge(at)} ${
      escape(name)
    } <span aria-hidden="true">×</span></button>`;
  });
  return `<b>${escape(words.chosen)}</b> ${each.join(" ")}`;
}

/** @param {Data} data @param {Picking} picking */
function tiles({ words, across, lang, most }, picking) {
  const { entries, chosen } = picking;
  const tile = (/** @type {Entry} */ each) => {
    const on = chosen.includes(each.id);
    return `<button class="class" data-id="${escape(each.id)}" aria-pressed="${on}" title="${
      escape(each.group)
    } · ${say(words.images, { number: each.images })}" ${
      !on && chosen.length >= most ? "disabled" : ""
    }><span class="picture" style="${onSheet(entries.indexOf(each), across, entries.length)}"></span>${
      escape(each.name)
    }</button>`;
  };
  const parts = SPLITS.map((split) => {
    const found = listed(picking, split, lang);
    return found.length
      ? `<h3>${escape(words[split])} · ${found.length}</h3><div class="tiles">${
        found.map(tile).join("")
      }</div>`
      : "";
  }).join("");
  return parts || `<p role="status">${escape(words.nothing)}</p>`;
}

/** @param {Data} data */
const frame = ({ words }) =>
  `<dialog aria-label="${escape(words.title)}"><header><h2>${escape(words.title)}</h2>
  <button data-do="close" aria-label="${escape(words.close)}">×</button></header><p>${escape(words.lead)}</p>
  <label>${escape(words.search)} <input type="search"></label>
  <p class="chosen" data-part="chosen" aria-live="polite"></p><div class="all" data-part="all"></div>
  <footer><button class="go" data-do="use">${escape(words.use)}</button>
  <button data-do="draw">${
    escape(words.draw)
  }</button><span data-part="full" role="status"></span></footer></dialog>`;

/** @param {HTMLElement} root @param {Data} data @param {(ids: string[]) => void} use */
async function open(root, data, use) {
  const dialog = /** @type {HTMLDialogElement} */ (one(root, "dialog"));
  const field = /** @type {HTMLInputElement} */ (one(root, "input"));
  /** @type {Picking} */
  const picking = { entries: [], chosen: [...data.chosen], typed: field.value = "" };
  const close = () => dialog.close();
  const draw = () => {
    put(root, "chosen", chips(data, picking));
    put(root, "all", tiles(data, picking));
    put(root, "full", picking.chosen.length < data.most ? "" : escape(data.words.full));
    /** @type {HTMLButtonElement} */ (one(root, "[data-do=use]")).disabled = picking.chosen.length < 2;
  };
  field.oninput = () => {
    picking.typed = field.value;
    draw();
  };
  dialog.onclick = ({ target }) => {
    const { id, do: deed } = /** @type {HTMLElement} */ (target).closest("button")?.dataset ?? {};
    if (deed === "use" || deed === "draw") use(deed === "use" ? picking.chosen : []);
    if (deed) close();
    if (!id) return;
    picking.chosen = picked(picking.chosen, id, data.most);
    draw();
    /** @type {HTMLElement | null} */ (dialog.querySelector(`.class[data-id="${CSS.escape(id)}"]`))?.focus();
  };
  dialog.showModal();
  field.focus();
  try {
    const answer = await fetch(new URL(`${data.place}.${data.lang}.json`, SERVER));
    if (!answer.ok) throw new Error(answer.statusText);
    picking.entries = await answer.json();
    dialog.style.setProperty("--sheet", `url("${new URL(`${data.place}.png`, SERVER)}")`);
    draw();
  } catch {
    put(root, "all", `<p role="alert">${escape(data.words.failed)}</p>`);
  }
}

/** @param {import("../web/dom.js").Component<Data>} component */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = one(parentElement, ".picker");
  const { words, chosen } = data;
  const shown = chosen.length ? String(chosen.length) : words.drawn;
  put(parentElement, "window", frame(data));
  put(
    parentElement,
    "button",
    `<span>${escape(words.label)}</span>
    <button class="open" title="${escape(words.title)}" aria-label="${escape(words.label)}: ${
      escape(shown)
    }">${escape(shown)}</button>`,
  );
  one(root, ".open").onclick = () => open(root, data, (ids) => setTriggerValue("classes", ids));
}
