// @ts-check
// What stands around the sets and the answers: the paper with its tools, what is drawn, files.

import { paperMarkup } from "../../shared/drawings/paper.js";
import { onStrip } from "../../shared/web/strip.js";
import { escape } from "../../shared/web/text.js";
import { planeMarkup } from "./plane.js";

/** @import { Data } from "./types.js" */

const KINDS = /** @type {const} */ (["query", "support", "both"]);

/** The board without what changes in it. @param {Record<string, string>} words */
export const frameMarkup = (words) =>
  `<div class="left"><div data-part="mine"></div><h2 data-part="slot"></h2>
      ${paperMarkup(words.paper, "draw-keys")}
      <div class="tools"><button type="button" data-do="undo">${
    escape(words.undo)
  }</button><button type="button"
        data-do="clear">${escape(words.clear)}</button><button type="button" class="go" data-do="next">${
    escape(words.next)
  }</button></div><p class="note" id="draw-keys">${escape(words.keys)}</p></div>
      <div class="right"><div class="sets"><section class="set support" data-part="support"></section>
      <section class="set query" data-part="query"></section></div><p class="told" role="status" data-part="told"></p>
      <section data-part="answers"></section><section class="plane">${
    planeMarkup(words)
  }</section><div class="below"><div data-part="view"></div><div class="file">
      <button type="button" data-do="save">${escape(words.save)}</button><label class="load">${
    escape(words.load)
  }<input type="file" accept=".json,application/json"></label></div></div><p class="note" data-part="kept"></p>
      <div data-part="table"></div></div>`;

/** The question what the visitor draws. @param {Data} data */
export const mineMarkup = ({ mine, words }) =>
  `<fieldset><legend>${escape(words.mine)}</legend>${
    KINDS.map((kind) =>
      `<button type="button" data-mine="${kind}" data-key="m${kind}" aria-pressed="${kind === mine}">${
        escape(words[`mine_${kind}`])
      }</button>`
    ).join("")
  }</fieldset>`;

/** What the learners see of the drawing in a slot. @param {Data} data @param {string} slot */
export function viewMarkup({ words, seen, view }, slot) {
  const place = seen.indexOf(slot);
  if (place < 0) return "";
  return `<figure><i class="view" role="img" aria-label="${
    escape(words.view)
  }" style="background-image:url('${escape(view)}');${onStrip(place, seen.length)}"></i><figcaption>${
    escape(words.view)
  }</figcaption></figure>`;
}
