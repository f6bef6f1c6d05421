// @ts-check
// What stands around the sets and the answers: the picture with its tools, the example, what is kept.

import { onStrip } from "../../shared/web/strip.js";
import { escape, listed } from "../../shared/web/text.js";
import { NEAREST } from "./picture.js";

/** @import { Data } from "./types.js" */

const SHOWN = 6; // drawings of the example

/** @param {string} name @param {string} label @param {string} more */
const tool = (name, label, more = "") =>
  `<button type="button" data-do="${name}" data-key="${name}" ${more}>${escape(label)}</button>`;

/** The board without what changes in it. @param {Record<string, string>} words @param {boolean} live */
export const frameMarkup = (words, live) =>
  `<div class="input"><div class="tools">${
    live
      ? `<span data-part="camera"></span>`
      : `<label>${escape(words.phone)}<input type="file" accept="image/*" capture="environment"></label>`
  }<label>${escape(words.files)}<input type="file" accept="image/*" multiple></label></div>
  <h2 data-part="slot"></h2><div class="stage" tabindex="0" role="application" aria-label="${
    escape(words.stage)
  }" aria-describedby="photo-keys"><video muted playsinline></video>
    <canvas width="384" height="384" aria-hidden="true"></canvas><p>${escape(words.hint)}</p></div>
  <div class="tools">${tool("take", words.take, 'class="go"')}<label class="zoom">${
    escape(words.zoom)
  }<input type="range" min="1" max="${NEAREST}" step="0.05" data-do="zoom"></label>${
    tool("turn", words.turn)
  }${tool("remove", words.remove)}${tool("next", words.next)}</div><p class="note" id="photo-keys">${
    escape(words.keys)
  }</p>
  <div data-part="view"></div></div>
  <div class="output"><div class="sets"><section class="set support" data-part="support"></section>
  <section class="set query" data-part="query"></section></div><p class="told" role="status" data-part="told"></p>
  <div data-part="example"></div></div>
  <div class="answered"><section data-part="answers"></section><p class="note">${escape(words.kept)}</p>
  <div class="tools">${tool("clear", words.clear)}</div></div>`;

/** The camera's switch. @param {boolean} on @param {Record<string, string>} words */
export const cameraMarkup = (on, words) => tool("camera", on ? words.camera_off : words.camera);

/** What can fill an empty board. @param {Data} data */
export function exampleMarkup({ example, way, shot, words }) {
  if (!example) return "";
  const count = way * shot + example.labels.length;
  const tiles = Array.from(
    { length: Math.min(SHOWN, count) },
    (_, i) =>
      `<i class="tile" style="background-image:url('${escape(example.strip)}');${onStrip(i, count)}"></i>`,
  );
  return `<div class="example"><p>${escape(words.example)}</p><span class="tiles" role="img" aria-label="${
    escape(listed(example.names))
  }">${tiles.join("")}</span>${tool("example", words.use_example, 'class="go"')}</div>`;
}
