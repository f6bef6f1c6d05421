// @ts-check
// Parameter space, seen from above: the exact projection of one task's walk on a plane.

import { dot, grid, line, mapping, name, note } from "./plane_marks.js";
import { count, phi, say, short } from "./words.js";

/** @import { BatchUpdate, Frame, Point, Scene, TaskUpdate } from "./types.js" */

/**
 * @typedef {Scene & { frame: Frame, high: number }} Plane high: px of the drawing, without the line of
 *   words below
 */

const ORIGIN = /** @type {Point} */ ([0, 0]);

/** SVG markup of the plane in a frame. @param {Frame} frame @param {Scene} scene @param {number} high */
export function planeMarkup(frame, scene, high) {
  const { film, learner, words } = scene;
  const update = film.updates[frame.update];
  if (frame.fast) return note(say(words, update.kind === "batch" ? "plane_walk" : "plane_new"), high / 2);
  const at = { ...scene, frame, high };
  if (update.kind === "batch") return walk(at, update);
  const lens = enlargement(update, learner === "reptile");
  const angled = learner === "maml" && update.angle != null && frame.out > frame.cards;
  const values = {
    parameters: count(film.parameters),
    angle: Math.round(update.angle ?? 0),
    lens: short(lens),
  };
  const times = lens !== 1 ? ` · ${say(words, "plane_times", values)}` : "";
  const said = lens !== 1 && frame.out ? "plane_lens" : "plane_note";
  const text = angled ? say(words, "plane_angle", values) + times : say(words, said, values);
  return grid(high) + task(at, update, lens) + note(text, high + 17);
}

/**
 * An outer arrow too short or too long beside the walk is drawn to fit, by a round factor that is told.
 * @param {TaskUpdate} update
 * @param {boolean} exact
 */
export function enlargement({ plane }, exact) {
  const outer = Math.hypot(...plane.next);
  const inner = Math.max(...plane.fast.map((p) => Math.hypot(...p)));
  if (exact || !outer || !inner || (outer > 0.45 * inner && outer < 1.5 * inner)) return 1;
  const factor = ((outer < inner ? 0.5 : 0.9) * inner) / outer;
  const unit = 10 ** Math.floor(Math.log10(factor));
  return Math.round(factor / unit) * unit;
}

/** @param {Plane} at @param {TaskUpdate} update @param {number} lens */
function task({ frame, learner, high }, { plane }, lens) {
  const far = (/** @type {Point} */ p) => /** @type {Point} */ (p.map((v) => v * lens));
  const { fast } = plane;
  const end = fast[fast.length - 1];
  const next = far(plane.next);
  const pull = plane.pull ? far(plane.pull) : next;
  const lifted = /** @type {Point} */ ([end[0] + pull[0], end[1] + pull[1]]);
  const to = mapping([ORIGIN, ...fast, next, pull, ...(learner === "fomaml" ? [lifted] : [])], high);
  const shown = Math.max(0, frame.cards - 1);
  const [start, last] = [to(ORIGIN), to(fast[shown])];
  let svg = "";
  for (let k = 0; k < shown; k++) {
    svg += line(to(fast[k]), to(fast[k + 1]), "support", { run: frame.moved === k + 1 });
  }
  if (frame.out) svg += wayBack({ frame, learner }, { fast, end, pull, lifted, to });
  const colour = learner === "reptile" ? "support" : "query";
  if (frame.updated) svg += line(start, to(next), colour, { run: true, thick: true });
  for (let k = 1; k <= shown; k++) {
    svg += dot(to(fast[k]), k === fast.length - 1 ? 5.5 : 4, "hollow support");
  }
  const near = shown > 0 && Math.hypot(last[0] - start[0], last[1] - start[1]) < 12;
  if (shown && !near) svg += name(last, phi(shown), start);
  svg += dot(start, 6.5, frame.updated ? "ghost" : "theta");
  if (frame.updated) svg += dot(to(next), 6.5, "theta") + name(to(next), "θ′", start);
  return svg + name(start, near ? `θ, ${phi(shown)}` : "θ", to(end));
}

/**
 * @param {Pick<Plane, "frame" | "learner">} at
 * @param {{ fast: Point[], end: Point, pull: Point, lifted: Point, to: (point: Point) => Point }} points
 */
function wayBack({ frame, learner }, { fast, end, pull, lifted, to }) {
  const steps = fast.length - 1;
  const start = to(ORIGIN);
  const arrived = line(start, to(pull), "query", { run: !frame.updated, faint: frame.updated });
  if (learner === "reptile") return line(start, to(end), "support", { dashed: true, bare: true });
  if (learner === "fomaml") {
    const there = line(to(end), to(lifted), "query", { run: frame.out === 1, faint: frame.updated });
    if (frame.out < 2) return there;
    const [a, b] = [to(end), start];
    const high = Math.min(a[1], b[1]) - 26;
    const path = `M${a[0]} ${a[1] - 10}Q${(a[0] + b[0]) / 2} ${high} ${b[0] + 4} ${b[1] - 12}`;
    return `${there}<path class="handed" d="${path}"/>${arrived}`;
  }
  const back = Math.min(steps, Math.max(0, frame.out - 1));
  let svg = "";
  for (let j = steps; j > steps - back; j--) {
    const [a, b] = [to(fast[j]), to(fast[j - 1])];
    svg += `<line class="trail" x1="${a[0]}" y1="${a[1] + 6}" x2="${b[0]}" y2="${b[1] + 6}"/>`;
  }
  if (frame.out > steps + 1) return svg + arrived;
  const [x, y] = to(fast[steps - back]);
  return `${svg}<circle class="here" cx="${x}" cy="${y}" r="11"/>`;
}

/** Conventional training: one point walks. @param {Plane} at @param {BatchUpdate} update */
function walk({ frame, film, words, high }, update) {
  const to = mapping(update.walk, high);
  const points = update.walk.map(to);
  const at = update.at + (frame.updated || frame.opened ? 1 : 0);
  let svg = "";
  for (let i = 0; i < at; i++) {
    svg += line(points[i], points[i + 1], "conventional", { run: frame.updated && i === at - 1 });
  }
  for (let i = 0; i < at; i++) svg += dot(points[i], 4, "past");
  svg += dot(points[at], 6.5, "theta") + name(points[at], "θ", points[at ? at - 1 : 1]);
  const { optimiser } = film.info;
  const turned = frame.updated && update.bend != null && optimiser !== "SGD";
  const values = { angle: Math.round(update.bend ?? 0), optimiser };
  return grid(high) + svg + note(say(words, turned ? "plane_bend" : "plane_walk", values), high + 17);
}
