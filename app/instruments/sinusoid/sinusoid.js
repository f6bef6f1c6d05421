// @ts-check
// The sine plane: points that a visitor places, the learners' fits, a slider of steps. The slider moves all of it
// in the browser; an edit of the points is sent, and new fits come back.

import { plotIn } from "../../shared/charts/light.js";
import { keepFocus, lasting, one, put, sizeWatcher } from "../../shared/web/dom.js";
import { Echo } from "../../shared/web/echo.js";
import { saveSvg } from "../../shared/web/picture_file.js";
import { showStep } from "../../shared/web/steps.js";
import { escape, fill } from "../../shared/web/text.js";
import { clamp, lastStep, numbers, readouts, stepControl, toolbar } from "./parts.js";
import { drawCurves, plane, pointMarks, scales, sizeFor } from "./picture.js";
import { Points } from "./points.js";

/**
 * @typedef {import("./data.js").Data} Data
 * @typedef {import("./data.js").Chosen} Chosen
 * @typedef {import("../../shared/web/dom.js").Component<Data>} Component
 */

const MOVE_MS = 260;
const LEAST_WIDTH = 280; // px
const SIDE_HEIGHT = "--fs-sinusoid-side"; // the chart, which is Streamlit's, begins below it

export class Board {
  /** @param {HTMLElement} root @param {Component} component */
  constructor(root, component) {
    this.root = root;
    this.data = component.data;
    this.send = component.setTriggerValue;
    /** @type {Chosen} */
    this.chosen = { step: 0, lines: [], right: false, mean: false };
    this.step = 0; // where the slider's film is: between two steps while it moves
    this.frame = 0;
    /** @type {number[][]} */
    this.points = [];
    this.pending = ""; // the points whose fits are awaited
    this.asked = 0; // when they were asked for
    this.fitted = 0;
    this.lang = "";
    this.echo = new Echo();
    this.size = sizeFor(LEAST_WIDTH, innerHeight);
    this.at = scales(this.size, component.data.bounds);
    this.hand = new Points(this);
    root.onclick = (event) => this.onClick(event);
    root.oninput = root.onchange = (event) => this.onInput(event);
    this.watcher = sizeWatcher(root, () => this.resized());
  }

  /**
   * New data. While an edit is on its way, an answer to an earlier one changes nothing.
   * @param {Component} component
   */
  show({ data, setTriggerValue }) {
    this.send = setTriggerValue;
    const newTask = this.data.task !== data.task;
    if (newTask) this.pending = "";
    if (this.pending && this.pending !== JSON.stringify(data.points)) return;
    Object.assign(this, { data, pending: "", points: data.points });
    if (this.lang !== data.words.lang) this.build();
    this.lang = data.words.lang;
    if (this.echo.isNews(data.chosen) || newTask) {
      const [step, lines, right, mean] = data.chosen;
      cancelAnimationFrame(this.frame);
      Object.assign(this, { chosen: { step, lines, right, mean }, step });
    }
    one(this.root, "[data-part=said]").textContent = "";
    this.draw();
    put(this.root, "numbers", numbers(data.points, data.words));
    this.update();
    this.fitted += 1;
    const took = this.asked ? { took: Math.round(performance.now() - this.asked) } : {};
    Object.assign(this.root.dataset, { points: data.points.length, fitted: this.fitted, ...took });
    this.asked = 0;
  }

  build() {
    const { words: w } = this.data;
    this.root.innerHTML = `<div class="page"><div class="left">${
      toolbar(this.data)
    }<div data-part="plane"></div>
      <p class="hint">${escape(w.hint)} <span data-part="said" aria-live="polite"></span></p>
      <div data-part="numbers"></div></div>
      <div class="side">${stepControl(this.data)}<div data-part="readouts"></div></div></div>`;
    this.watcher.disconnect();
    this.watcher.observe(one(this.root, "[data-part=plane]"));
    this.watcher.observe(one(this.root, ".side"));
  }

  resized() {
    const height = one(this.root, ".side").clientHeight;
    document.documentElement.style.setProperty(SIDE_HEIGHT, `${height}px`);
    if (one(this.root, "[data-part=plane]").clientWidth !== this.size.width) this.draw();
  }

  /** The plane anew: it fits its place. */
  draw() {
    const holder = one(this.root, "[data-part=plane]");
    const focus = this.focused();
    this.size = sizeFor(Math.max(LEAST_WIDTH, holder.clientWidth), innerHeight);
    this.at = scales(this.size, this.data.bounds);
    holder.innerHTML = plane(this.data, this.size, this.at);
    this.place(this.points, focus);
    this.curves();
  }

  curves() {
    drawCurves(this.root, this.data, this.chosen, this.step, this.at, this.size.wide);
    this.moveCursor();
  }

