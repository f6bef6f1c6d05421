// @ts-check
// The pictures of this page by their slots: what can be cropped anew, what slots show, what was sent.

import { middle, sendable } from "./picture.js";

/** @import { Data } from "./types.js" */
/** @import { Crop } from "./picture.js" */
/** @typedef {{ picture: HTMLCanvasElement, crop: Crop }} Held a picture that can be cropped anew */
/** @typedef {Record<string, string | null>} Photos data URLs by slot; null: the slot is emptied */

export class Tray {
  /** @param {(message: { sent: number, photos: Photos }) => void} send */
  constructor(send) {
    this.send = send;
    /** @type {Record<string, Held>} */
    this.held = {};
    /** @type {Photos} what slots show, whatever the server has told so far */
    this.urls = {};
    /** @type {Photos} what was sent and is not confirmed */
    this.pending = {};
    this.sent = 0;
  }

  /** Is something on its way to the server? */
  get waiting() {
    return Object.keys(this.pending).length > 0;
  }

  /** Send changes, with all that is not confirmed yet: one message may overtake another. @param {Photos} photos */
  tell(photos) {
    Object.assign(this.urls, photos);
    Object.assign(this.pending, photos);
    this.sent += 1;
    this.send({ sent: this.sent, photos: this.pending });
  }

  /** What the server holds. What was sent to it and is not there has been refused. @param {Data} data */
  hear({ sent, seen, pictured, asked }) {
    if (!this.sent) {
      if (pictured !== asked.length) this.tell({});
    } else if (sent === this.sent) {
      this.pending = {};
      for (const slot of Object.keys(this.urls).filter((each) => !seen.includes(each))) this.forget(slot);
    } else if (sent < this.sent && !this.waiting) this.tell({ ...this.urls }); // a new visit, which knows none
  }

  /**
   * Put a picture into a slot; it is shown at once, and to be sent.
   * @param {string} slot
   * @param {HTMLCanvasElement} picture
   */
  lay(slot, picture) {
    this.held[slot] = { picture, crop: middle() };
    return this.urls[slot] = sendable(picture, middle());
  }

  /** Send the crop of a slot's picture, if it is the same one still. @param {string} slot @param {Held} held */
  tellCrop(slot, held) {
    if (this.held[slot] === held) this.tell({ [slot]: sendable(held.picture, held.crop) });
  }

  /** Empty some slots. @param {string[]} slots */
  remove(slots) {
    for (const slot of slots) delete this.held[slot];
    this.tell(Object.fromEntries(slots.map((slot) => [slot, null])));
  }

  /** @param {string} slot */
  forget(slot) {
    delete this.urls[slot];
    delete this.held[slot];
  }
}
