// What is on the screen: a method's film or its whole training, with conventional training in step where it is wanted.

import { showBeside } from "./beside.js";
import { buildCode, lightCode } from "./code.js";
import { curveMarkup } from "./curve.js";
import { flowsMarkup } from "./flows.js";
import { compile } from "./frames.js";
import { layout } from "./geometry.js";
import { buildParts } from "./parts.js";
import { savePicture } from "./picture.js";
import { planeMarkup } from "./plane.js";
import { specText } from "./shell.js";
import { showFrame } from "./stage.js";
import { buildTable } from "./table.js";
import { count, plain, rich, say } from "./text.js";
import { buildWhole, showWhole, wholeCaption } from "./whole.js";

export class Screen {
  constructor(shell) {
    this.shell = shell;
    this.sheets = new Map();
  }

  /** New data; the pictures of the old are forgotten, since their order may have changed. */
  load(data) {
    this.data = data;
    this.words = data.words;
    this.forgetSheets();
  }

  /** Take up a method. */
  cast(method, companion) {
    this.scene = this.sceneOf(method);
    const { record } = this.scene;
    this.frames = compile(record, method, this.words);
    this.lines = buildCode(this.shell.code, record, method, this.words);
    specText(this.shell, record, method, this.words);
    this.stageKey = null;
    this.pairUp(companion);
  }

  sceneOf(method) {
    const record = this.data.methods[method];
    return { record, method, words: this.words, sheet: this.sheetOf(record.sheet) };
  }

  /** Conventional training to run in step, where it is wanted and there. */
  pairUp(companion) {
    const possible = Boolean(this.scene.method !== "conventional" && this.data.methods.conventional);
    const wanted = possible && companion === "conventional";
    const scene = wanted && this.sceneOf("conventional");
    this.partner = wanted ? { scene, frames: compile(scene.record, "conventional", this.words) } : null;
    this.wholeKey = null;
    this.shell.companion.classList.toggle("absent", !possible);
    this.shell.root.classList.toggle("with-beside", wanted);
    this.shell.companion.setAttribute("aria-pressed", wanted);
    buildTable(this.shell.table, [this.scene, ...(wanted ? [scene] : [])]);
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

  /** What the transport moves through: frames of the film, or rows of the training log. */
  steps(level) {
    return level === "whole" ? this.scene.record.whole.rows.map((_, index) => ({ index })) : this.frames;
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

  /** One frame of the film; ``code``: pseudo-code in symbols or in values. */
  showEpisode(i, code) {
    this.arrange();
    const { shell, words } = this;
    const frame = this.frames[i];
    if (this.partner) showBeside(shell.beside, frame, this.partner);
    showFrame(this.parts, this.place, frame, this.scene);
    this.parts.flows.innerHTML = flowsMarkup(this.place, frame, this.scene);
    shell.plane.innerHTML = planeMarkup(frame, this.scene);
    shell.curve.innerHTML = curveMarkup(frame, this.scene);
    lightCode(this.lines, frame, this.scene, code === "values");
    const place = frame.seg === "fast" ? "count_fast" : frame.late ? "count_late" : "count_task";
    shell.stage.setAttribute("aria-label", `${say(words, "stage_label")}: ${plain(frame.cap)}`);
    this.tell(frame.phase, say(words, `phase_${frame.phase}`), frame.cap,
      say(words, place, { i: frame.ep + 1, at: i + 1, all: this.frames.length }));
  }

  /** One row of the training log. */
  showWhole(i) {
    const { shell, words, scene } = this;
    const narrow = shell.room().narrow;
    shell.root.classList.toggle("narrow", narrow);
    const form = { width: shell.root.clientWidth, narrow };
    const key = JSON.stringify(form);
    if (key !== this.wholeKey) {
      this.wholeKey = key;
      this.columns = buildWhole(shell.whole, scene, this.partner?.scene, form);
    }
    showWhole(this.columns, i);
    const { rows } = scene.record.whole;
    this.tell("whole", say(words, "level_whole"), wholeCaption(scene, i),
      say(words, "whole_step_at", { at: count(rows[i]?.[0] ?? 0), all: count(rows.at(-1)?.[0] ?? 0) }));
  }

  /** The line below the picture. */
  tell(phase, name, caption, counter) {
    this.shell.root.dataset.phase = phase;
    this.shell.phase.textContent = name;
    rich(this.shell.caption, caption);
    this.shell.counter.textContent = counter;
  }

  save(level, i) {
    const { shell, words, scene } = this;
    const sheets = [...this.sheets].map(([at, url]) => [url.slice(4, -1), this.data.sheets[at]]);
    const heading = [`${say(words, `method_${scene.method}`)} · ${shell.phase.textContent} · ${shell.counter.textContent}`,
      shell.caption.textContent, shell.spec.firstChild.textContent];
    savePicture(level === "whole" ? shell.whole : shell.main, `${scene.method}-${level}-${i + 1}`, heading, sheets);
  }
}
