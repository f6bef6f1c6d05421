// @ts-check
// The map of the course: all chapters by name with their steps, what is done, and where to go on.

import { one, put } from "../../shared/web/dom.js";
import { escape, fill } from "../../shared/web/text.js";

import { follow, isLost, isProgress, keep, progress, wipe } from "./progress.js";

/**
 * @typedef {{ id: string, title: string, minutes: number }} Step
 * @typedef {{ id: string, title: string, goal: string, handout: string, steps: Step[] }} Chapter
 * @typedef {object} Data
 * @property {Chapter[]} chapters
 * @property {Record<string, string>} words
 */

/**
 * The step to go on with: the one shown last unless it is done, else the first that is open, else the first.
 * @param {Chapter[]} chapters
 * @param {import("./progress.js").Progress} kept
 */
export function goOn(chapters, { done, last }) {
  const all = chapters.flatMap(({ steps }) => steps.map(({ id }) => id));
  if (last && all.includes(last) && !done[last]) return last;
  return all.find((id) => !done[id]) ?? all[0];
}

/**
 * @param {Chapter} chapter
 * @param {number} number
 * @param {Record<string, true>} done
 * @param {Record<string, string>} words
 */
function chapterMarkup({ id, title, goal, handout, steps }, number, done, words) {
  const count = steps.filter((step) => done[step.id]).length;
  const minutes = Math.round(steps.reduce((sum, step) => sum + step.minutes, 0));
  const items = steps.map((step) =>
    `<li><button type="button" data-go="${escape(step.id)}">${done[step.id] ? "✓" : "○"} ${
      escape(step.title)
    }</button></li>`
  );
  const told = fill(words.chapter_left, { done: count, all: steps.length, minutes });
  return `<section class="chapter" aria-labelledby="chapter-${escape(id)}"><b class="number">${number}</b>
    <div><h2 id="chapter-${escape(id)}">${escape(title)}</h2><p>${escape(goal)}</p>
    <p class="told">${escape(told)} ·
    <a href="${escape(handout)}" data-page="chapters" data-query>${escape(words.handout)}</a></p><ol>${
    items.join("")
  }</ol></div></section>`;
}

/** @param {Data} data */
function markup({ chapters, words }) {
  const kept = progress();
  const begun = Object.keys(kept.done).length > 0 || kept.last;
  const sections = chapters.map((chapter, i) => chapterMarkup(chapter, i + 1, kept.done, words));
  return `<p class="start"><button type="button" class="go" data-go="${escape(goOn(chapters, kept))}">${
    escape(begun ? words.go_on : words.begin)
  } →</button></p>${sections.join("")}
    <p class="kept">${escape(isLost() ? words.lost : words.kept)}
    <button type="button" data-do="take">${escape(words.take_along)}</button>
    <label>${escape(words.bring)} <input type="file" accept="application/json,.json"></label>
    <button type="button" data-do="wipe">${escape(words.wipe)}</button>
    <span data-note role="status"></span></p>`;
}

function takeAlong() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(progress())], { type: "application/json" }));
  link.download = "few-shot-course.json";
  link.click();
  URL.revokeObjectURL(link.href);
}

/** @param {import("../../shared/web/dom.js").Component<Data>} component */
export default function (component) {
  const root = one(component.parentElement, ".course-map");
  const { data, setTriggerValue } = component;
  document.documentElement.removeAttribute("data-present");
  const draw = () => put(root, "map", markup(data));
  root.onclick = (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!(button instanceof HTMLElement)) return;
    if (button.dataset.go) setTriggerValue("go", button.dataset.go);
    else if (button.dataset.do === "take") takeAlong();
    else if (button.dataset.do === "wipe" && confirm(data.words.wipe_sure)) wipe();
  };
  root.onchange = async (event) => {
    const file = event.target instanceof HTMLInputElement ? event.target.files?.[0] : undefined;
    if (!file) return;
    const found = file.size < 1e6 ? await file.text().then(JSON.parse).catch(() => null) : null;
    if (isProgress(found)) keep(found);
    else one(root, "[data-note]").textContent = data.words.damaged;
  };
  return follow(root, draw);
}
