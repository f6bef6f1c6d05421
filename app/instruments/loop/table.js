// @ts-check
// The numbers behind the curves of the whole training, as a table that is filled when it is opened.

import { tableMarkup } from "../../shared/web/table.js";
import { count, loss, make, percent, say } from "./words.js";

/** @import { Scene, Words } from "./types.js" */

const COLUMNS = [
  ...["table_step", "table_tasks", "table_loss", "table_right", "table_mean_loss", "table_mean_right"],
];
const TASKS = 1;

/**
 * A table of each training that is shown: the chosen learner and what is beside it. What was open stays
 * open.
 * @param {HTMLDetailsElement} details
 * @param {Scene[]} scenes
 */
export function buildTable(details, scenes) {
  details.replaceChildren();
  make("summary", "", details, say(scenes[0].words, "table_title"));
  const holder = make("div", "tables", details);
  const filled = () => {
    if (details.open && !holder.firstChild) scenes.forEach((scene) => fillTable(holder, scene));
  };
  details.ontoggle = filled;
  filled();
}

/** @param {HTMLElement} holder @param {Scene} scene */
function fillTable(holder, { film: { whole }, learner, words }) {
  const scroll = make("div", "scroll", holder);
  const name = say(words, `learner_${learner}`);
  const values = { window: whole.window, rows: whole.rows.length };
  const shown = COLUMNS.map((_, i) => i).filter((i) => i !== TASKS || learner !== "conventional"); // which sees none
  scroll.tabIndex = 0;
  scroll.setAttribute("aria-label", name);
  scroll.innerHTML = tableMarkup(
    shown.map((i) => say(words, COLUMNS[i])),
    whole.rows.map((row) => shown.map((i) => written(row[i], i, words))),
    `${name}: ${say(words, "table_caption", values)}`,
  );
}

/** A number of column i: counts, losses, shares. @param {number} value @param {number} i @param {Words} words */
function written(value, i, words) {
  if (i < 2) return count(value);
  return i % 2 ? percent(value, words, 1) : loss(value);
}
