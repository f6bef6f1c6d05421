// @ts-check
// The one line back to the page: where the visitor is, at rest only. Each message has a number; the page hands
// the last number that it heard back with its data, so that an old echo is never taken for news.

import { WentBack } from "../../shared/web/went_back.js";

/** @import { Place } from "./types.js" */

const SOON = 700; // ms of rest before a step by hand is told
const INSIST = 2; // times that the same place is told again

/** The same place, whenever it was told? @param {Place} a @param {Place} b */
const same = (a, b) => sign(a) === sign(b);

/** @param {Place} place */
const sign = ({ learner, frame, level, companion, code }) =>
  [learner, frame, level, companion, code].join(" ");

export class LineHome {
  #turn = 0;
  #told = "";
  #insisted = 0;
  #back = new WentBack(); // after it the next word of the page counts
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {() => Omit<Place, "turn">} where */
  constructor(where) {
    this.where = where;
    /** @type {(place: Place) => void} */
    this.send = () => {};
  }

  /** The page has opened at this place. @param {Place} place */
  begin(place) {
    this.#turn = Math.max(this.#turn, place.turn);
    this.#told = sign(place);
  }

  /** Tell the page where we are, if it does not know. */
  tell() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const place = { ...this.where(), turn: this.#turn + 1 };
    if (sign(place) === this.#told) return;
    this.#turn = place.turn;
    this.#told = sign(place);
    this.send(place);
  }

  tellSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.tell(), SOON);
  }

  /**
   * Hear where the page thinks that we are; true: go there, since the visitor went back or forward. Where two
   * requests overtook one another and the page holds something else, it is told again.
   * @param {Place} place
   */
  hear(place) {
    if (place.turn !== this.#turn || this.#timer !== undefined) return false;
    const here = { ...this.where(), turn: this.#turn };
    const [agreed, left] = [same(place, here), this.#back.sinceAsked()];
    if (agreed) this.#insisted = 0;
    if (agreed || left) {
      this.#told = sign(place);
      return !agreed;
    }
    if (this.#insisted++ < INSIST) {
      this.#told = "";
      this.tell();
    }
    return false;
  }

  close() {
    clearTimeout(this.#timer);
  }
}
