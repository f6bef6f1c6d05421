// @ts-check
// The learners beside the curves: drawn or not. Pointing at one lights its curve.

import { keepLit, light, plotIn } from "../../shared/charts/light.js";
import { closest, lasting, one, put } from "../../shared/web/dom.js";
import { lineSample } from "../../shared/web/marks.js";
import { escape } from "../../shared/web/text.js";

/**
 * @typedef {object} Row mirrors component.py
 * @property {string} id
 * @property {string} name
 * @property {string} how
 * @property {string} colour
 * @property {string} dash
 * @property {string} family
 * @property {boolean} shown
 * @property {boolean} there
 *
 * @typedef {object} Data
 * @property {Row[]} learners
 * @property {{ id: string, name: string }[]} families
 * @property {Record<string, string>} words
 *
 * @typedef {object} List
 * @property {Set<string>} chosen
 * @property {string | null} asked a choice that is still on its way
 * @property {string | null} pointed the learner under the pointer
 * @property {() => void} ended no longer keeps its curve lit
 */

const CHART = "st-key-curves_chart";

/** @returns {List} */
function open() {
  /** @type {List} */
  const list = { chosen: new Set(), asked: null, pointed: null, ended: () => {} };
  list.ended = keepLit(CHART, () => list.pointed);
  return list;
}

export default lasting(".learners", open, show, (list) => list.ended());

/** @param {List} list @param {import("../../shared/web/dom.js").Component<Data>} component */
function show(list, { data, parentElement, setTriggerValue }) {
  const root = one(parentElement, ".learners");
  root.dataset.part = "learners";
  const shown = data.learners.filter((row) => row.shown).map((row) => row.id);
  if (list.asked === null || list.asked === shown.join()) {
    Object.assign(list, { asked: null, chosen: new Set(shown) });
  }
  put(parentElement, "learners", markup(data));
  tick(root, list);
  root.onclick = (event) => {
    const id = learnerOf(event);
    if (id === null || !choose(list.chosen, id)) return;
    const chosen = data.learners.map((row) => row.id).filter((id) => list.chosen.has(id));
    list.asked = chosen.join();
    tick(root, list);
    setTriggerValue("learners", chosen);
  };
  root.onpointermove = (event) => {
    if (event.pointerType !== "touch") point(list, learnerOf(event));
  };
  root.onpointerleave = () => point(list, null);
}

/** Light the curve of the learner that is pointed at. @param {List} list @param {string | null} id */
function point(list, id) {
  list.pointed = id;
  light(plotIn(CHART), id);
}

/** Draw a learner or no longer; one stays: false. @param {Set<string>} chosen @param {string} id */
export function choose(chosen, id) {
  if (chosen.has(id) && chosen.size === 1) return false;
  if (!chosen.delete(id)) chosen.add(id);
  return true;
}

/** @param {Event} event */
const learnerOf = (event) => closest(event, "[data-learner]")?.dataset.learner ?? null;

/** @param {HTMLElement} root @param {List} list */
function tick(root, { chosen }) {
  for (const row of root.querySelectorAll("[data-learner]")) {
    row.setAttribute("aria-pressed", String(chosen.has(row.getAttribute("data-learner") ?? "")));
  }
}

/** @param {Data} data */
export function markup({ learners, families, words }) {
  const why = `<small>${escape(words.why)}</small>`;
  const row = (/** @type {Row} */ l) =>
    `<li><button type="button" class="${l.there ? "" : "absent"}" data-learner="${escape(l.id)}"
      title="${escape(l.how)}">${lineSample(l)}<span>${escape(l.name)}${
      l.there ? "" : why
    }</span></button></li>`;
  const sections = families.map(({ id, name }) => {
    const rows = learners.filter((l) => l.family === id).map(row).join("");
    return rows && `<section><h3>${escape(name)}</h3><ul>${rows}</ul></section>`;
  });
  return `<h2>${escape(words.learners)}</h2><div class="families">${sections.join("")}</div>`;
}
