// Transport, keys, timing, and the one line back to the page: method and frame, at rest only.

import { buildCode, lightCode } from "./code.js";
import { curveMarkup } from "./curve.js";
import { flowsMarkup } from "./flows.js";
import { alike, compile } from "./frames.js";
import { layout } from "./geometry.js";
import { buildParts } from "./parts.js";
import { planeMarkup } from "./plane.js";
import { buildShell, fillShell, specText } from "./shell.js";
import { showFrame } from "./stage.js";
import { rich, plain, say } from "./text.js";

const PACE = { fast: 190, outer: 1150, gradient: 1500, step: 1300, forward: 1500 };
const CALM = 1900; // milliseconds of any other frame
const players = new WeakMap();

class Player {
  constructor(host) {
    this.shell = buildShell(host);
    this.playing = false;
    this.reported = "";
    this.sheets = new Map();
    this.listen();
  }

  /** New data from the page. The frame stays, unless this is another run. */
  update({ data, setStateValue }) {
    this.report = setStateValue;
    const sign = [data.trace, data.lang, Object.keys(data.methods)].join(" ");
    if (sign === this.sign) return; // only an echo of what was reported
    this.sign = sign;
    this.data = data;
    this.words = data.words;
    this.shell.root.toggleAttribute("data-complete", data.order.every((method) => data.methods[method]));
    fillShell(this.shell, data);
    if (this.trace !== data.trace) {
      this.trace = data.trace;
      this.pause(false);
      this.method = null;
      this.forgetSheets();
      this.choose(data.methods[data.method] ? data.method : Object.keys(data.methods)[0], data.frame ?? 0);
      return;
    }
    this.forgetSheets(); // their order may have changed
    const arrived = this.awaited && data.methods[this.awaited];
    if (arrived) this.choose(this.awaited);
    else this.choose(this.method, this.index);
    this.awaited = arrived ? null : this.awaited;
  }

  /** Show a method: at a given frame, or at the one most like the present. */
  choose(method, index = null) {
    const before = this.method ? this.frames[this.index] : null;
    this.method = method;
    const record = this.data.methods[method];
    this.scene = { record, method, words: this.words, sheet: this.sheetOf(record.sheet) };
    this.frames = compile(record, method, this.words);
    this.code = buildCode(this.shell.code, record, method, this.words);
    specText(this.shell, record, method, this.words);
    this.shell.marks(this.frames, method, this.words);
    this.stageKey = null;
    this.go(index ?? (before ? alike(before, this.frames) : 0));
  }

  sheetOf(i) {
    if (!this.sheets.has(i)) {
      const [head, body] = this.data.sheets[i].split(",");
      const bytes = Uint8Array.from(atob(body), (c) => c.charCodeAt(0));
      const url = URL.createObjectURL(new Blob([bytes], { type: head.slice(5).split(";")[0] }));
      this.sheets.set(i, `url(${url})`);
    }
    return this.sheets.get(i);
  }

  forgetSheets() {
    for (const url of this.sheets.values()) URL.revokeObjectURL(url.slice(4, -1));
    this.sheets.clear();
  }

  /** Lay the stage out again if its form or the room for it has changed. */
  arrange() {
    const { record, method } = this.scene;
    const e = record.episodes[0];
    const conventional = method === "conventional";
    const way = conventional ? 1 : e.classes.length;
    const room = this.shell.room();
    const form = {
      narrow: room.narrow, room: room.width, method, way,
      shot: conventional ? 0 : e.support.length / way, query: conventional ? 0 : e.query.length / way,
      steps: conventional ? 1 : e.fast.length - 1, tasks: e.tasks ?? 1, batch: e.batch?.length ?? 0,
    };
    const key = JSON.stringify({ ...form, method: conventional });
    if (key !== this.stageKey) {
      this.stageKey = key;
      this.place = layout(form);
      this.parts = buildParts(this.shell.stage, this.place, this.words);
      this.shell.settle();
    }
    this.place.method = method;
    this.shell.scale(this.place);
  }

