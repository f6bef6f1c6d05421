// @ts-check
// When the next frame comes. It goes by the clock: where drawing takes long, a film is no longer for it.

const LATE = 500; // ms that are made up for, at most

export class Clock {
  #due = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  start() {
    this.#due = performance.now();
  }

  stop() {
    clearTimeout(this.#timer);
  }

  /** Do something so many ms after the last thing was due. @param {number} wait @param {() => void} then */
  after(wait, then) {
    this.stop();
    const now = performance.now();
    this.#due = Math.max(this.#due + wait, now - LATE);
    this.#timer = setTimeout(then, Math.max(0, this.#due - now));
  }
}
