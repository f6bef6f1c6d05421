// Transport, keys, timing, and the one line back to the page: method and frame, at rest only.

import { showBeside } from "./beside.js";
import { buildCode, lightCode } from "./code.js";
import { curveMarkup } from "./curve.js";
import { flowsMarkup } from "./flows.js";
import { alike, compile } from "./frames.js";
import { layout } from "./geometry.js";
import { listen } from "./hands.js";
import { buildParts } from "./parts.js";
import { savePicture } from "./picture.js";
import { planeMarkup } from "./plane.js";
import { buildShell, fillShell, specText } from "./shell.js";
import { showFrame } from "./stage.js";
import { count, rich, plain, say } from "./text.js";
import { buildWhole, showWhole, wholeCaption } from "./whole.js";

const PACE = { fast: 190, outer: 1150, gradient: 1500, step: 1300, forward: 1500 };
const PASSING = 110; // milliseconds of a step of the whole
const CALM = 1900; // milliseconds of any other frame
const players = new WeakMap();

class Player {
  constructor(host) {
    this.shell = buildShell(host);
    this.playing = false;
    this.reported = "";
    this.sheets = new Map();
    listen(this);
    this.observer = new ResizeObserver(() => this.frames && this.fit());
    this.observer.observe(this.shell.root);
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
      this.level = data.level;
      this.companion = data.companion;
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
    this.scene = this.sceneOf(method);
    this.frames = compile(record, method, this.words);
    this.code = buildCode(this.shell.code, record, method, this.words);
    specText(this.shell, record, method, this.words);
    this.stageKey = this.wholeKey = null;
    this.pairUp();
    const same = this.level === "whole" ? this.index : before && alike(before, this.frames);
    this.showLevel(index ?? same ?? 0);
  }

  sceneOf(method) {
    const record = this.data.methods[method];
    return { record, method, words: this.words, sheet: this.sheetOf(record.sheet) };
  }

  /** Conventional training to run in step, where it is wanted and there. */
  pairUp() {
    const possible = Boolean(this.method !== "conventional" && this.data.methods.conventional);
    const wanted = possible && this.companion === "conventional";
    const scene = wanted && this.sceneOf("conventional");
    this.partner = wanted ? { scene, frames: compile(scene.record, "conventional", this.words) } : null;
    this.shell.companion.classList.toggle("absent", !possible);
    this.shell.root.classList.toggle("with-beside", wanted);
    this.shell.companion.setAttribute("aria-pressed", wanted);
  }

  /** Go to a frame of the level that is chosen, with its marks on the scrubber. */
  showLevel(i) {
    this.shell.levelled(this.level);
    this.shell.marks(this.steps(), this.method, this.words);
    this.go(i);
  }

  /** What the transport moves through: frames of the film, or rows of the training log. */
  steps() {
    return this.level === "whole" ? this.scene.record.whole.rows.map((_, index) => ({ index })) : this.frames;
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
    this.companion = this.partner ? "alone" : "conventional";
    this.wholeKey = null;
    this.pairUp();
    this.go(this.index);
    if (!this.playing) this.tell();
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
    this.index = Math.max(0, Math.min(this.steps().length - 1, Math.round(i) || 0));
    if (this.level === "whole") this.goWhole();
    else this.goInside();
    this.shell.scrubber.value = this.index;
    this.shell.scrubber.setAttribute("aria-valuetext", `${this.index + 1} / ${this.steps().length}: ${this.shell.phase.textContent}`);
    this.shell.root.dataset.frame = this.index;
  }

  goWhole() {
    const { shell } = this;
    const narrow = shell.room().narrow;
    shell.root.classList.toggle("narrow", narrow);
    const form = { width: shell.root.clientWidth, narrow };
    const key = JSON.stringify(form);
    if (key !== this.wholeKey) {
      this.wholeKey = key;
      this.columns = buildWhole(shell.whole, this.scene, this.partner?.scene, form);
    }
    showWhole(this.columns, this.index);
    const caption = wholeCaption(this.scene, this.index);
    rich(shell.caption, caption);
    shell.phase.textContent = say(this.words, "level_whole");
    shell.root.dataset.phase = "whole";
    const { rows } = this.scene.record.whole;
    shell.counter.textContent = say(this.words, "whole_step_at", { at: count(rows[this.index]?.[0] ?? 0), all: count(rows.at(-1)?.[0] ?? 0) });
  }

  goInside() {
    this.arrange();
    const frame = this.frames[this.index];
    if (this.partner) showBeside(this.shell.beside, frame, this.partner);
    showFrame(this.parts, this.place, frame, this.scene);
    this.parts.flows.innerHTML = flowsMarkup(this.place, frame, this.scene);
    this.shell.plane.innerHTML = planeMarkup(frame, this.scene);
    this.shell.curve.innerHTML = curveMarkup(frame, this.scene);
    lightCode(this.code, frame);
    rich(this.shell.caption, frame.cap);
    this.shell.phase.textContent = say(this.words, `phase_${frame.phase}`);
    this.shell.stage.setAttribute("aria-label", `${say(this.words, "stage_label")}: ${plain(frame.cap)}`);
    this.shell.root.dataset.phase = frame.phase;
    const place = frame.seg === "fast" ? "count_fast" : frame.late ? "count_late" : "count_task";
    this.shell.counter.textContent = say(this.words, place, { i: frame.ep + 1, at: this.index + 1, all: this.frames.length });
  }

  play() {
    if (this.index >= this.steps().length - 1) this.go(0);
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
      if (this.index >= this.steps().length - 1) return this.pause();
      const pace = this.level === "whole" ? PASSING : PACE[this.frames[this.index].phase] ?? CALM;
      this.tick(pace / this.shell.speed());
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
    const at = { method: this.method, frame: this.index, level: this.level, companion: this.companion };
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
    this.report("at", { method, frame: this.index, level: this.level, companion: this.companion });
  }

  save() {
    const sheets = [...this.sheets].map(([i, url]) => [url.slice(4, -1), this.data.sheets[i]]);
    const node = this.level === "whole" ? this.shell.whole : this.shell.main;
    savePicture(node, `${this.method}-${this.level}-${this.index + 1}`, sheets);
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
