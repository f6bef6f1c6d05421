// Transport, timing, and the one line back to the page: where the visitor is, at rest only.

import { alike } from "./frames.js";
import { listen } from "./hands.js";
import { Screen } from "./screen.js";
import { buildShell, fillShell } from "./shell.js";

const PACE = { fast: 190, outer: 1150, gradient: 1500, step: 1300, forward: 1500 };
const PASSING = 110; // milliseconds of a step of the whole
const CALM = 1900; // milliseconds of any other frame
const players = new WeakMap();

class Player {
  constructor(host) {
    this.shell = buildShell(host);
    this.screen = new Screen(this.shell);
    this.playing = false;
    this.reported = "";
    listen(this);
    this.observer = new ResizeObserver(() => this.ready && this.fit());
    this.observer.observe(this.shell.root);
  }

  /** Is there a film to play? */
  get ready() {
    return Boolean(this.screen.frames);
  }

  /** New data from the page. The frame stays, unless this is another run. */
  update({ data, setStateValue }) {
    this.report = setStateValue;
    const sign = [data.trace, data.lang, Object.keys(data.methods)].join(" ");
    if (sign === this.sign) return; // only an echo of what was reported
    this.sign = sign;
    this.data = data;
    this.screen.load(data);
    this.shell.root.toggleAttribute("data-complete", data.order.every((method) => data.methods[method]));
    fillShell(this.shell, data);
    if (this.trace !== data.trace) return this.begin(data);
    const arrived = this.awaited && data.methods[this.awaited];
    if (arrived) this.choose(this.awaited);
    else this.choose(this.method, this.index);
    this.awaited = arrived ? null : this.awaited;
  }

  /** Another run: everything as the page says. */
  begin({ trace, method, methods, frame, level, companion, code }) {
    this.trace = trace;
    this.pause(false);
    this.method = null;
    Object.assign(this, { level, companion, code });
    this.choose(methods[method] ? method : Object.keys(methods)[0], frame ?? 0);
  }

  /** Show a method: at a given frame, or at the one most like the present. */
  choose(method, index = null) {
    const before = this.method ? this.screen.frames[this.index] : null;
    this.method = method;
    this.screen.cast(method, this.companion);
    const same = this.level === "whole" ? this.index : before && alike(before, this.screen.frames);
    this.showLevel(index ?? same ?? 0);
  }

  /** Go to a frame of the level that is chosen, with its marks on the scrubber. */
  showLevel(i) {
    this.shell.levelled(this.level);
    this.shell.written(this.code);
    this.shell.marks(this.steps(), this.method, this.data.words);
    this.go(i);
  }

  steps() {
    return this.screen.steps(this.level);
  }

  /** Into an episode, or out to the whole; each level remembers where it was. */
  enter(level) {
    if (level === this.level) return;
    this.pause(false);
    const back = this.left ?? 0;
    this.left = this.index;
    this.level = level;
    this.showLevel(back);
    this.tell();
  }

  accompany() {
    this.companion = this.screen.partner ? "alone" : "conventional";
    this.screen.pairUp(this.companion);
    this.redraw();
  }

  /** Pseudo-code in symbols, or with this run's values in their place. */
  write(code) {
    this.code = code;
    this.shell.written(code);
    this.redraw();
  }

  redraw() {
    this.go(this.index);
    if (!this.playing) this.tell();
  }

  /** Show frame i. */
  go(i) {
    const { shell, screen } = this;
    const all = this.steps().length;
    this.index = Math.max(0, Math.min(all - 1, Math.round(i) || 0));
    if (this.level === "whole") screen.showWhole(this.index);
    else screen.showEpisode(this.index, this.code);
    shell.scrubber.value = this.index;
    shell.scrubber.setAttribute("aria-valuetext", `${this.index + 1} / ${all}: ${shell.phase.textContent}`);
    shell.root.dataset.frame = this.index;
  }

  play() {
    if (this.index >= this.steps().length - 1) this.go(0);
    this.playing = true;
    this.shell.playing(true, this.data.words);
    this.shell.bringIntoView();
    this.tick(350);
  }

  pause(tell = true) {
    clearTimeout(this.timer);
    this.playing = false;
    this.shell.playing(false, this.data?.words ?? {});
    if (tell) this.tell();
  }

  tick(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (!this.shell.root.isConnected) return this.pause(false);
      this.go(this.index + 1);
      if (this.index >= this.steps().length - 1) return this.pause();
      const pace = this.level === "whole" ? PASSING : PACE[this.screen.frames[this.index].phase] ?? CALM;
      this.tick(pace / this.shell.speed());
    }, wait);
  }

  /** Step by hand: playing ends. */
  jump(i, tell = true) {
    if (this.playing) this.pause(false);
    this.go(i);
    if (tell) this.tellSoon();
  }

  place() {
    return { method: this.method, frame: this.index, level: this.level, companion: this.companion, code: this.code };
  }

  /** Tell the page where we are; nothing is sent while the film runs or if nothing changed. */
  tell() {
    clearTimeout(this.telling);
    const at = this.place();
    const now = JSON.stringify(at);
    if (now === this.reported) return;
    this.reported = now;
    this.report("at", at);
  }

  tellSoon() {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.tell(), 700);
  }

  pick(method) {
    if (method === this.method) return;
    if (this.data.methods[method]) {
      this.choose(method);
      return this.playing || this.tell();
    }
    this.pause(false);
    this.awaited = method;
    this.shell.waitFor(method);
    this.reported = "";
    this.report("at", { ...this.place(), method });
  }

  save() {
    this.screen.save(this.level, this.index);
  }

  /** The room has changed: lay out again and redraw the same frame. */
  fit() {
    const room = JSON.stringify(this.shell.room());
    if (room !== this.lastRoom) this.go(this.index);
    this.lastRoom = room;
  }

  destroy() {
    this.pause(false);
    clearTimeout(this.telling);
    this.observer.disconnect();
    this.screen.forgetSheets();
  }
}

/** Streamlit calls this for every new data; one player lives in one place of the page. */
export default function episodeLoop(component) {
  const host = component.parentElement;
  if (!players.has(host)) players.set(host, new Player(host));
  players.get(host).update(component);
  return () => {
    players.get(host)?.destroy();
    players.delete(host);
  };
}
