// @ts-check
// The player: which learner, level and frame is shown, and how time goes on.

import { Clock } from "./clock.js";
import { after, alike } from "./frames.js";
import { listen } from "./hands.js";
import { LineHome } from "./line_home.js";
import { showMarks, showPlaying } from "./player_bar.js";
import { bringIntoView, watch } from "./room.js";
import { Screen } from "./screen.js";
import { buildShell, fillShell } from "./shell.js";
import { press, waitFor } from "./switches.js";

/** @import { Companion, Data, Frame, Learner, Level, Place, Writing } from "./types.js" */

const FIRST = 350; // ms before the first frame moves on
const PASSING = 110; // ms of a step of the whole

export class Player {
  playing = false;
  index = 0;
  /** @type {Level} */
  level = "episode";
  /** @type {Companion} */
  companion = "alone";
  /** @type {Writing} */
  code = "symbols";
  /** @type {Learner} */
  learner = "maml";
  /** Chosen, but its film is not here yet. @type {Learner | null} */
  awaited = null;
  /** @type {Data | null} */
  #data = null;
  #sign = "";
  /**
   * The frame that was last gone to by hand: every learner shows what is most like it.
   * @type {Frame | null}
   */
  #anchor = null;
  #left = 0; // the row of the whole that was left
  #clock = new Clock();

  /** @param {HTMLElement} root */
  constructor(root) {
    this.shell = buildShell(root);
    this.screen = new Screen(this.shell);
    this.home = new LineHome(() => this.#place());
    listen(this);
    this.unwatch = watch(this.shell, () => this.ready && this.#go(this.index));
  }

  /** Is there a film to play? */
  get ready() {
    return this.screen.frames.length > 0;
  }

  /** How many frames there are on the level that is shown. */
  get length() {
    return this.screen.length(this.level);
  }

  /**
   * New data from the page. The frame stays, unless this is another run.
   * @param {Data} data
   * @param {(place: Place) => void} send
   */
  update(data, send) {
    this.home.send = send;
    const sign = [data.trace, data.lang, Object.keys(data.films)].join(" ");
    if (sign === this.#sign) {
      if (!this.playing && this.home.hear(data)) this.#follow(data);
      return;
    }
    const another = this.#data?.trace !== data.trace;
    [this.#sign, this.#data] = [sign, data];
    this.screen.load(data);
    this.shell.root.toggleAttribute("data-complete", data.order.every((learner) => data.films[learner]));
    fillShell(this.shell, data);
    showPlaying(this.shell, this.playing, data.words);
    if (another) return this.#begin(data);
    const arrived = this.awaited && data.films[this.awaited] ? this.awaited : null;
    if (!arrived) return this.#choose(this.learner, this.index);
    this.#choose(arrived);
    this.home.tell();
  }

  /** Another run: everything as the page says. @param {Data} data */
  #begin(data) {
    this.pause(false);
    this.home.begin(data);
    this.#follow(data);
  }

  /** Go where the page says. @param {Data} data */
  #follow({ learner, films, frame, level, companion, code }) {
    [this.level, this.companion, this.code, this.#anchor] = [level, companion, code, null];
    const there = films[learner] ? learner : /** @type {Learner} */ (Object.keys(films)[0]);
    this.#choose(there, frame);
    this.awaited = there === learner ? null : learner;
    waitFor(this.shell.learners, this.awaited);
  }

  /**
   * Show a learner: at a given frame, or at the one most like where the visitor was.
   * @param {Learner} learner
   * @param {number | null} index
   */
  #choose(learner, index = null) {
    const before = this.#anchor ?? this.screen.frames[this.index];
    [this.learner, this.awaited] = [learner, null];
    this.screen.cast(learner, this.companion);
    press(this.shell.learners, "learner", learner);
    waitFor(this.shell.learners, null);
    if (index === null && this.level === "episode") this.#anchor = before;
    const like = this.level === "whole" || !before ? this.index : alike(before, this.screen.frames);
    this.#showLevel(index ?? like);
  }

  /** Go to a frame of the level that is chosen, with its marks on the scrubber. @param {number} i */
  #showLevel(i) {
    const { shell } = this;
    shell.root.classList.toggle("whole", this.level === "whole");
    shell.root.dataset.level = this.level;
    press(shell.levels, "level", this.level);
    this.#written();
    const frames = this.level === "whole" ? [] : this.screen.frames;
    const { film: { colour }, words } = this.screen.scene;
    showMarks(shell, frames, this.length, colour, words);
    this.#go(i);
  }

