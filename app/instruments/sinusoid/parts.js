// @ts-check
// What stands around the plane as markup: buttons, the slider of steps, what each learner's error is.

import { lineSample } from "../../shared/web/marks.js";
import { saveButton } from "../../shared/web/picture_file.js";
import { stepCard } from "../../shared/web/steps.js";
import { numbersTable } from "../../shared/web/table.js";
import { decimal, escape, say } from "../../shared/web/text.js";

/**
 * @typedef {import("./data.js").Data} Data
 * @typedef {import("./data.js").Chosen} Chosen
 */

const FAR = 100;
const DRAWS = [5, 10]; // points of a new task
const STOPS = [0, 1, 5, 10];

/** @param {number} value @param {number} low @param {number} high */
export const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

/** An error as it is read: a run-away fit has no number worth reading. @param {number} value */
export const errorOf = (value) => value >= FAR ? `> ${FAR}` : decimal(value, 2);

/** @param {Data} data */
export const lastStep = ({ learners }) => learners[0].fits.length - 1;

/** @param {Data} data */
export function toolbar({ words: w }) {
  const draws = DRAWS.map((count) =>
    `<button type="button" class="primary" data-draw="${count}">${
      say(w.new_task, { points: count })
    }</button>`
  );
  const switches = [["right", w.right], ["mean", w.mean]].map(([name, text]) =>
    `<button type="button" class="plain toggle" data-show="${name}" aria-pressed="false">${
      escape(text)
    }</button>`
  );
  return `<div class="tools">${draws.join("")}
    <button type="button" class="plain" data-do="add">${escape(w.add)}</button>
    <button type="button" class="plain" data-do="clear">${escape(w.clear)}</button>
    <span class="gap"></span>${switches.join("")}${saveButton(w.save_hint)}</div>`;
}

/** @param {Data} data */
export function stepControl(data) {
  const { words: w } = data;
  const last = lastStep(data);
  const stops = STOPS.map((step) =>
    `<button type="button" data-step="${step}" style="--s:${step / last}" aria-label="${
      say(w.go_step, { step })
    }">${step}</button>`
  );
  return stepCard(w.steps, last, { after: `<div class="stops">${stops.join("")}</div>` });
}

/**
 * One line a learner: how it is drawn, how far it is from right here, and over many tasks.
 * @param {Data} data
 * @param {Chosen} chosen
 */
export function readouts({ learners, words: w, right, tasks, drawn }, { step, lines }) {
  const rows = learners.map((learner) => {
    const shown = lines.includes(learner.id);
    const here = learner.wrong ?? learner.left;
    return `<tr class="${shown ? "" : "off"}"><th scope="row">
        <button type="button" data-learner="${learner.id}" aria-pressed="${shown}" title="${
      escape(learner.how)
    }">${lineSample(learner)}<b>${escape(learner.name)}</b></button></th>
      <td>${here.length ? errorOf(here[step]) : "–"}</td>
      <td>${errorOf(learner.mean[step])} <small>± ${errorOf(learner.ci95[step])}</small></td></tr>`;
  });
  const over = say(w.error_tasks, { tasks, points: drawn });
  return `<table class="readouts"><caption>${escape(w.error)}</caption>
    <thead><tr><td></td><th scope="col">${escape(right ? w.error_task : w.error_points)}</th>
    <th scope="col">${over}</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

/** The points as a table. @param {number[][]} points @param {Data["words"]} words */
export const numbers = (points, { numbers, points: caption }) =>
  numbersTable(
    numbers,
    caption,
    ["", "x", "y"],
    points.map(([x, y], i) => [i + 1, decimal(x, 2), decimal(y, 2)]),
  );
