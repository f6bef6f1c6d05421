// The numbers behind the curves of the whole training, as a table that is filled when it is opened.

import { count, loss, make, say } from "./text.js";

const COLUMNS = ["table_step", "table_tasks", "table_loss", "table_right", "table_mean_loss", "table_mean_right"];

/** A table of each training that is shown; ``scenes``: the chosen method and what is beside it. What was open stays open. */
export function buildTable(details, scenes) {
  details.replaceChildren();
  make("summary", "", details, say(scenes[0].words, "table_title"));
  const holder = make("div", "tables", details);
  details.ontoggle = () => {
    if (details.open && !holder.firstChild) scenes.forEach((scene) => fillTable(holder, scene));
  };
  details.ontoggle();
}

function fillTable(holder, { record: { whole }, method, words }) {
  const scroll = make("div", "scroll", holder);
  scroll.tabIndex = 0;
  const table = make("table", "", scroll);
  const name = say(words, `method_${method}`);
  make("caption", "", table, `${name}: ${say(words, "table_caption", { window: whole.window, rows: whole.rows.length })}`);
  scroll.setAttribute("aria-label", name);
  const columns = COLUMNS.map((_, i) => i).filter((i) => i !== 1 || method !== "conventional"); // which sees no tasks
  const head = make("tr", "", make("thead", "", table));
  for (const i of columns) make("th", "", head, say(words, COLUMNS[i])).scope = "col";
  const body = make("tbody", "", table);
  for (const row of whole.rows) {
    const line = make("tr", "", body);
    for (const i of columns) make(i ? "td" : "th", "", line, told(row[i], i));
    line.firstChild.scope = "row";
  }
}

/** A number of column i: counts, losses, shares. */
function told(value, i) {
  if (i < 2) return count(value);
  return i % 2 ? `${(100 * value).toFixed(1)} %` : loss(value);
}