  /** The line in the chart, its first shape, to where the slider is. */
  moveCursor() {
    const plot = plotIn(this.data.chart);
    const { Plotly } = /** @type {any} */ (globalThis); // Streamlit's is there once a chart is
    const shown = /** @type {any} */ (plot)?.layout?.shapes?.[0]?.x0;
    if (shown === undefined || shown === this.step) return;
    Plotly?.relayout(plot, { "shapes[0].x0": this.step, "shapes[0].x1": this.step });
  }

  /**
   * Show points.
   * @param {number[][]} points
   * @param {number | null} focus the number of the one that has or gets it
   */
  place(points, focus) {
    this.points = points;
    if (points !== this.data.points) this.waitsFor(JSON.stringify(points));
    const group = one(this.root, ".points");
    group.innerHTML = pointMarks(points, this.at, this.data.words.point);
    const mark = focus === null ? null : group.children[Math.min(focus, points.length - 1)];
    if (mark instanceof SVGElement) mark.focus();
  }

  /** What comes back until these points do is no news. @param {string} points */
  waitsFor(points) {
    this.pending = points;
  }

  /** Ask for the fits to these points. @param {number[][]} points */
  ask(points) {
    this.pending = JSON.stringify(points);
    this.asked = performance.now();
    this.send("points", points);
  }

  focused() {
    const focused = /** @type {ShadowRoot | Document} */ (this.root.getRootNode()).activeElement;
    const point = focused?.closest("[data-point]");
    return point instanceof SVGElement ? Number(point.dataset.point) : null;
  }

  /** Everything that depends on what is chosen. */
  update() {
    const { data, chosen: { step }, root } = this;
    showStep(root, step, lastStep(data), data.words);
    for (const stop of root.querySelectorAll("[data-step]")) {
      stop.classList.toggle("here", stop.getAttribute("data-step") === String(step));
    }
    for (const name of /** @type {const} */ (["right", "mean"])) {
      one(root, `[data-show=${name}]`).setAttribute("aria-pressed", String(this.chosen[name]));
    }
    one(root, "[data-show=right]").toggleAttribute("disabled", !data.right);
    keepFocus(root, "data-learner", () => put(root, "readouts", readouts(data, this.chosen)));
    this.curves();
  }

  /** Choose something, and tell it. @param {Partial<Chosen>} changes */
  choose(changes) {
    Object.assign(this.chosen, changes);
    this.update();
    this.tell();
  }

  tell() {
    const { step, lines, right, mean } = this.chosen;
    this.echo.sent([step, lines, right, mean]);
    this.send("chosen", [step, lines, right, mean]);
  }

  /** To a step: the curves move there, or are there at once where motion is not wanted. @param {number} step */
  goTo(step) {
    const [from, began] = [this.step, performance.now()];
    this.chosen.step = step;
    cancelAnimationFrame(this.frame);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const tick = (/** @type {number} */ now) => {
      const share = still ? 1 : clamp((now - began) / MOVE_MS, 0, 1);
      this.step = share < 1 ? from + (step - from) * (1 - (1 - share) ** 3) : step;
      this.curves();
      if (share < 1) this.frame = requestAnimationFrame(tick);
    };
    this.update();
    tick(began);
  }

  /** @param {Event} event */
  onInput({ target, type }) {
    if (!(target instanceof HTMLInputElement) || target.id !== "step") return;
    if (type === "input") this.goTo(Number(target.value));
    else this.tell();
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const { target } = event;
    if (!(target instanceof Element)) return;
    if (target.closest("svg.plane")) return this.hand.onClick(event);
    const { draw, step, show, learner, do: action } = target.closest("button")?.dataset ?? {};
    const { lines } = this.chosen;
    if (draw) this.send("draw", draw);
    if (action === "add") this.hand.addByKey();
    if (action === "clear") this.hand.edited([], null);
    if (action === "save") this.save();
    if (show === "right" || show === "mean") this.choose({ [show]: !this.chosen[show] });
    if (learner) {
      this.choose({
        lines: this.data.learners.map(({ id }) => id).filter((id) => lines.includes(id) !== (id === learner)),
      });
    }
    if (step) {
      this.goTo(Number(step));
      this.tell();
    }
  }

  save() {
    const { data: { words: w }, chosen: { step }, root } = this;
    const svg = /** @type {SVGSVGElement} */ (root.querySelector("svg.plane"));
    saveSvg(svg, "sinusoid", [w.title, fill(w.step_of, { step, last: lastStep(this.data) }), w.app]);
  }

  close() {
    this.watcher.disconnect();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.hand.settling);
  }
}

export default lasting(
  ".sinusoid",
  (root, /** @type {Component} */ component) => new Board(root, component),
  (board, component) => board.show(component),
  (board) => board.close(),
);
