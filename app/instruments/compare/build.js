// @ts-check
// The parts of the compare board: each is written anew only where it changed.

import { one, put } from "../../shared/web/dom.js";
import { guessCard } from "../../shared/web/guess_card.js";
import { lineSample } from "../../shared/web/marks.js";
import { saveButton } from "../../shared/web/picture_file.js";
import { showStep } from "../../shared/web/steps.js";
import { numbersTable } from "../../shared/web/table.js";
import { escape, fill } from "../../shared/web/text.js";
import { markChosen, updateColumn, updateShares } from "./answers.js";
import { drawChart } from "./chart.js";
import { interval, referenceName } from "./data.js";
import {
  answerCell,
  asItStands,
  blankCell,
  columnHead,
  corner,
  rowHead,
  stepControl,
  supportStrip,
  verdict,
} from "./parts.js";

/** @typedef {import("./compare.js").Board} Board */
/** @typedef {import("./data.js").Data} Data */

/** @param {Board} board */
export function buildPage(board) {
  const d = board.data;
  board.root.innerHTML = `<div class="page">${supportStrip(d)}<div class="main"><div class="table"><table>
    <thead><tr data-part="head"></tr></thead><tbody data-part="rows"></tbody></table><div data-part="more"></div></div>
    <div class="side">${stepControl(d)}<div data-part="guess"></div><div data-part="chart"></div>
    <div data-part="verdict" aria-live="polite"></div><div data-part="numbers"></div></div>
    </div><div data-part="stands"></div></div>`;
  board.root.style.setProperty("--support", `url("${d.support.url}")`);
  board.root.style.setProperty("--query", `url("${d.query.url}")`);
  board.watcher.disconnect();
  board.watcher.observe(part(board, "chart"));
}

/** @param {Board} board @param {string} name */
const part = (board, name) => one(board.root, `[data-part="${name}"]`);

/** @param {Board} board */
export function buildHead(board) {
  const d = board.data;
  const chooser = () => /** @type {HTMLDetailsElement | null} */ (board.root.querySelector(".chooser"));
  const opened = chooser()?.open ?? false;
  put(board.root, "head", corner(d) + d.columns.map((c) => columnHead(d, c)).join(""));
  const now = chooser();
  if (now) now.open = opened;
  part(board, "head").closest("table")?.style.setProperty("--columns", String(d.columns.length));
}

/** @param {Board} board */
export function buildRows(board) {
  const d = board.data;
  const shown = board.all ? d.rows : d.rows.slice(0, d.first_rows);
  const cells = "<td></td>".repeat(d.columns.length);
  const markup = shown.map((row, i) =>
    `<tr class="row${i === shown.length - 1 ? " end" : ""}" data-row="${i}">${rowHead(d, row)}${cells}</tr>`
  );
  if (put(board.root, "rows", markup.join(""))) {
    board.rows = /** @type {HTMLElement[]} */ ([...part(board, "rows").children]);
    board.cells = [];
  }
  d.columns.forEach((c, column) => fillColumn(board, c, column));
  const label = board.all ? d.words.show_few : d.words.show_all;
  const more = `<button type="button" class="plain" data-do="all">${escape(label)}</button>`;
  put(board.root, "more", d.rows.length > d.first_rows ? more : "");
}

/**
 * Only a column whose state changed gets new cells: the others keep still.
 * @param {Board} board
 * @param {import("./data.js").Column} c
 * @param {number} column
 */
function fillColumn(board, c, column) {
  const kind = `${c.id} ${c.status}`;
  if (board.cells[column] === kind) return;
  board.cells[column] = kind;
  for (const row of board.rows) {
    const cell = row.children[column + 1];
    cell.className = c.status;
    cell.innerHTML = c.status === "done" ? answerCell() : blankCell(c.status, board.data.words);
  }
}

/** @param {Board} board */
export function buildSide(board) {
  const { root, data: d } = board;
  const options = d.columns.map((c) => ({ id: c.id, name: c.name, how: c.how, sample: lineSample(c) }));
  put(root, "guess", d.revealed ? "" : guessCard({ ...d.guess, options }));
  put(root, "chart", d.revealed ? chartHead(d) + `<div class="holder"></div>` : "");
  drawNow(board);
  if (!d.revealed) put(root, "verdict", "");
  put(root, "numbers", d.revealed ? numbers(d) + saveButton(d.words.save) : "");
  put(root, "stands", asItStands(d));
}

