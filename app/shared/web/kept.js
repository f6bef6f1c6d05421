// @ts-check
// What is kept in this browser and nowhere else. Where the browser keeps nothing (storage is full or forbidden), it
// is kept until the page is left.

/** @type {WeakMap<HTMLElement, () => void>} what ends the following of a component's root */
const following = new WeakMap();

/** @template Value */
export class Kept {
  /**
   * @param {string} key in the browser's local storage
   * @param {(found: unknown) => found is Value} isOurs is this what we once wrote?
   * @param {Value} empty what there is at first
   */
  constructor(key, isOurs, empty) {
    this.key = key;
    this.isOurs = isOurs;
    this.value = empty;
    /** Does the browser keep nothing beyond this page? */
    this.lost = false;
  }

  /** What is kept; what another wrote there is left alone. */
  read() {
    if (this.lost) return this.value;
    try {
      const found = JSON.parse(localStorage.getItem(this.key) ?? "null");
      if (this.isOurs(found)) this.value = found;
    } catch {
      this.lost = true;
    }
    return this.value;
  }

  /** @param {Value} value */
  write(value) {
    this.value = value;
    try {
      localStorage.setItem(this.key, JSON.stringify(value));
      this.lost = false;
    } catch {
      this.lost = true;
    }
    dispatchEvent(new CustomEvent(this.key));
  }

  /**
   * Draw a component now and after every change; returns what ends that. A later call for the same root replaces it.
   * @param {HTMLElement} root
   * @param {() => void} draw
   */
  follow(root, draw) {
    following.get(root)?.();
    const leave = () => removeEventListener(this.key, draw);
    following.set(root, leave);
    addEventListener(this.key, draw);
    draw();
    return leave;
  }
}
