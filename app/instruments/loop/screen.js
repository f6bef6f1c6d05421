// @ts-check
// What is on the screen: a learner's film or its whole training, with conventional training in step where it is
// wanted.

import { showBeside } from "./beside.js";
import { buildCode, lightCode } from "./code.js";
import { curveMarkup } from "./curve.js";
import { flowsMarkup } from "./flows.js";
import { framesOf } from "./frames.js";
import { layout } from "./geometry.js";
import { buildParts } from "./parts.js";
import { savePicture } from "./picture.js";
import { planeMarkup } from "./plane.js";
import { columns, drawings, fit, heightFor, roomOf, WORDS } from "./room.js";
import { settle, showSpec, tell } from "./shell.js";
import { showFrame } from "./stage.js";
import { buildTable } from "./table.js";
import { count, plain, say } from "./words.js";
import { buildWhole, showWhole, wholeCaption } from "./whole.js";

/** @import { Layout } from "./geometry.js" */
/** @import { Parts } from "./parts.js" */
/** @import { Shell } from "./shell.js" */
/** @import { Companion, Data, Frame, Learner, Level, Scene, Writing } from "./types.js" */

export class Screen {
  /** @type {Data | null} */
  #data = null;
  /** @type {Scene | null} */
  #scene = null;
  /** @type {{ scene: Scene, frames: Frame[] } | null} */
  #partner = null;
  /** @type {Frame[]} */
  frames = [];
  /** @type {ReturnType<typeof buildCode>} */
  #lines = {};
  /** @type {{ key: string, place: Layout, parts: Parts } | null} */
  #stage = null;
  /** @type {{ key: string, runs: ReturnType<typeof buildWhole> } | null} */
  #whole = null;

  /** @param {Shell} shell */
  constructor(shell) {
    this.shell = shell;
  }

  /** New data: its pictures become properties that all images share. @param {Data} data */
  load(data) {
    this.#data = data;
    data.sheets.forEach((sheet, i) => this.shell.root.style.setProperty(`--sheet-${i}`, `url("${sheet}")`));
  }

  /** Take up a learner. @param {Learner} learner @param {Companion} companion */
  cast(learner, companion) {
    this.#scene = this.#sceneOf(learner);
    const { film } = this.scene;
    this.frames = framesOf(film);
    this.#lines = buildCode(this.shell.code, film);
    showSpec(this.shell, this.scene);
    this.#stage = null;
    this.pairUp(companion);
  }

