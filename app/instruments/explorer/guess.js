// @ts-check
// Predict first: the query tiles are shuffled, their names hidden, and the visitor names them.

import { one, put } from "../../shared/web/dom.js";
import { badge } from "../../shared/web/marks.js";
import { escape, fill, letterOf, strong } from "../../shared/web/text.js";
import { fit } from "./layout.js";
import { paint, place } from "./tiles.js";
import { showTip } from "./tip.js";

/** @import { Board, Mode, Tile } from "./tiles.js" */

const ORDERS = 99; // as many as the page knows
const NOBODY = "."; // stands for an image that was not named

/**
 * The numbers below ``count`` in an order that belongs to two seeds: the task's, and how often it was shuffled.
 * @param {number} count
 * @param {number} seed
 * @param {number} turn
 */
export function orderOf(count, seed, turn) {
  let state = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(turn, 0x85ebca6b);
  const random = () => { // "mulberry32" of Tommy Ettinger
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** What the address keeps of the guessing. @param {Board} board */
function state(board) {
  const letters = [...board.tiles.query].sort((a, b) => a.index - b.index)
    .map(({ named }) => named === null ? NOBODY : letterOf(named));
  const seen = board.mode === "checked";
  return { shuffled: board.shuffled, seen, named: seen ? letters.join("") : "", asked: board.data.asked };
}

const FEW = 2; // classes in a query set that does not hold all

/** Ask for a query set of few classes, or again of all; the page sends it. @param {Board} board */
export function askFew({ data, shuffled, send }) {
  send({ shuffled, seen: false, named: "", asked: data.asked ? 0 : FEW });
}

/**
 * Take over from the data which order is shown, whether the answers are, and what was named.
 * @param {Board} board
 */
export function adopt(board) {
  const { shuffled, seen, named, seed } = board.data;
  Object.assign(board, { shuffled, mode: !shuffled ? "rows" : seen ? "checked" : "guess" });
  board.shuffles = Math.max(board.shuffles, shuffled);
  const byClass = [...board.tiles.query].sort((a, b) => a.index - b.index);
  const order = shuffled ? orderOf(byClass.length, seed, shuffled) : byClass.keys();
  board.tiles.query = [...order].map((i) => byClass[i]);
  if (board.mode === "rows") return;
  for (const tile of byClass) tile.named = labelIn(named, tile.index, board.data.way);
}

/** @param {string} named @param {number} index @param {number} way */
function labelIn(named, index, way) {
  const label = (named[index] ?? NOBODY).charCodeAt(0) - 65;
  return label >= 0 && label < way ? label : null;
}

/**
 * Change between rows, guessing and the answers, and have the address keep it.
 * @param {Board} board
 * @param {Mode} mode
 */
export function turn(board, mode) {
  const before = places(board);
  if (mode !== "checked") {
    if (mode === "guess") board.shuffles = board.shuffles % ORDERS + 1;
    board.data = { ...board.data, shuffled: mode === "guess" ? board.shuffles : 0, seen: false, named: "" };
    adopt(board);
  }
  board.mode = mode;
  show(board);
  if (mode !== "checked") glide(before);
  const value = state(board);
  board.echo.sent(value);
  board.send(value);
}

/** Draw the board as its mode wants it. @param {Board} board */
export function show(board) {
  fit(board);
  place(board);
  board.root.dataset.mode = board.mode;
  for (const tile of [...board.tiles.support, ...board.tiles.query]) paint(board, tile);
  const { shuffle, show } = board.data.words;
  one(board.root, '[data-do="shuffle"]').textContent = board.mode === "rows" ? shuffle : show;
  paintPalette(board);
}

/** Where each query tile is on the screen. @param {Board} board */
const places = (board) => new Map(board.tiles.query.map((tile) => [tile, tile.getBoundingClientRect()]));

/**
 * Let every tile move from where it was; without motion it is simply there.
 * @param {Map<Tile, DOMRect>} before
 */
function glide(before) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const [tile, from] of before) {
    const to = tile.getBoundingClientRect();
    const moved = `translate(${from.left - to.left}px, ${from.top - to.top}px)`;
    tile.animate([{ transform: moved }, { transform: "none" }], { duration: 320, easing: "ease-out" });
  }
}

/**
 * Give a tile a class; the same class again takes it back.
 * @param {Board} board
 * @param {Tile} tile
 * @param {number} label
 */
export function nameTile(board, tile, label) {
  if (board.mode !== "guess" || tile.set !== "query" || label >= board.data.way) return;
  tile.named = tile.named === label ? null : label;
  paint(board, tile);
  paintPalette(board);
  if (board.tip === tile) showTip(board, tile);
}

/** The bar with the letters, the count and the buttons; empty while names are shown. @param {Board} board */
function paintPalette(board) {
  const { words } = board.data;
  const bar = one(board.root, '[data-part="palette"]');
  bar.hidden = board.mode === "rows";
  const shown = board.mode === "guess" ? pickMarkup(board) : doneMarkup(words);
  put(board.root, "palette", bar.hidden ? "" : shown);
  if (bar.hidden) return;
  const all = board.tiles.query.length;
  const done = board.tiles.query.filter((tile) => tile.named !== null);
  const right = done.filter((tile) => tile.named === tile.label).length;
  const sentence = board.mode === "guess" ? words.progress : done.length ? words.score : words.skipped;
  one(bar, ".progress").innerHTML = strong(fill(sentence, { named: done.length, all, right }));
  bar.querySelectorAll("[role=radio]").forEach((radio, i) => {
    radio.ariaChecked = String(i === board.brush);
    /** @type {HTMLElement} */ (radio).tabIndex = i === board.brush ? 0 : -1;
  });
}

/** @param {Board} board */
function pickMarkup({ data: { words, classes, way } }) {
  const radio = (/** @type {string} */ name, /** @type {number} */ i) =>
    `<button type="button" role="radio" draggable="true" data-pick="${i}" title="${escape(name)}"
      aria-label="${letterOf(i)}, ${escape(name)}">${badge(i)}${
      way > 6 ? "" : `<span>${escape(name)}</span>`
    }</button>`;
  return `<div class="palette"><p class="how" id="how">${escape(words.how)}</p>
    <div class="picks" role="radiogroup" aria-labelledby="how">${classes.map(radio).join("")}</div>
    <p class="progress"></p>
    <button type="button" class="primary" data-do="check">${escape(words.check)}</button></div>`;
}

/** @param {Record<string, string>} words */
const doneMarkup = (words) =>
  `<div class="palette done"><p class="progress"></p>
  <button type="button" class="primary" data-do="again">${escape(words.again)}</button>
  <button type="button" class="plain" data-do="rows">${escape(words.rows)}</button></div>`;

/**
 * Choose the class that the next click gives.
 * @param {Board} board
 * @param {number} label
 * @param {boolean} focus
 */
export function pick(board, label, focus = false) {
  board.brush = (label + board.data.way) % board.data.way;
  paintPalette(board);
  if (focus) one(board.root, `[data-pick="${board.brush}"]`).focus();
}

/** @param {Board} board */
export function check(board) {
  turn(board, "checked");
  one(board.root, "[role=status]").textContent = one(board.root, ".progress").textContent;
  one(board.root, '[data-do="again"]').focus({ preventScroll: true });
}
