// @ts-check
// A component acts at once and sends what it did; what comes back from the server then is no news to it.

import { WentBack } from "./went_back.js";

/**
 * Tells what comes back of what a component sent from what changed elsewhere: by the browser's Back, by a link.
 */
export class Echo {
  /** @type {string[]} what was sent and has not come back */
  #waiting = [];
  #known = "";
  #back = new WentBack();

  /** Remember what is sent now. @param {unknown} value */
  sent(value) {
    this.#waiting.push(JSON.stringify(value));
  }

  /** True if this value, which came with new data, was not sent from here. @param {unknown} value */
  isNews(value) {
    if (this.#back.sinceAsked()) {
      this.#waiting = []; // what was sent before may never come back
      this.#known = ""; // and the value from before it is news
    }
    const text = JSON.stringify(value);
    const place = this.#waiting.indexOf(text);
    this.#waiting.splice(0, place + 1); // several that were sent in a row may come back as one, the last
    const news = place < 0 && text !== this.#known;
    this.#known = text;
    return news;
  }
}
