// @ts-check
// What a component has sent, or was told before, no longer holds once the visitor went back in the browser.

let times = 0;
globalThis.addEventListener("popstate", () => times += 1);

/** Tells once of each time that the visitor went back or on in the browser's history. */
export class WentBack {
  #told = times;

  /** True if the visitor did so since this was asked last, or since the beginning. */
  sinceAsked() {
    const went = this.#told !== times;
    this.#told = times;
    return went;
  }
}
