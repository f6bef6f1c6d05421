// @ts-check
// The images of one task: a row for each class, the support set and the query set in their frames, and on
// each image whether the network names it rightly.

import { badge } from "../../shared/web/marks.js";
import { onStrip } from "../../shared/web/strip.js";
import { escape, fill, letterOf, say } from "../../shared/web/text.js";

/**
 * The answers to both sets after each step looked at, as FittingData in component.py says.
 * @typedef {object} Fitting
 * @property {number[]} steps
 * @property {number[][]} support the class said of each image, by step
 * @property {number[][]} query
 * @property {number[]} support_right how many are right, by step
 * @property {number[]} query_right
 */

/**
 * What the page sends, as BoardData in component.py says.
 * @typedef {object} Data
 * @property {string} task
 * @property {string} look changes whenever the page must be built anew
 * @property {string[]} classes
 * @property {{ count: number, strip: string }} support
 * @property {{ count: number, strip: string }} query
 * @property {Fitting | null} fitting null until the training is done
 * @property {string} note why the training failed
 * @property {number} image the query image chosen on another page; -1: none
 * @property {number} at the place in steps that the address asks for
 * @property {string | null} guess
 * @property {import("../../shared/web/guess_card.js").Who} who
 * @property {import("../../shared/web/marks.js").Learner & { right: number | null, note: string }} learner
 * @property {{ id: string, name: string }[]} learners
 * @property {string[]} verdict
 * @property {Record<string, string>} words
 */

/** @typedef {"support" | "query"} SetName */
/**
 * @typedef {{ side: number, support: number, query: number, lines: number }} Place side of a tile in px, columns
 */

/** @type {SetName[]} */
export const SETS = ["support", "query"];
const GAP = 4; // px between tiles
const TINY = 34; // px; a mark would hide the drawing of a smaller tile

/**
 * Side of a tile and columns of each set: all rows within width and height, a class on one line if that can be read.
 * @param {{ way: number, shot: number, query: number }} form
 * @param {number} width
 * @param {number} height
 * @param {boolean} narrow
 * @returns {Place}
 */
export function layout({ way, shot, query }, width, height, narrow) {
  const room = width - (narrow ? 64 : 124) - 68;
  const places = Array.from({ length: 20 }, (_, i) => place(56 - 2 * i, shot, query, room))
    .filter((found) => found !== null);
  const fits = places.filter((p) => way * (p.lines * (p.side + GAP) + GAP) <= height);
  const readable = fits.find((p) => p.lines === 1 && p.side >= (narrow ? 28 : TINY));
  return readable ?? fits[0] ?? places[places.length - 1];
}

/**
 * The columns that take the fewest lines with tiles of this side; null where there is no room for both sets.
 * @param {number} side
 * @param {number} shot
 * @param {number} query
 * @param {number} room
 * @returns {Place | null}
 */
function place(side, shot, query, room) {
  const columns = Math.floor(room / (side + GAP));
  /** @type {Place | null} */
  let best = null;
  for (let support = 1; support <= shot && support < columns; support++) {
    const rest = Math.min(query, columns - support);
    const lines = Math.max(Math.ceil(shot / support), Math.ceil(query / rest));
    if (!best || lines < best.lines) best = { side, support, query: rest, lines };
  }
  return best;
}

/** @param {Data} data @param {Place} at */
export function imagesMarkup(data, at) {
  const { classes, words } = data;
  const heads = SETS.map((set) =>
    `<header class="${set}"><h2>${escape(words[set])}</h2>
    <small>${say(words[`${set}_count`], { count: data[set].count })}</small></header>`
  );
  const frames = SETS.map((set) =>
    `<i class="frame ${set}" style="grid-row:2 / span ${classes.length}"></i>`
  );
  const rows = classes.map((name, label) =>
    `<div class="name" style="grid-row:${label + 2}">${badge(label)}<b>${escape(name)}</b></div>` +
    SETS.map((set) => tilesMarkup(data, set, label, at[set])).join("")
  );
  return `<div class="sets ${at.side < TINY ? "tiny" : ""}" style="--t:${at.side}px"><span></span>
    ${heads.join("")}${frames.join("")}${rows.join("")}</div>`;
}

/** @param {Data} data @param {SetName} set @param {number} label @param {number} columns */
function tilesMarkup(data, set, label, columns) {
  const count = data[set].count;
  const each = count / data.classes.length;
  const tiles = Array.from({ length: each }, (_, k) => {
    const index = label * each + k;
    return `<span class="tile" role="img" data-index="${index}"><i style="${
      onStrip(index, count)
    }"></i><s></s>
      <em></em></span>`;
  });
  return `<div class="tiles ${set}" style="grid-row:${label + 2};--columns:${columns}">${
    tiles.join("")
  }</div>`;
}

/** Every tile with its set and the class it is of. @param {ParentNode} root @param {Data} data */
function tilesOf(root, data) {
  return SETS.flatMap((set) => {
    /** @type {NodeListOf<HTMLElement>} */
    const found = root.querySelectorAll(`.tiles.${set} .tile`);
    return [...found].map((tile) => {
      const index = Number(tile.dataset.index);
      return { tile, set, index, truth: Math.floor((index * data.classes.length) / data[set].count) };
    });
  });
}

/**
 * Name the images by their classes, before anything was answered.
 * @param {ParentNode} root
 * @param {Data} data
 */
export function nameTiles(root, data) {
  for (const { tile, truth } of tilesOf(root, data)) tile.setAttribute("aria-label", data.classes[truth]);
}

/**
 * Mark what the network says after a step.
 * @param {ParentNode} root
 * @param {Data} data
 * @param {Fitting} fitting
 * @param {number} at
 */
export function markTiles(root, data, fitting, at) {
  const { classes, words } = data;
  for (const { tile, set, index, truth } of tilesOf(root, data)) {
    const label = fitting[set][at][index];
    const right = label === truth;
    const [, mark, wrong] = tile.children;
    const verdict = right ? "right" : "wrong";
    const values = { name: classes[truth], letter: letterOf(label), said: classes[label] };
    tile.dataset.state = verdict;
    mark.textContent = right ? "✓" : "✕";
    wrong.innerHTML = right ? "" : badge(label);
    tile.setAttribute("aria-label", fill(words.tile, { ...values, verdict: words[verdict] }));
  }
}