  #written() {
    for (const way of ["values", "folded"]) this.shell.root.classList.toggle(way, this.code === way);
    press(this.shell.writing, "code", this.code);
  }

  /** Into an episode, or out to the whole; each level remembers where it was. @param {Level} level */
  enter(level) {
    if (level === this.level) return;
    this.pause(false);
    if (level === "whole") this.#anchor ??= this.screen.frames[this.index];
    const back = this.#anchor ? alike(this.#anchor, this.screen.frames) : 0;
    const row = this.#left;
    if (level === "episode") this.#left = this.index;
    this.level = level;
    this.#showLevel(level === "whole" ? row : back);
    this.home.tell();
  }

  /** Conventional training beside, or not. */
  accompany() {
    this.companion = this.companion === "conventional" ? "alone" : "conventional";
    this.screen.pairUp(this.companion);
    this.#redraw();
  }

  /** Pseudo-code in symbols, with this run's values in their place, or folded away. @param {Writing} code */
  write(code) {
    this.code = code;
    this.#written();
    this.#redraw();
  }

  #redraw() {
    this.#go(this.index);
    if (!this.playing) this.home.tell();
  }

  /** Show frame i. @param {number} i */
  #go(i) {
    const { shell, screen } = this;
    const all = this.length;
    this.index = Math.max(0, Math.min(all - 1, Math.round(i) || 0));
    if (this.level === "whole") screen.showWhole(this.index);
    else screen.showEpisode(this.index, this.code, this.playing);
    shell.scrubber.value = String(this.index);
    shell.scrubber.setAttribute("aria-valuetext", `${this.index + 1} / ${all}: ${shell.phase.textContent}`);
    shell.root.dataset.frame = String(this.index);
  }

  play() {
    this.#anchor = null;
    this.#showPlaying(true);
    if (this.index >= this.length - 1) this.#go(0);
    bringIntoView(this.shell);
    this.#clock.start();
    this.#tick(FIRST);
  }

  /** Stop; the page is told where, unless something else is told at once. */
  pause(tell = true) {
    this.#clock.stop();
    const was = this.playing;
    this.#showPlaying(false);
    if (was) this.#go(this.index); // with its own sentence where it only went by
    if (tell) this.home.tell();
  }

  /** @param {boolean} on */
  #showPlaying(on) {
    this.playing = on;
    showPlaying(this.shell, on, this.#data?.words ?? {});
    this.shell.root.classList.toggle("running", on);
    this.shell.caption.setAttribute("aria-live", on ? "off" : "polite");
  }

  /** @param {number} wait ms */
  #tick(wait) {
    this.#clock.after(wait, () => {
      if (!this.shell.root.isConnected) return this.pause(false);
      this.#go(this.level === "whole" ? this.index + 1 : after(this.screen.frames, this.index));
      if (this.index >= this.length - 1) return this.pause();
      const stay = this.level === "whole" ? PASSING : this.screen.frames[this.index].stay;
      this.#tick(stay / Number(this.shell.select.value));
    });
  }

  /** Step by hand: playing ends. @param {number} i @param {boolean} tell */
  jump(i, tell = true) {
    if (this.playing) this.pause(false);
    this.#anchor = null;
    this.#go(i);
    bringIntoView(this.shell);
    if (tell) this.home.tellSoon();
  }

  /** @returns {Omit<Place, "turn">} */
  #place() {
    const { index, level, companion, code } = this;
    return { learner: this.awaited ?? this.learner, frame: index, level, companion, code };
  }

  /**
   * Choose a learner; one whose film is not here yet is shown as soon as it comes.
   * @param {Learner} learner
   */
  pick(learner) {
    if (learner === (this.awaited ?? this.learner)) return;
    if (this.#data?.films[learner]) {
      this.#choose(learner);
      if (!this.playing) this.home.tell();
      return;
    }
    this.pause(false);
    this.awaited = learner;
    waitFor(this.shell.learners, learner);
    this.home.tell();
  }

  destroy() {
    this.pause(false);
    this.home.close();
    this.unwatch();
  }
}
