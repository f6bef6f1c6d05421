// @ts-check
// The task against the clock: one query image at a time, and the classes to choose from.
// Time runs from the frame after the one that painted the image to the key or touch: the server has no part in it.

import { one } from "../../shared/web/dom.js";
import { badge } from "../../shared/web/marks.js";
import { onStrip } from "../../shared/web/strip.js";
import { decimal, escape, fill, letterOf } from "../../shared/web/text.js";
import { labelOf } from "./score.js";

/** @import { Data, Task } from "./types.js" */

const EARLIEST = 120; // ms after the image within which nobody can have seen it: the second half of a double click
const TICK = 100; // ms

/** @param {Data & { task: Task }} data */
function playMarkup({ task, way, shot, words, names }) {
  const picks = task.classes.map((name, label) => {
    const tiles = Array.from(
      { length: shot },
      (_, i) => `<i class="tile support" style="${onStrip(label * shot + i, way * shot)}"></i>`,
    );
    const said = fill(names ? words.class_named : words.class, { letter: letterOf(label), name });
    return `<button type="button" class="pick" data-label="${label}" aria-label="${escape(said)}">
      <span class="which">${badge(label)}${names ? escape(name) : ""}</span>
      <span class="tiles">${tiles.join("")}</span></button>`;
  });
  const few = way <= 6;
  const size = shot > 1 ? (few ? "rows" : "tiny") : few ? "large" : "small";
  return `<div class="asked" role="group" aria-label="${escape(words.query)}" tabindex="-1">
      <h2>${escape(words.query)}</h2><i class="tile query" role="img"></i>
      <p class="place"></p><p class="clock" aria-hidden="true"></p>
      <p class="judged" role="status"></p></div>
    <div class="picks ${size}" role="group" aria-label="${escape(words.support)}">${picks.join("")}</div>`;
}

/** One task as it is played. */
export class Play {
  /** @type {number[]} */
  said = [];
  milliseconds = 0;
  #shown = Infinity;
  #pressed = NaN;
  /** @type {ReturnType<typeof setInterval>} */
  #timer;

  /**
   * Its images must have been decoded.
   * @param {HTMLElement} part what it is drawn into
   * @param {Data & { task: Task }} data
   * @param {(play: Play) => void} done
   */
  constructor(part, data, done) {
    this.part = part;
    this.data = data;
    this.done = done;
    part.innerHTML = playMarkup(data);
    part.onpointerdown = (event) => this.#pressed = event.timeStamp;
    part.onkeydown = (event) => this.#press(event);
    part.onclick = (event) => this.#choose(event);
    globalThis.addEventListener("keydown", this.#key, true);
    this.#timer = setInterval(() => this.#tick(), TICK);
    one(part, ".asked").focus({ preventScroll: true });
    this.#show();
  }

  /** End it, whether or not all was answered. */
  stop() {
    clearInterval(this.#timer);
    globalThis.removeEventListener("keydown", this.#key, true);
    this.part.innerHTML = "";
  }

  #show() {
    const { task, words } = this.data;
    const [place, all] = [this.said.length, task.truth.length];
    this.#shown = Infinity;
    const tile = one(this.part, ".tile.query");
    tile.style.cssText = onStrip(place, all);
    const where = fill(words.image, { place: place + 1, all });
    tile.setAttribute("aria-label", where);
    one(this.part, ".place").textContent = where;
    requestAnimationFrame(() => requestAnimationFrame((now) => this.#shown = now));
  }

  #tick() {
    const running = Math.max(0, performance.now() - this.#shown); // nothing while an image is not yet painted
    const seconds = decimal((this.milliseconds + running) / 1000, 1);
    one(this.part, ".clock").textContent = fill(this.data.words.clock, { seconds });
  }

  /**
   * A button counts from its press on, and holds once it is let go: a swipe is no answer.
   * @param {KeyboardEvent} event
   */
  #press(event) {
    if (event.key !== "Enter" && event.key !== " ") return;
    if (event.repeat) event.preventDefault(); // a key that is held would press again and again
    else this.#pressed = event.timeStamp;
  }

  /** @param {Event} event */
  #choose(event) {
    const pick = event.target instanceof Element ? event.target.closest(".pick") : null;
    if (!(pick instanceof HTMLElement)) return;
    this.#answer(Number(pick.dataset.label), this.#pressed || event.timeStamp);
    this.#pressed = NaN;
  }

  /** Letters and digits, wherever the focus is but in a field; first of all, for the page has keys of its own. */
  #key = (/** @type {KeyboardEvent} */ event) => {
    const at = event.composedPath()[0];
    const writes = at instanceof HTMLElement && at.matches("input, select, textarea");
    const label = labelOf(event.key, this.data.way);
    if (writes || label < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat) this.#answer(label, event.timeStamp);
  };

  /** @param {number} label @param {number} when */
  #answer(label, when) {
    if (!(when - this.#shown >= EARLIEST)) return;
    const { task, feedback, words } = this.data;
    this.milliseconds += when - this.#shown;
    const truth = task.truth[this.said.length];
    this.said.push(label);
    if (feedback) {
      const judged = one(this.part, ".judged");
      const right = label === truth;
      judged.className = `judged ${right ? "right" : "wrong"}`;
      const told = fill(right ? words.was_right : words.was_wrong, { letter: letterOf(truth) });
      judged.textContent = `${right ? "✓" : "✕"} ${told}`;
    }
    if (this.said.length < task.truth.length) this.#show();
    else this.done(this);
  }
}