/** What the chart shows, and the switch between levels and differences. @param {Data} d */
function chartHead(d) {
  const { words, against } = d;
  const paired = d.columns.some(({ gap }) => gap);
  const button = (/** @type {string} */ name, /** @type {boolean} */ on) =>
    `<button type="button" data-do="${name}" aria-pressed="${on}" ${paired ? "" : "disabled"}>${
      escape(words[name])
    }</button>`;
  const others = d.choices.filter(({ id, shown }) => shown || id === against).map(({ id, name }) =>
    `<option value="${escape(id)}" ${id === against ? "selected" : ""}>${escape(name)}</option>`
  );
  const whom = against
    ? `<label>${escape(words.from)} <select name="against" aria-label="${escape(words.from_whom)}">${
      others.join("")
    }</select></label>`
    : "";
  return `<div class="views" role="group" aria-label="${escape(words.views)}"><span class="seg">
    ${button("levels", !against)}${button("differences", Boolean(against))}</span>${whom}</div>
    <h2>${escape(against ? words.gaps_chart : words.chart)}
    <small>${escape(against ? words.gaps_hint : words.chart_hint)}</small></h2>`;
}

/**
 * The chart's numbers for those who do not see it, and for those who want to read them off.
 * @param {Data} d
 */
function numbers(d) {
  const { words, against } = d;
  const curves = d.columns.flatMap((c) => {
    const curve = against ? c.gap : c.curve;
    return curve ? [{ name: c.short, curve }] : [];
  });
  if (!curves.length) return "";
  const rows = Array.from({ length: d.last + 1 }, (_, step) => [
    step,
    ...curves.map(({ curve }) => fill(against ? words.gap_of : words.interval, interval(curve, step))),
  ]);
  const caption = against
    ? fill(words.gaps_numbers_hint, { name: referenceName(d), episodes: curves[0].curve.episodes })
    : words.numbers_hint;
  return numbersTable(words.numbers, caption, [words.step_word, ...curves.map(({ name }) => name)], rows);
}

/** @param {Board} board */
function drawNow(board) {
  const d = board.data;
  const holder = /** @type {HTMLElement | null} */ (board.root.querySelector(".holder"));
  board.drawnWidth = holder?.clientWidth ?? 0;
  const alt = d.against ? fill(d.words.gaps_alt, { name: referenceName(d) }) : d.words.chart_alt;
  board.chart = holder && drawChart(holder, d, alt);
  if (!board.chart) return;
  board.root.style.setProperty("--rail-left", `${board.chart.left}px`);
  board.root.style.setProperty("--rail-width", `${board.chart.width}px`);
  light(board);
}

/** @param {Board} board */
export function redrawChart(board) {
  const holder = board.root.querySelector(".holder");
  if (!holder || holder.clientWidth === board.drawnWidth) return;
  drawNow(board);
  board.chart?.move(board.step);
}

/** Show the answers at the slider's place. @param {Board} board */
export function update(board) {
  const { root, data: d, step } = board;
  showStep(root, step, d.last, d.words);
  d.columns.forEach((c, column) => updateColumn(board, c, column));
  for (const row of board.rows) updateShares(board, row);
  markChosen(board);
  board.chart?.move(step);
  if (d.revealed) put(root, "verdict", verdict(d, step));
}

/** Single out the curve of the learner that is pointed at, or else pinned. @param {Board} board */
export function light(board) {
  const { root, focus, pinned } = board;
  const id = focus ?? pinned;
  root.querySelector(".holder")?.classList.toggle("one-only", Boolean(id));
  for (const mark of root.querySelectorAll("[data-of]")) {
    mark.classList.toggle("lit", /** @type {SVGElement} */ (mark).dataset.of === id);
  }
  for (const head of root.querySelectorAll("th[data-learner]")) {
    const pressed = /** @type {HTMLElement} */ (head).dataset.learner === pinned;
    one(head, ".which").setAttribute("aria-pressed", String(pressed));
  }
}
