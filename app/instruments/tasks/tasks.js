// @ts-check
// The table of tasks: meta-training above a line, meta-test below it. A row that is pointed at is marked at
// once, its classes are named below the table; the page hears of it, for the address to keep.

import { lasting, put } from "../../shared/web/dom.js";
import { Echo } from "../../shared/web/echo.js";
import { guessCard, guessOf } from "../../shared/web/guess_card.js";
import { badge } from "../../shared/web/marks.js";
import { onStrip } from "../../shared/web/strip.js";
import { escape, fill, listed, say, strong } from "../../shared/web/text.js";

/**
 * As TableData in component.py says.
 * @typedef {{ page: string, name: string, href: string }} Link
 * @typedef {{ seed: number, task: string, seeded: string, classes: string[], strip: string, links: Link[] }} Row
 * @typedef {{ id: string, name: string, count: string, rows: Row[] }} Side
 * @typedef {object} Data
 * @property {string} task
 * @property {number} way
 * @property {number} shot
 * @property {number} query
 * @property {string} side of the row pointed at
 * @property {number} row its seed
 * @property {Side[]} sides
 * @property {string} line
 * @property {import("../../shared/web/guess_card.js").Guess | null} guess
 * @property {Record<string, string>} words
 * @typedef {{ side: string, seed: number }} Place which row is pointed at
 */

/** @typedef {{ root: HTMLElement, at: Place, echo: Echo }} Table */

export default lasting(
  ".tasks",
  /** @returns {Table} */
  (root) => ({ root, at: { side: "", seed: -1 }, echo: new Echo() }),
  show,
  () => {},
);

/** @param {Table} table @param {import("../../shared/web/dom.js").Component<Data>} component */
function show(table, { data, parentElement, setTriggerValue }) {
  const { root } = table;
  const told = { side: data.side, seed: data.row };
  if (table.echo.isNews(told)) table.at = told; // else the browser may be a click ahead of the page
  root.dataset.part = "table";
  put(parentElement, "table", tableMarkup(data));
  for (const name of /** @type {const} */ (["way", "shot", "query"])) {
    root.style.setProperty(`--${name}`, String(data[name]));
  }
  root.style.setProperty("--columns", columns(data));
  put(root, "line", data.guess ? guessCard(data.guess) : `<p>${strong(data.line)}</p>`);
  mark(root, data, table.at);
  root.onclick = (event) => {
    const guess = guessOf(event);
    if (guess) setTriggerValue("guess", guess);
    const row = event.target instanceof Element ? event.target.closest("[data-seed]") : null;
    if (!(row instanceof HTMLElement)) return;
    table.at = { side: row.dataset.side ?? "", seed: Number(row.dataset.seed) };
    mark(root, data, table.at);
    table.echo.sent(table.at);
    setTriggerValue("row", table.at);
  };
  root.dataset.task = data.task;
}

/** Each set as wide as its images want it. @param {{ shot: number, query: number }} data */
const columns = ({ shot, query }) =>
  ["var(--first)", ...[shot, query].map((each) => `minmax(0, ${each + 0.8}fr)`)].join(" ");

/**
 * Mark the row that is pointed at, and say what it is.
 * @param {HTMLElement} root
 * @param {Data} data
 * @param {Place} at
 */
function mark(root, data, { side, seed }) {
  const here = `[data-side="${side}"][data-seed="${seed}"]`;
  for (const row of root.querySelectorAll(".point")) row.ariaPressed = String(row.matches(here));
  put(root, "chosen", chosenMarkup(data, { side, seed }));
}

/** @param {Data} data */
function tableMarkup(data) {
  const [above, below] = data.sides.map((side) => sideMarkup(data, side));
  const { words } = data;
  const head = (/** @type {string} */ set) =>
    `<div class="${set}"><b>${escape(words[set])}</b> <small>${escape(words[`${set}_count`])}</small></div>`;
  return `<div class="row heads"><span></span>${head("support")}${head("query")}</div>
    ${above}<div class="line" data-part="line" aria-live="polite"></div>${below}
    <div class="chosen" data-part="chosen" aria-live="polite"></div>`;
}

/** @param {Data} data @param {Side} side */
const sideMarkup = (data, { id, name, count, rows }) =>
  `<section class="side ${id}" aria-label="${escape(name)}"><h2>${escape(name)} <small>${
    escape(count)
  }</small></h2>
    <ol>${rows.map((row) => rowMarkup(data, id, row)).join("")}</ol></section>`;

/** @param {Data} data @param {string} side @param {Row} row */
function rowMarkup(data, side, row) {
  return `<li class="row" style="--strip:url('${row.strip}')">
    <button type="button" class="point" data-side="${side}" data-seed="${row.seed}">
    <b>${escape(row.task)}</b> <small>${escape(row.seeded)}</small></button>${
    setMarkup(data, row, "support", data.shot, 0)
  }${setMarkup(data, row, "query", data.query, data.way * data.shot)}</li>`;
}

/**
 * One set of a row: the images of a class beside its letter.
 * @param {Data} data
 * @param {Row} row
 * @param {"support" | "query"} set
 * @param {number} each images of a class
 * @param {number} first the place of its first image on the strip
 */
function setMarkup({ way, shot, query, words }, { classes }, set, each, first) {
  const tile = (/** @type {number} */ at) => `<i style="${onStrip(at, way * (shot + query))}"></i>`;
  const groups = classes.map((_, label) => {
    const places = Array.from({ length: each }, (_, i) => first + label * each + i);
    return `<span>${badge(label)}${places.map(tile).join("")}</span>`;
  });
  const told = say(words.image, { set: words[set], classes: listed(classes) });
  return `<div class="set ${set}" role="img" aria-label="${told}">${groups.join("")}</div>`;
}

/**
 * The task that is pointed at: its classes, and where it can be opened.
 * @param {Data} data
 * @param {Place} at
 */
function chosenMarkup({ sides, words }, at) {
  const side = sides.find(({ id }) => id === at.side);
  const row = side?.rows.find(({ seed }) => seed === at.seed);
  if (!side || !row) return `<p>${strong(words.hint)}</p>`;
  const named = fill(words.chosen, { side: side.name, task: row.task, seed: row.seeded });
  const classes = row.classes.map((name, i) => `<li>${badge(i)}${escape(name)}</li>`);
  const links = row.links.map(({ page, name, href }) =>
    `<a href="${escape(href)}" data-page="${page}" data-query>${escape(name)}</a>`
  );
  return `<p class="which"><b>${escape(named)}</b></p><ul>${classes.join("")}</ul><p class="open">${
    escape(words.open)
  }
    ${links.join(" ")}${side.id === "train" ? ` <small>${escape(words.train)}</small>` : ""}</p>`;
}
