// @ts-check
// The numbers behind the curves of the whole training, as a table that is filled when it is opened.

import { count, loss, make, say } from "./words.js";

/** @import { Scene } from "./types.js" */

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
  scroll.tabIndex = 0;
  const table = make("table", "", scroll);
  const name = say(words, `learner_${learner}`);
  const values = { window: whole.window, rows: whole.rows.length };
  make("caption", "", table, `${name}: ${say(words, "table_caption", values)}`);
  scroll.setAttribute("aria-label", name);
  const shown = COLUMNS.map((_, i) => i).filter((i) => i !== TASKS || learner !== "conventional"); // which sees none
  const head = make("tr", "", make("thead", "", table));
  for (const i of shown) make("th", "", head, say(words, COLUMNS[i])).scope = "col";
  const body = make("tbody", "", table);
  for (const row of whole.rows) {
    const line = make("tr", "", body);
    for (const i of shown) {
      if (i) make("td", "", line, written(row[i], i));
      else make("th", "", line, written(row[i], i)).scope = "row";
    }
  }
}

/** A number of column i: counts, losses, shares. @param {number} value @param {number} i */
function written(value, i) {
  if (i < 2) return count(value);
  return i % 2 ? `${(100 * value).toFixed(1)} %` : loss(value);
}
