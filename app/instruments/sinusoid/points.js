// @ts-check
// Placing, dragging and removing points, by pointer and by keys.

import { one } from "../../shared/web/dom.js";
import { ARROWS } from "../../shared/web/keys.js";
import { say } from "../../shared/web/text.js";
import { clamp } from "./parts.js";
import { valueAt } from "./picture.js";

/** @typedef {import("./sinusoid.js").Board} Board */

const KEY_STEP = 0.1;
const KEY_FAR = 5; // steps, with Shift
const REMOVING = ["Delete", "Backspace", "Enter", " "];
const SETTLE_MS = 180; // after the last key
const MOVED = 4; // px that make a press a drag
const FREE = [0, 1, -1, 2, -2, 3, -3, 4, -4]; // where a point by keys is put, the first with room
const ROOM = 0.5;

/**
 * A point within the plane, in hundredths, as the address holds it.
 * @param {number[]} point
 * @param {{ x: number, y: number }} bounds
 */
export const inside = ([x, y], { x: far, y: high }) =>
  [[x, far], [y, high]].map(([value, most]) => Math.round(100 * clamp(value, -most, most)) / 100 + 0);

/** Where on the x axis there is room for one more. @param {number[][]} points */
export const freePlace = (points) =>
  FREE.find((x) => !points.some((point) => Math.abs(point[0] - x) < ROOM)) ?? ROOM;

export class Points {
  /** @param {Board} board */
  constructor(board) {
    this.board = board;
    this.dragged = false; // did the last press of the pointer move a point?
    /** @type {{ index: number, point: Element, from: number[], moved: boolean } | null} */
    this.drag = null;
    const { root } = board;
    root.onpointerdown = (event) => this.onDown(event);
    root.onpointermove = (event) => this.onMove(event);
    root.onpointerup = root.onpointercancel = () => this.onUp();
    root.onkeydown = (event) => this.onKey(event);
  }

  /** @param {number[]} point @param {number | null} focus */
  add(point, focus = null) {
    const { board } = this;
    const { bounds, words } = board.data;
    if (board.points.length >= bounds.most) {
      one(board.root, "[data-part=said]").innerHTML = say(words.full, { most: bounds.most });
      return;
    }
    this.edited([...board.points, inside(point, bounds)], focus);
  }

  /** For those without a pointer: a new point on the axis where there is room, in focus. */
  addByKey() {
    this.add([freePlace(this.board.points), 0], this.board.points.length);
  }

  /** @param {number} index @param {number | null} focus */
  remove(index, focus = null) {
    this.edited(this.board.points.filter((_, i) => i !== index), focus);
  }

  /**
   * Show the points at once, and ask for their fits.
   * @param {number[][]} points
   * @param {number | null} focus
   */
  edited(points, focus) {
    clearTimeout(this.settling);
    this.board.place(points, focus);
    this.board.ask(points);
  }

  /** Where on the plane a pointer is. @param {MouseEvent} event */
  under({ clientX, clientY }) {
    const { data: { bounds }, at: s, size, root } = this.board;
    const box = one(root, "svg.plane").getBoundingClientRect();
    const scale = size.width / box.width;
    const [px, py] = [(clientX - box.left) * scale, (clientY - box.top) * scale];
    return [valueAt(px, s.left, s.right, bounds.x), valueAt(py, s.bottom, s.top, bounds.y)];
  }

  /** @param {PointerEvent} event */
  onDown(event) {
    this.dragged = false;
    const point = pointOf(event);
    if (!point || event.button) return;
    this.drag = {
      index: Number(point.dataset.point),
      point,
      from: [event.clientX, event.clientY],
      moved: false,
    };
    point.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  onMove(event) {
    const { drag, board } = this;
    if (!drag) return;
    drag.moved ||= Math.hypot(event.clientX - drag.from[0], event.clientY - drag.from[1]) > MOVED;
    if (!drag.moved) return;
    const [x, y] = inside(this.under(event), board.data.bounds);
    board.points = board.points.with(drag.index, [x, y]);
    board.waitsFor("drag");
    drag.point.setAttribute("transform", `translate(${board.at.x(x)} ${board.at.y(y)})`);
  }

  onUp() {
    const { drag } = this;
    this.drag = null;
    this.dragged = !!drag?.moved;
    if (drag?.moved) this.edited(this.board.points, drag.index);
  }

  /**
   * A click on a point takes it away, a click beside adds one; the click that ends a drag does neither.
   * @param {MouseEvent} event
   */
  onClick(event) {
    if (this.dragged) return;
    const point = pointOf(event);
    if (point) return this.remove(Number(point.dataset.point));
    const [x, y] = this.under(event);
    const { bounds } = this.board.data;
    if (Math.abs(x) <= bounds.x && Math.abs(y) <= bounds.y) this.add([x, y]);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const point = pointOf(event);
    if (!point) return;
    const index = Number(point.dataset.point);
    const move = ARROWS[event.key];
    if (!move && !REMOVING.includes(event.key)) return;
    event.preventDefault();
    if (!move) return this.remove(index, index);
    const { board } = this;
    const far = KEY_STEP * (event.shiftKey ? KEY_FAR : 1);
    const [x, y] = board.points[index];
    const moved = [x + far * move[0], y - far * move[1]];
    board.place(board.points.with(index, inside(moved, board.data.bounds)), index);
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.edited(board.points, index), SETTLE_MS);
  }
}

/** @param {Event} event @returns {SVGElement | null} */
const pointOf = ({ target }) => target instanceof Element ? target.closest("[data-point]") : null;
