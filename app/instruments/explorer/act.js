// @ts-check
// Keyboard, dragging and which tile an arrow key leads to.

import { closest } from "../../shared/web/dom.js";
import { askFew, check, nameTile, pick, turn } from "./guess.js";
import { hideTip } from "./tip.js";

/** @import { Board, Tile } from "./tiles.js" */

/** @param {Event} event @param {string} [within] */
const tileOf = (event, within = "") => /** @type {Tile | null} */ (closest(event, `${within} .tile`));

/** @param {Board} board @param {Event} event */
export function onClick(board, event) {
  const action = closest(event, "[data-do]")?.dataset.do;
  const chosen = closest(event, "[data-pick]");
  const tile = tileOf(event);
  if (chosen) pick(board, Number(chosen.dataset.pick));
  else if (tile) reach(board, tile), nameTile(board, tile, board.brush);
  else if (action === "check") check(board);
  else if (action === "again") turn(board, "guess");
  else if (action === "rows") turn(board, "rows");
  else if (action === "few") askFew(board);
  else if (action === "shuffle") turn(board, board.mode === "rows" ? "guess" : "rows");
}

/** @param {Board} board @param {KeyboardEvent} event */
export function onKey(board, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") return hideTip(board);
  const tile = tileOf(event);
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (closest(event, "[data-pick]") && step) pick(board, board.brush + step, true);
  else if (tile && (step || event.key === "Home" || event.key === "End")) {
    reach(board, neighbour(board, tile, event.key), true);
  } else if (tile && /^[a-zA-Z]$/.test(event.key)) {
    nameTile(board, tile, event.key.toUpperCase().charCodeAt(0) - 65);
  } else return;
  event.preventDefault();
}

/**
 * Make a tile the one that Tab reaches in its set.
 * @param {Board} board
 * @param {Tile} tile
 * @param {boolean} focus
 */
function reach(board, tile, focus = false) {
  for (const each of board.tiles[tile.set]) each.tabIndex = each === tile ? 0 : -1;
  if (focus) tile.focus();
}

/**
 * The tile that an arrow key leads to: the next in order, or the nearest on the line above or below.
 * @param {Board} board
 * @param {Tile} tile
 * @param {string} key
 */
function neighbour(board, tile, key) {
  const all = board.tiles[tile.set];
  const [last, place] = [all.length - 1, all.indexOf(tile)];
  const to = { Home: 0, End: last, ArrowRight: place + 1, ArrowLeft: place - 1 }[key];
  if (to !== undefined) return all[Math.min(Math.max(to, 0), last)];
  const here = tile.getBoundingClientRect();
  const away = (/** @type {Tile} */ other) => {
    const there = other.getBoundingClientRect();
    const down = (there.top - here.top) * (key === "ArrowDown" ? 1 : -1);
    return down > here.height / 2 ? down * 1000 + Math.abs(there.left - here.left) : Infinity;
  };
  const nearest = all.reduce((a, b) => away(b) < away(a) ? b : a);
  return away(nearest) === Infinity ? tile : nearest;
}

/** @param {Board} board @param {DragEvent} event */
export function onDrag(board, event) {
  const chosen = closest(event, "[data-pick]");
  if (!chosen) return;
  event.dataTransfer?.setData("text/plain", String(chosen.dataset.pick));
  pick(board, Number(chosen.dataset.pick));
}

/** @param {Board} board @param {DragEvent} event */
export function onDragOver(board, event) {
  if (board.mode === "guess" && tileOf(event, ".query")) event.preventDefault();
}

/** @param {Board} board @param {DragEvent} event */
export function onDrop(board, event) {
  const tile = tileOf(event, ".query");
  if (!tile || board.mode !== "guess") return;
  event.preventDefault();
  tile.named = null; // what is dropped counts, even if it is the class the tile had
  nameTile(board, tile, board.brush);
}
