// @ts-check
// The picture at work: dragged, enlarged and turned, by pointer or by keys.

import { one } from "../../shared/web/dom.js";
import { ARROWS } from "../../shared/web/keys.js";
import { moved, paint, turned, turnedCrop, zoomed } from "./picture.js";

/** @import { Crop } from "./picture.js" */
/** @import { Held } from "./tray.js" */

const [STEP, LARGER] = [0.04, 1.1]; // of an arrow, in shares of the square; of a plus

export class Stage {
  /**
   * @param {HTMLElement} root
   * @param {() => void} changed the picture is seen otherwise
   * @param {() => void} remove
   */
  constructor(root, changed, remove) {
    this.root = root;
    this.changed = changed;
    this.remove = remove;
    /** @type {Held | undefined} */
    this.held = undefined;
    /** @type {number[] | null} where the picture is held while it is dragged */
    this.grip = null;
    root.onpointerdown = (event) => this.grab(event);
    root.onpointermove = (event) => this.drag(event);
    root.onpointerup = root.onpointercancel = () => Object.assign(this, { grip: null });
    root.onkeydown = (event) => this.key(event);
  }

  /** @param {Held | undefined} held */
  show(held) {
    this.held = held;
    if (held) paint(/** @type {any} */ (one(this.root, "canvas")), held.picture, held.crop);
  }

  /** Another crop of the same picture. @param {(held: Held) => Crop} crop */
  crop(crop) {
    if (!this.held) return;
    this.held.crop = crop(this.held);
    this.changed();
  }

  /** @param {number} zoom */
  zoom(zoom) {
    this.crop(({ crop }) => zoomed(crop, zoom));
  }

  turn() {
    if (!this.held) return;
    this.held.picture = turned(this.held.picture);
    this.crop(({ crop }) => turnedCrop(crop));
  }

  /** @param {number} right @param {number} down */
  move(right, down) {
    this.crop(({ picture, crop }) => moved(picture, crop, right, down));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { key } = event;
    if (!this.held || event.ctrlKey || event.metaKey || event.altKey) return;
    if (ARROWS[key]) this.move(STEP * ARROWS[key][0], STEP * ARROWS[key][1]);
    else if (key === "+" || key === "=") this.zoom(this.held.crop.zoom * LARGER);
    else if (key === "-") this.zoom(this.held.crop.zoom / LARGER);
    else if (key.toLowerCase() === "r") this.turn();
    else if (key === "Delete" || key === "Backspace") this.remove();
    else return;
    event.preventDefault();
  }

  /** @param {PointerEvent} event */
  grab(event) {
    if (event.button || !event.isPrimary || !this.held) return;
    this.root.setPointerCapture(event.pointerId);
    this.grip = [event.clientX, event.clientY];
  }

  /** @param {PointerEvent} event */
  drag({ clientX, clientY, isPrimary }) {
    if (!this.grip || !isPrimary) return;
    const [right, down] = [clientX - this.grip[0], clientY - this.grip[1]];
    this.grip = [clientX, clientY];
    this.move(right / this.root.clientWidth, down / this.root.clientWidth);
  }
}