  /** What is shown; there is something once ``cast`` was called. @returns {Scene} */
  get scene() {
    if (!this.#scene) throw new Error("no learner is shown yet");
    return this.#scene;
  }

  /** @param {Learner} learner @returns {Scene} */
  #sceneOf(learner) {
    const film = this.#data?.films[learner];
    if (!this.#data || !film) throw new Error(`there is no film of ${learner}`);
    return { film, learner, words: this.#data.words, sheet: `var(--sheet-${film.sheet})` };
  }

  /**
   * Conventional training to run in step, where it is wanted and there; returns whether it does.
   * @param {Companion} companion
   */
  pairUp(companion) {
    const { scene, shell } = this;
    const possible = Boolean(scene.learner !== "conventional" && this.#data?.films.conventional);
    const beside = possible && companion === "conventional" ? this.#sceneOf("conventional") : null;
    this.#partner = beside && { scene: beside, frames: framesOf(beside.film) };
    this.#whole = null;
    shell.companion.classList.toggle("absent", !possible);
    shell.root.classList.toggle("with-beside", Boolean(beside));
    shell.companion.setAttribute("aria-pressed", String(Boolean(beside)));
    buildTable(shell.table, [scene, ...(beside ? [beside] : [])]);
    return Boolean(beside);
  }

  /** How many frames of the film, or rows of the training log, there are. @param {Level} level */
  length(level) {
    return level === "whole" ? this.scene.film.whole.rows.length : this.frames.length;
  }

  /** Lay the stage out again if its form or the room for it has changed. @param {Writing} code */
  #arrange(code) {
    const { film, learner, words } = this.scene;
    const room = roomOf(this.shell);
    columns(this.shell, room);
    const form = { learner, narrow: room.narrow, room: room.width, high: heightFor(room), ...film.form };
    const key = JSON.stringify(form);
    if (key !== this.#stage?.key) {
      const place = layout(form);
      this.#stage = { key, place, parts: buildParts(this.shell.stage, place, words) };
      settle(this.shell);
    }
    fit(this.shell, this.#stage.place, room);
    const tall = this.shell.fitted.offsetHeight + this.shell.dock.offsetHeight;
    const lines = code === "folded" ? 0 : Object.keys(this.#lines).length;
    const heights = drawings(room, { lines, valued: code === "values", tall });
    return { ...this.#stage, heights };
  }

  /** One frame of the film. @param {number} i @param {Writing} code @param {boolean} playing */
  showEpisode(i, code, playing) {
    const { shell, scene } = this;
    const { words } = scene;
    const { place, parts, heights } = this.#arrange(code);
    const frame = this.frames[i];
    if (this.#partner) showBeside(shell.beside, frame, this.#partner);
    showFrame(parts, place, frame, scene);
    parts.flows.innerHTML = flowsMarkup(place, frame, scene);
    draw(shell.plane, heights.plane + WORDS, planeMarkup(frame, scene, heights.plane));
    draw(shell.curve, heights.curve, curveMarkup(frame, scene, heights.curve));
    lightCode(this.#lines, frame, code === "values");
    const at = frame.fast ? "count_fast" : frame.late ? "count_late" : "count_task";
    const counter = say(words, at, { i: frame.update + 1, at: i + 1, all: this.frames.length });
    const caption = (playing && frame.brief) || frame.caption;
    shell.stage.setAttribute("aria-label", `${say(words, "stage_label")}: ${plain(frame.caption)}`);
    const update = scene.film.updates[frame.update];
    const alone = frame.phase === "batch" && update.kind === "batch" && update.called ? "_alone" : "";
    const name = say(words, `phase_${frame.phase}${alone}`);
    tell(shell, { phase: frame.phase, name, caption, counter });
  }

  /** One row of the training log. @param {number} i */
  showWhole(i) {
    const { shell, scene } = this;
    const room = roomOf(shell);
    columns(shell, room);
    const form = { width: shell.root.clientWidth, high: room.high, narrow: room.narrow };
    const key = JSON.stringify(form);
    if (key !== this.#whole?.key) {
      this.#whole = { key, runs: buildWhole(shell.whole, scene, this.#partner?.scene ?? null, form) };
    }
    showWhole(this.#whole.runs, i);
    const { words, film: { whole: { rows } } } = scene;
    const [at, all] = [rows[i], rows.at(-1)].map((row) => count(row?.[0] ?? 0));
    const counter = say(words, "whole_step_at", { at, all });
    tell(shell, {
      phase: "whole",
      name: say(words, "level_whole"),
      caption: wholeCaption(scene, i),
      counter,
    });
  }

  /** Keep the picture as a file. @param {Level} level @param {number} i */
  save(level, i) {
    const { shell, scene } = this;
    const name = say(scene.words, `learner_${scene.learner}`);
    const heading = [
      `${name} · ${shell.phase.textContent} · ${shell.counter.textContent}`,
      shell.caption.textContent ?? "",
      shell.spec.firstChild?.textContent ?? "",
    ];
    const picture = level === "whole" ? shell.whole : shell.main;
    savePicture(picture, `${scene.learner}-${level}-${i + 1}`, heading);
  }
}

/** @param {SVGElement} svg @param {number} high @param {string} markup */
function draw(svg, high, markup) {
  svg.setAttribute("viewBox", `0 0 316 ${high}`);
  svg.innerHTML = markup;
}
