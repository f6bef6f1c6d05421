// @ts-check
// The drawing that is being made on this phone: kept in its browser until it is sent, also over a reload.

import { Hand } from "../../shared/drawings/hand.js";
import { fits, inkMarkup, isDrawing } from "../../shared/drawings/strokes.js";
import { put } from "../../shared/web/dom.js";
import { Kept } from "../../shared/web/kept.js";
import { escape } from "../../shared/web/text.js";
import { toolsMarkup } from "./asked.js";

/** @import { Stroke } from "../../shared/drawings/strokes.js" */
/** @typedef {{ key: string, strokes: Stroke[] }} Sketch of a room, an activity and a round */

/** Was this written by us? @param {any} found @returns {found is Sketch} */
export const isSketch = (found) => typeof found?.key === "string" && isDrawing(found.strokes);

export class Pad {
  /** @param {HTMLElement} root @param {Record<string, string>} words */
  constructor(root, words) {
    this.root = root;
    this.words = words;
    this.key = "";
    /** @type {Kept<Sketch>} */
    this.kept = new Kept("fewshot-sketch", isSketch, { key: "", strokes: [] });
    /** @type {SVGElement | null} */
    this.paper = null;
  }

  /** What is drawn so far. */
  get strokes() {
    const { key, strokes } = this.kept.read();
    return key === this.key ? strokes : [];
  }

  /** Take over the paper that the page shows now, if it shows one. @param {string} key of what is drawn */
  show(key) {
    const paper = /** @type {SVGElement | null} */ (this.root.querySelector(".paper"));
    if (paper && paper !== this.paper) {
      this.hand = new Hand(paper, (stroke) => this.add(stroke));
      paper.onkeydown = (event) => this.onKey(event);
    }
    Object.assign(this, { paper, key });
    if (paper) this.draw("");
  }

  /** @param {string} trouble */
  draw(trouble) {
    const { strokes, root } = this;
    put(root, "ink", inkMarkup(strokes));
    put(
      root,
      "tools",
      toolsMarkup(this.words, strokes.length) + (trouble && `<p class="trouble">${escape(trouble)}</p>`),
    );
  }

  /** A stroke is done. @param {Stroke} stroke */
  add(stroke) {
    const room = fits(this.strokes, stroke);
    if (room) this.kept.write({ key: this.key, strokes: [...this.strokes, stroke] });
    this.draw(room ? "" : this.words["drawing.full"]);
  }

  /** Take the last strokes back: one, or all. @param {number} many */
  undo(many) {
    this.hand?.drop();
    this.kept.write({ key: this.key, strokes: this.strokes.slice(0, -many) });
    this.draw("");
  }

  forget() {
    this.kept.write({ key: "", strokes: [] });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key === "Backspace") this.undo(1);
    else if (!this.hand?.key(event)) return;
    event.preventDefault();
  }
}
