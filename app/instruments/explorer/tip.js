// @ts-check
// What a glance at a tile tells: the drawing enlarged, its class, its set, its source.

import { one } from "../../shared/web/dom.js";
import { badge } from "../../shared/web/marks.js";
import { escape } from "../../shared/web/text.js";
import { source } from "./tiles.js";

/** @import { Board, Tile } from "./tiles.js" */

/**
 * Show or hide the tip, light up the class among the labels, and tell the key which set is looked at.
 * @param {Board} board
 * @param {EventTarget | null} target
 * @param {string} kind the event's
 */
export function glance(board, target, kind) {
  const node = target instanceof Element ? target : null;
  const tile = /** @type {Tile | null} */ (node?.closest(".tile") ?? null);
  if (kind === "pointerover" && !tile && board.tip?.matches(":focus-visible")) return;
  const set = node?.closest(".set")?.classList[1] ?? null;
  globalThis.dispatchEvent(new CustomEvent("fewshot-set", { detail: set }));
  const lit = tile && (tile.set === "support" || board.mode === "rows") ? tile.label : -1;
  board.root.querySelectorAll(".labels li").forEach((item, i) => item.classList.toggle("lit", i === lit));
  if (tile && (board.small || board.mode !== "guess" || tile.set === "support")) showTip(board, tile);
  else hideTip(board);
}

/** @param {Board} board @param {Tile} tile */
export function showTip(board, tile) {
  const tip = one(board.root, ".tip");
  const { words, classes } = board.data;
  const hidden = tile.set === "query" && board.mode === "guess";
  const label = hidden ? tile.named : tile.label;
  const name = label === null
    ? `<b>${escape(words.unnamed)}</b>`
    : `${badge(label)}<b>${escape(classes[label])}</b>`;
  tip.innerHTML = `<span class="large"><i style="background-position:${tile.at}"></i></span>
    <p class="name">${name}</p><p class="${tile.set}">${escape(words[tile.set])}</p>
    <small>${escape(source(board, tile))}</small>`;
  const section = one(board.root, `.set.${tile.set}`);
  for (const property of ["--sprite", "--sheet"]) {
    tip.style.setProperty(property, section.style.getPropertyValue(property));
  }
  tip.hidden = false;
  board.tip = tile;
  const [box, at] = [board.root.getBoundingClientRect(), tile.getBoundingClientRect()];
  const middle = at.left + at.width / 2 - tip.offsetWidth / 2;
  const left = Math.min(Math.max(middle, box.left), box.right - tip.offsetWidth);
  const above = at.top - tip.offsetHeight - 8;
  const top = above > 8 ? above : at.bottom + 8;
  tip.style.translate = `${Math.round(left - box.left)}px ${Math.round(top - box.top)}px`;
}

/** @param {Board} board */
export function hideTip(board) {
  const tip = /** @type {HTMLElement | null} */ (board.root.querySelector(".tip"));
  if (tip) tip.hidden = true;
  board.tip = null;
}
