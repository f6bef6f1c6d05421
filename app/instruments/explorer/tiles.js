// @ts-check
// The tiles of the board: their markup, their order in the rows, what is marked on them and said of them.

import { badge } from "../../shared/web/marks.js";
import { escape, fill, letterOf } from "../../shared/web/text.js";

/**
 * What the page sends, as BoardData in component.py says.
 * @typedef {object} Data
 * @property {string} task
 * @property {string} look changes whenever the board must be built anew
 * @property {number} seed
 * @property {number} way
 * @property {number} shot
 * @property {number} query
 * @property {string[]} classes
 * @property {string} support_sprite
 * @property {string} query_sprite
 * @property {[number, string][]} support_tiles of each image, the place of its collection in sources, its style
 * @property {[number, string][]} query_tiles
 * @property {string[]} sources
 * @property {number[]} query_labels the classes that the query set is of
 * @property {number} asked how many those were to be; 0: all
 * @property {number} shuffled which order the query images have; 0: by class
 * @property {boolean} seen whether the answers to the shuffled ones are shown
 * @property {string} named the visitor's checked answers, a letter or a dot for each query image by class
 * @property {Record<string, string>} words
 * @property {string} say
 * @property {string} count
 */

/** @typedef {"support" | "query"} SetName */
/**
 * @typedef {"rows" | "guess" | "checked"} Mode by class and named; shuffled and hidden; shuffled and answered
 */
/** @typedef {{ urls: string, columns: number, rows: number }} Sprite */
/**
 * @typedef {HTMLElement & { set: SetName, index: number, label: number, from: [number, string], at: string,
 *   named: number | null }} Tile index counts within its set by class; named is the class that the visitor gave it
 */
/**
 * @typedef {object} Board
 * @property {HTMLElement} root
 * @property {Data} data
 * @property {Data | null} asked the newest data, whose pictures may still be on their way
 * @property {Mode} mode
 * @property {number} shuffled
 * @property {number} shuffles how often this task was shuffled
 * @property {number} brush the class that the next click gives
 * @property {Tile | null} tip the tile that is enlarged
 * @property {boolean} small tiles are hard to make out
 * @property {Record<SetName, Sprite>} sprites
 * @property {Record<SetName, Tile[]>} tiles in the order they are shown
 * @property {import("../../shared/web/echo.js").Echo} echo
 * @property {(value: unknown) => void} send
 * @property {() => void} stop
 */

/** @type {SetName[]} */
export const SETS = ["support", "query"];

/** @param {Board} board @param {SetName} set */
const each = (board, set) => board.data[set === "support" ? "shot" : "query"];

/** The classes that a set holds images of. @param {Board} board @param {SetName} set */
const labels = ({ data }, set) => set === "query" ? data.query_labels : [...data.classes.keys()];

/** @param {Board} board @param {number} label */
const named = (board, label) => ({ letter: letterOf(label), name: board.data.classes[label] });

/** @param {Data} data */
export function boardMarkup(data) {
  const { words, classes } = data;
  const label = (/** @type {string} */ name, /** @type {number} */ i) =>
    `<li data-label="${i}">${badge(i)}<b>${escape(name)}</b></li>`;
  return `<div class="all"><div class="sets">
    <div class="labels"><div class="head"><h2>${escape(words.classes)}</h2></div>
      <ul>${classes.map(label).join("")}</ul></div>
    ${SETS.map((set) => setMarkup(data, set)).join("")}</div>
    <div class="foot"><p class="say"></p><div><p class="count"></p>
    ${fewMarkup(data)}</div></div></div><div data-part="palette"></div>
    <div class="tip" hidden></div><p class="unseen" role="status"></p>`;
}

/** The switch between a query set of all classes and one of few. @param {Data} data */
const fewMarkup = ({ words, way, asked }) =>
  way > 2
    ? `<button type="button" class="plain" data-do="few">${
      escape(words[asked ? "ask_all" : "ask_few"])
    }</button>`
    : "";

