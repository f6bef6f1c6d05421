// @ts-check
// The plane of two parameters. While θ is dragged, views are interpolated between the lattice's; at rest the
// server's own are shown.

import { lasting, one, put } from "../../shared/web/dom.js";
import { saveSvg } from "../../shared/web/picture_file.js";
import { escape } from "../../shared/web/text.js";
import { between } from "./contours.js";
import { controls, read, setControls, setRange } from "./controls.js";
import { movable } from "./hand.js";
import { pair, sum, tables } from "./numbers.js";
import { ground, moving, point, SIZE } from "./picture.js";
import { tipsOf, view } from "./views.js";
import { atStart, back, further } from "./walks.js";

/**
 * @typedef {import("./data.js").Trail} Trail
 * @typedef {import("./data.js").Chosen} Chosen
 * @typedef {import("./data.js").Data} Data
 * @typedef {import("../../shared/web/dom.js").Component<Data>} Component
 */

const FRAME_MS = 180; // from one update to the next
const SIDE_HEIGHT = "--fs-plane-side"; // what stands below the controls, outside this component, begins there

/** @param {number[]} place */
const hundredths = (place) => place.map((v) => Math.min(Math.max(Math.round(v * 100), -300), 300));

class Board {
  /** @param {HTMLElement} root @param {Component} component */
  constructor(root, component) {
    this.root = root;
    requestAnimationFrame(() => setTimeout(() => this.report?.("painted", true)));
    this.data = component.data;
    this.chosen = { ...component.data.chosen };
    this.key = "";
    this.lang = "";
    this.exact = false;
    this.dragging = false;
    this.asked = ""; // what was chosen here and has not come back
    this.then = 0; // updates to play when it has
    /** @type {Trail | null} an update that is being played */
    this.live = null;
    /** @type {number | undefined} */
    this.timer = undefined;
    this.seen = view(component.data.ahead[0], component.data.chosen.inner_steps);
    this.watcher = new ResizeObserver(([{ target }]) =>
      document.documentElement.style.setProperty(SIDE_HEIGHT, `${target.clientHeight}px`)
    );
  }

  /** New data: exact views of θ and of the updates from there. @param {Component} component */
  update({ data, setTriggerValue }) {
    this.report = setTriggerValue;
    if (this.timer || this.dragging) return;
    const chosen = JSON.stringify(data.chosen);
    if (this.asked && this.asked !== chosen) return; // an answer to an earlier question
    this.asked = "";
    const key = chosen + JSON.stringify(data.words);
    if (key === this.key && this.exact) return;
    Object.assign(this, { data, key, chosen: { ...data.chosen }, exact: true, live: null });
    if (this.lang !== data.words.lang) this.build();
    this.lang = data.words.lang;
    this.show(this.future(0));
    setControls(this.root, this.chosen);
    const count = this.then;
    this.then = 0;
    if (count) this.play(count);
  }

  /** What is seen after so many updates. @param {number} index */
  future(index) {
    return view(this.data.ahead[index], this.data.chosen.inner_steps);
  }

