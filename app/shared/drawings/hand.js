// @ts-check
// The hand on the paper: a stroke by mouse, pen or finger, or by keys, with a pen that arrows move.

import { one } from "../web/dom.js";
import { ARROWS } from "../web/keys.js";
import { pathOf, SIDE, smooth } from "./strokes.js";

/** @import { Stroke } from "./strokes.js" */

const [STEP, LEAP] = [6, 24]; // units that an arrow moves the pen, and with Shift

export class Hand {
  /**
   * @param {SVGElement} paper
   * @param {(stroke: Stroke) => void} done
   */
  constructor(paper, done) {
    this.paper = paper;
    this.done = done;
    /** @type {Stroke | null} the stroke that is being drawn */
    this.stroke = null;
    this.pen = [SIDE / 2, SIDE / 2];
    paper.onpointerdown = (event) => this.begin(event);
    paper.onpointermove = (event) => this.move(event);
    paper.onpointerup = () => this.end();
    paper.onpointercancel = () => this.drop();
    paper.onblur = () => this.end();
  }

  /** @param {PointerEvent} event */
  begin(event) {
    if (event.button || !event.isPrimary) return;
    this.paper.setPointerCapture(event.pointerId);
    this.stroke = this.at(event);
    this.show();
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (!this.stroke || !event.isPrimary || !event.buttons) return;
    const all = event.getCoalescedEvents?.() ?? [];
    for (const each of all.length ? all : [event]) this.stroke.push(...this.at(each));
    this.show();
  }

  /** Where on the paper a pointer is. @param {PointerEvent} event @returns {Stroke} */
  at({ clientX, clientY }) {
    const box = this.paper.getBoundingClientRect();
    const place = [(clientX - box.left) / box.width, (clientY - box.top) / box.height];
    return place.map((share) => Math.min(Math.max(share, 0), 1) * SIDE);
  }

  end() {
    const drawn = this.stroke;
    this.drop();
    if (drawn) this.done(smooth(drawn));
  }

  drop() {
    this.stroke = null;
    this.show();
  }

  /**
   * Arrows move the pen, Space puts it down and lifts it; true if the key was one of these.
   * @param {KeyboardEvent} event
   */
  key({ key, shiftKey }) {
    const way = ARROWS[key];
    if (key === " ") {
      if (this.stroke) this.end();
      else this.stroke = [...this.pen];
    } else if (key === "Escape" && this.stroke) this.end();
    else if (way) {
      const far = shiftKey ? LEAP : STEP;
      this.pen = this.pen.map((value, i) => Math.min(Math.max(value + far * way[i], 0), SIDE));
      this.stroke?.push(...this.pen);
    } else return false;
    this.show();
    return true;
  }

  show() {
    one(this.paper, ".live").setAttribute("d", this.stroke ? pathOf(this.stroke) : "");
    const pen = one(this.paper, ".pen");
    pen.setAttribute("transform", `translate(${this.pen.join(" ")})`);
    pen.classList.toggle("down", this.stroke !== null);
  }
}