/** @param {Data} data @param {SetName} set */
function setMarkup({ words, classes }, set) {
  const row = (/** @type {string} */ name, /** @type {number} */ i) =>
    `<div class="row"><span class="own">${badge(i)}<b>${
      escape(name)
    }</b></span><div class="tiles"></div></div>`;
  const button = set === "query" ? `<button type="button" class="plain" data-do="shuffle"></button>` : "";
  return `<section class="set ${set}" aria-label="${escape(words[set])}">
    <div class="head"><h2>${escape(words[set])}</h2><small>${
    escape(words[`${set}_count`])
  }</small>${button}</div>
    <div class="frame" role="group" aria-label="${escape(words[set])}. ${escape(words.keys)}">
      ${classes.map(row).join("")}</div></section>`;
}

/**
 * One node a tile, made once a task: shuffling moves them, naming repaints their corner.
 * @param {Board} board
 * @param {SetName} set
 * @returns {Tile[]}
 */
export function makeTiles(board, set) {
  const { columns, rows, urls } = board.sprites[set];
  const section = /** @type {HTMLElement} */ (board.root.querySelector(`.set.${set}`));
  section.style.setProperty("--sprite", `url("${urls}")`);
  section.style.setProperty("--sheet", `${columns * 100}% ${rows * 100}%`);
  return board.data[`${set}_tiles`].map((from, index) => {
    const node = document.createElement(set === "query" ? "button" : "div");
    node.className = "tile";
    if (node instanceof HTMLButtonElement) node.type = "button";
    else node.setAttribute("role", "img");
    const [x, y] = [index % columns, Math.floor(index / columns)];
    const at = `${(x / Math.max(1, columns - 1)) * 100}% ${(y / Math.max(1, rows - 1)) * 100}%`;
    node.innerHTML = `<i style="background-position:${at}"></i><em></em>`;
    const label = labels(board, set)[Math.floor(index / each(board, set))];
    return Object.assign(node, { set, index, label, from, at, named: null });
  });
}

/**
 * Lay the tiles into the rows in the board's order, and let Tab reach one tile of each set.
 * @param {Board} board
 */
export function place(board) {
  for (const set of SETS) {
    const [tiles, count] = [board.tiles[set], each(board, set)];
    board.root.querySelectorAll(`.${set} .tiles`).forEach((line, i) => {
      const row = board.mode === "rows" ? labels(board, set).indexOf(i) : i;
      line.replaceChildren(...(row < 0 ? [] : tiles.slice(row * count, (row + 1) * count)));
    });
    tiles.forEach((tile, i) => tile.tabIndex = i ? -1 : 0);
  }
}

/**
 * Where a drawing comes from: the collection or font, its licence, its style.
 * @param {Board} board
 * @param {Tile} tile
 */
export function source(board, { from: [place, style] }) {
  return [board.data.sources[place], board.data.words[`style_${style}`]].filter(Boolean).join(" · ");
}

/** "truth" is for a tile that was not named. @param {Tile} tile */
const verdict = (tile) => (tile.named === null ? "truth" : tile.named === tile.label ? "right" : "wrong");

/**
 * What a screen reader says of a tile; no class name while the names are hidden.
 * @param {Board} board
 * @param {Tile} tile
 */
function describe(board, tile) {
  const { words } = board.data;
  const number = board.tiles[tile.set].indexOf(tile) + 1;
  const values = { set: words[tile.set], number, source: source(board, tile), ...named(board, tile.label) };
  if (tile.set === "support" || board.mode === "rows") return fill(words.tile, values);
  const guess = tile.named === null ? words.unnamed : fill(words.named_as, named(board, tile.named));
  const truth = board.mode === "checked" ? ` ${fill(words[verdict(tile)], named(board, tile.label))}` : "";
  return fill(words.hidden_tile, { ...values, guess: guess + truth });
}

/** Mark in a tile's corner what is known of it. @param {Board} board @param {Tile} tile */
export function paint(board, tile) {
  const open = tile.set === "support" || board.mode === "rows";
  const state = open ? "" : board.mode === "checked" ? verdict(tile) : tile.named === null ? "open" : "named";
  tile.dataset.state = state;
  const corner = /** @type {HTMLElement} */ (tile.lastElementChild);
  const mark = state === "right" ? "<s>✓</s>" : state === "wrong" ? "<s>✕</s>" : "";
  const label = state === "named" ? tile.named ?? 0 : tile.label;
  corner.innerHTML = !state ? "" : state === "open" ? "<u>?</u>" : mark + badge(label);
  tile.setAttribute("aria-label", describe(board, tile));
}