  /** Show frame i. */
  go(i) {
    this.index = Math.max(0, Math.min(this.frames.length - 1, Math.round(i) || 0));
    this.arrange();
    const frame = this.frames[this.index];
    showFrame(this.parts, this.place, frame, this.scene);
    this.parts.flows.innerHTML = flowsMarkup(this.place, frame, this.scene);
    this.shell.plane.innerHTML = planeMarkup(frame, this.scene);
    this.shell.curve.innerHTML = curveMarkup(frame, this.scene);
    lightCode(this.code, frame);
    rich(this.shell.caption, frame.cap);
    this.shell.phase.textContent = say(this.words, `phase_${frame.phase}`);
    this.shell.scrubber.value = this.index;
    this.shell.scrubber.setAttribute("aria-valuetext", `${this.index + 1} / ${this.frames.length}: ${this.shell.phase.textContent}`);
    this.shell.stage.setAttribute("aria-label", `${say(this.words, "stage_label")}: ${plain(frame.cap)}`);
    this.shell.root.dataset.frame = this.index;
    this.shell.root.dataset.phase = frame.phase;
    const place = frame.seg === "fast" ? "count_fast" : frame.late ? "count_late" : "count_task";
    this.shell.counter.textContent = say(this.words, place, { i: frame.ep + 1, at: this.index + 1, all: this.frames.length });
  }

  play() {
    if (this.index >= this.frames.length - 1) this.go(0);
    this.playing = true;
    this.shell.playing(true, this.words);
    this.shell.bringIntoView();
    this.tick(350);
  }

  pause(tell = true) {
    clearTimeout(this.timer);
    this.playing = false;
    this.shell.playing(false, this.words ?? {});
    if (tell) this.tell();
  }

  tick(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (!this.shell.root.isConnected) return this.pause(false);
      this.go(this.index + 1);
      if (this.index >= this.frames.length - 1) return this.pause();
      this.tick((PACE[this.frames[this.index].phase] ?? CALM) / this.shell.speed());
    }, wait);
  }

  /** Step by hand: playing ends. */
  jump(i, tell = true) {
    if (this.playing) this.pause(false);
    this.go(i);
    if (tell) this.tellSoon();
  }

  /** Tell the page where we are; nothing is sent while the film runs or if nothing changed. */
  tell() {
    clearTimeout(this.telling);
    const now = `${this.method} ${this.index}`;
    if (now === this.reported) return;
    this.reported = now;
    this.report("at", { method: this.method, frame: this.index });
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
    this.report("at", { method, frame: this.index });
  }

  listen() {
    const { root, scrubber } = this.shell;
    const moves = { first: () => 0, previous: () => this.index - 1, next: () => this.index + 1, last: () => this.frames.length - 1 };
    root.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button || !this.frames) return;
      if (button.dataset.method) this.pick(button.dataset.method);
      else if (button.dataset.move === "play") this.playing ? this.pause() : this.play();
      else if (button.dataset.move) this.jump(moves[button.dataset.move]());
    });
    scrubber.addEventListener("input", () => this.jump(+scrubber.value, false));
    scrubber.addEventListener("change", () => this.tell());
    root.addEventListener("keydown", (event) => this.key(event, moves));
    this.observer = new ResizeObserver(() => this.frames && this.fit());
    this.observer.observe(root);
  }

  /** The room has changed: lay out again and redraw the same frame. */
  fit() {
    const room = JSON.stringify(this.shell.room());
    if (room !== this.lastRoom) this.go(this.index);
    this.lastRoom = room;
  }

  key(event, moves) {
    if (!this.frames || event.ctrlKey || event.metaKey || event.altKey || event.target.tagName === "SELECT") return;
    const name = { ArrowRight: "next", ArrowLeft: "previous", Home: "first", End: "last" }[event.key];
    if (name) this.jump(moves[name]());
    else if (event.key === " " && event.target.tagName !== "BUTTON") this.playing ? this.pause() : this.play();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  destroy() {
    this.pause(false);
    clearTimeout(this.telling);
    this.observer.disconnect();
    this.forgetSheets();
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