  build() {
    const { words: w, surfaces } = this.data;
    this.root.innerHTML = `<svg viewBox="0 0 ${SIZE} ${SIZE}" role="group" aria-label="${escape(w.picture)}">
        <g class="ground">${ground(surfaces)}</g><g class="moving"></g>
        <g class="handle" tabindex="0" role="application" aria-label="${escape(w.handle)}">
          <circle class="reach" r="22"/>
          <circle r="8" fill="var(--fs-text)" stroke="var(--fs-ground)" stroke-width="3"/></g></svg>
      <div class="side">${controls(this.data)}</div>
      <details class="numbers"><summary>${
      escape(w.table)
    }</summary><div data-part="numbers"></div></details>`;
    this.svg = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (one(this.root, "svg")));
    this.watcher.disconnect();
    this.watcher.observe(one(this.root, ".side"));
    this.listen();
  }

  /** @param {import("./views.js").View} seen */
  show(seen) {
    this.seen = seen;
    const { data, chosen, exact } = this;
    const tips = tipsOf(seen, chosen.outer_rate / 100);
    const hessian = chosen.hessian === "shown";
    const trails = [...data.trails.filter(() => chosen.walks), ...(this.live ? [this.live] : [])];
    const shown = { seen, tips, trails, hessian, font: this.font() };
    one(this.root, ".moving").innerHTML = moving(data, shown);
    const place = point(seen.theta, data.surfaces.edge);
    one(this.root, ".handle").setAttribute("transform", `translate(${place})`);
    Object.assign(this.root.dataset, { theta: seen.theta.join(" "), exact });
    put(this.root, "sum", sum(data, seen, tips));
    put(this.root, "numbers", tables(data, seen, tips, exact));
    one(this.root, "[data-do=clear]").toggleAttribute("disabled", !trails.length);
    const atHome = hundredths(seen.theta).join() === data.home.join() && atStart(chosen.walks);
    one(this.root, "[data-do=back]").toggleAttribute("disabled", atHome);
  }

  /** In a small picture names are larger, so that they can still be read. */
  font() {
    return Math.min(22, Math.max(14, (14 * SIZE) / (this.svg?.clientWidth || SIZE)));
  }

  /**
   * θ is put somewhere by hand: what is between the lattice's points is interpolated.
   * @param {number[]} theta
   */
  move(theta) {
    const { edge } = this.data.grid;
    const kept = theta.map((v) => Math.min(Math.max(v, -edge), edge));
    this.exact = false;
    const steps = this.data.chosen.inner_steps;
    this.show({ ...view(between(this.data.grid, kept), steps), theta: kept });
  }

  /** θ is dragged: what led there is over. @param {number[]} theta */
  drag(theta) {
    this.chosen.walks = "";
    this.move(theta);
  }

  /** Tell what is chosen now. @param {Partial<Chosen>} changes */
  rest(changes = {}) {
    Object.assign(this.chosen, changes);
    const chosen = JSON.stringify(this.chosen);
    if (chosen === JSON.stringify(this.data.chosen)) { // all as it was: nothing would come back
      Object.assign(this, { exact: true, asked: "" });
      return this.show(this.future(0));
    }
    this.asked = chosen;
    this.report?.("rest", { ...this.chosen });
  }

  /** θ begins where it is now. @param {number[]} theta */
  begin(theta = this.seen.theta) {
    const [theta_1, theta_2] = hundredths(theta);
    this.rest({ theta_1, theta_2, walks: "" });
  }

  /** θ goes back to where it was put by hand; from there, to where the page puts it. */
  back() {
    const { theta_1, theta_2, walks } = this.chosen;
    if (atStart(walks)) {
      const home = this.data.home.map((v) => v / 100);
      this.drag(home);
      return this.begin(home);
    }
    this.move([theta_1 / 100, theta_2 / 100]);
    this.rest({ walks: back(walks) });
  }

  /**
   * Updates that the server has computed, one after another; nothing is asked while they play.
   * @param {number} count
   */
  play(count) {
    if (this.timer) return this.stop();
    if (this.asked) {
      this.then = count;
      return;
    }
    const { edge } = this.data.surfaces;
    this.played = { ...this.chosen };
    const live = this.live = { learner: this.chosen.learner, places: [this.seen.theta] };
    const next = () => {
      const seen = this.future(live.places.length);
      if (seen.theta.some((v) => Math.abs(v) > edge)) return this.stop();
      live.places.push(seen.theta);
      this.show(seen);
      if (live.places.length > count) this.stop();
    };
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.timer = setInterval(next, still ? 0 : FRAME_MS);
    one(this.root, "[data-do=play]").textContent = this.data.words.pause;
    next();
  }

  stop() {
    clearInterval(this.timer);
    this.timer = undefined;
    one(this.root, "[data-do=play]").textContent = this.data.words.play;
    const count = this.live ? this.live.places.length - 1 : 0;
    if (!count || !this.played) return;
    const walks = further(this.chosen.walks, this.played, count);
    if (walks) this.rest({ walks });
    else this.begin();
  }

  listen() {
    const svg = one(this.root, "svg");
    movable(one(this.root, ".handle"), svg, this.data.grid.edge, {
      free: () => !this.timer,
      from: () => this.seen.theta,
      drag: (theta) => this.drag(theta),
      begins: () => this.dragging = true,
      ends: () => {
        this.dragging = false;
        this.begin();
      },
    });
    this.root.oninput = ({ target }) => target instanceof HTMLInputElement && this.onInput(target);
    this.root.onchange = ({ target }) => target instanceof HTMLInputElement && this.onChange(target);
    this.root.onclick = ({ target }) => target instanceof HTMLElement && this.onClick(target.dataset.do);
  }

  /** A slider moves: β is a matter of the arrows' length alone. @param {HTMLInputElement} input */
  onInput({ name, type, value }) {
    if (type !== "range") return;
    Object.assign(this.chosen, { [name]: Number(value) });
    setRange(this.root, name, Number(value));
    if (name === "outer_rate") this.show(this.seen);
  }

  /** @param {HTMLInputElement} input */
  onChange({ name, type, value, checked }) {
    if (this.timer) this.stop();
    if (name === "hessian") this.rest({ hessian: checked ? "shown" : "hidden" });
    else this.rest({ [name]: type === "range" ? Number(value) : value });
    if (name === "hessian") this.show(this.seen);
  }

  /** @param {string | undefined} what */
  onClick(what) {
    if (what === "play") return this.play(this.data.ahead.length - 1);
    if (this.timer) return;
    if (what === "update") this.play(1);
    if (what === "back") this.back();
    if (what === "save") this.save();
    if (what === "clear") {
      this.begin();
      this.show(this.seen);
    }
  }

  save() {
    const { data: { words: w }, chosen: c, seen } = this;
    const set = `α = ${read("inner_rate", c.inner_rate)} · S = ${c.inner_steps} · β = ${
      read("outer_rate", c.outer_rate)
    }`;
    if (this.svg) saveSvg(this.svg, "plane", [w.title, `θ = (${pair(seen.theta, 2)}) · ${set}`, w.app]);
  }

  close() {
    clearInterval(this.timer);
    this.watcher.disconnect();
  }
}

export default lasting(
  ".plane",
  (root, /** @type {Component} */ component) => new Board(root, component),
  (board, component) => board.update(component),
  (board) => board.close(),
);
