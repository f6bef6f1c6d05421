// @ts-check
// The answers at the slider's place: scores in the columns' heads, cells, and all probabilities of a row.

import { badge } from "../../shared/web/marks.js";
import { escape, fill, say } from "../../shared/web/text.js";
import { one } from "../../shared/web/dom.js";
import { at, interval } from "./data.js";
import { histogram, shareList, tile } from "./parts.js";

/** @typedef {import("./compare.js").Board} Board */
/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./data.js").Column} Column */

const NUMBER = "\u0001"; // stands for the number while the sentence around it is escaped

/** Show a column's answers and scores. @param {Board} board @param {Column} c @param {number} index */
export function updateColumn(board, c, index) {
  const { data: d, step } = board;
  const head = one(board.root, `[data-part="head"]`).children[index + 1];
  head.className = c.status;
  const note = { hidden: d.words.hidden, waiting: d.words.waiting, failed: c.note, done: "" }[c.status];
  one(head, "[data-score]").innerHTML = c.right
    ? say(d.words.score, { right: NUMBER, total: d.query.count }).replace(
      NUMBER,
      `<b>${at(c.right, step)}</b>`,
    )
    : `<em>${escape(note)}</em>`;
  one(head, "[data-over]").innerHTML = d.revealed ? overTasks(d, c, step) : "<span></span>";
  if (c.status === "done") {
    board.rows.forEach((row, i) => updateCell(d, c, row.children[index + 1], i, step));
  }
}

/**
 * A learner's accuracy over many tasks, or how far it is from the one that all are set against.
 * @param {Data} d
 * @param {Column} c
 * @param {number} step
 */
function overTasks(d, c, step) {
  if (!c.curve) return `<span>${escape(d.words.not_measured)}</span>`;
  const level = say(d.words.interval, interval(c.curve, step));
  if (!d.against) return `<b>${level}</b> <span>${say(d.words.over, { count: c.curve.episodes })}</span>`;
  if (c.id === d.against) return `<b>${level}</b> <span>${escape(d.words.reference)}</span>`;
  if (!c.gap) return `<b>${level}</b> <span>${escape(d.words.not_paired)}</span>`;
  return `<b>${say(d.words.gap_of, interval(c.gap, step))}</b> <span>${escape(d.words.points)}</span>`;
}

/**
 * @param {Data} d
 * @param {Column} c
 * @param {Element} cell
 * @param {number} index the row's
 * @param {number} step
 */
function updateCell(d, c, cell, index, step) {
  if (!c.top || !c.shares) return;
  const [top, truth] = [at(c.top, step)[index], d.rows[index].truth];
  const right = top === truth;
  const percent = Math.round(at(c.shares, step)[index][top] / 10);
  const { letter, name } = d.classes[top];
  cell.className = right ? "right" : "wrong";
  const named = one(cell, "[data-badge]");
  named.innerHTML = badge(top);
  named.title = name;
  one(cell, ".percent").textContent = fill(d.words.percent, { value: percent });
  one(cell, ".bar i").style.width = `${percent}%`;
  one(cell, ".mark").textContent = right ? "✓" : "✕";
  const verdict = right ? d.words.right : d.words.wrong;
  one(cell, ".unseen").textContent = fill(d.words.cell, { letter, name, percent, verdict });
}

/**
 * The lit row's small histograms, and an opened row's full lists.
 * @param {Board} board
 * @param {HTMLElement} row
 */
export function updateShares(board, row) {
  const { data: d, step } = board;
  const index = Number(row.dataset.row);
  const lit = row.classList.contains("lit");
  const answers = d.columns.map((c) => c.shares && at(c.shares, step)[index]);
  answers.forEach((shares, column) => {
    const holder = row.children[column + 1].querySelector(".shares");
    if (holder) holder.innerHTML = lit && shares ? histogram(d, shares) : "";
  });
  const below = row.nextElementSibling;
  const detail = below?.classList.contains("detail") ? below : null;
  const open = board.opened.has(index);
  one(row, ".query").setAttribute("aria-expanded", String(open));
  if (!open) return detail?.remove();
  const shown = detail ?? document.createElement("tr");
  if (!detail) row.after(shown);
  shown.className = "detail";
  const { tile: image, truth } = d.rows[index];
  const lists = answers.map((shares) => `<td>${shares ? shareList(d, shares, truth) : ""}</td>`);
  shown.innerHTML = `<td>${tile("query", d.query, image, d.words.query_tile)}
    <b>${escape(d.classes[truth].name)}</b></td>${lists.join("")}`;
}

/** Mark the query image that was chosen last, here or on another page. @param {Board} board */
export function markChosen(board) {
  board.rows.forEach((row, i) => row.classList.toggle("chosen", board.data.rows[i].tile === board.image));
}
