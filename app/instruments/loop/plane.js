// @ts-check
// Parameter space, seen from above: the exact projection of one task's walk on a plane.

import { dot, grid, line, mapping, name, note } from "./plane_marks.js";
import { phi } from "./words.js";

/** @import { BatchUpdate, Frame, Point, Scene, TaskUpdate } from "./types.js" */

/**
 * @typedef {Scene & { frame: Frame, high: number }} Plane high: px of the drawing, without the line of
 *   words below
 */

const ORIGIN = /** @type {Point} */ ([0, 0]);

/** SVG markup of the plane in a frame. @param {Frame} frame @param {Scene} scene @param {number} high */
export function planeMarkup(frame, scene, high) {
  if (frame.fast) return note(frame.plane, high / 2);
  const update = scene.film.updates[frame.update];
  const at = { ...scene, frame, high };
  return grid(high) + (update.kind === "batch" ? walk(at, update) : task(at, update)) +
    note(frame.plane, high + 17);
}

/** @param {Plane} at @param {TaskUpdate} update */
function task({ frame, learner, high, film }, { plane }) {
  const far = (/** @type {Point} */ p) => /** @type {Point} */ (p.map((v) => v * plane.lens));
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
  if (frame.updated) svg += line(start, to(next), film.colour, { run: true, thick: true });
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
function walk({ frame, high }, update) {
  const to = mapping(update.walk, high);
  const points = update.walk.map(to);
  const at = update.at + (frame.updated || frame.opened ? 1 : 0);
  let svg = "";
  for (let i = 0; i < at; i++) {
    svg += line(points[i], points[i + 1], "conventional", { run: frame.updated && i === at - 1 });
  }
  for (let i = 0; i < at; i++) svg += dot(points[i], 4, "past");
  return svg + dot(points[at], 6.5, "theta") + name(points[at], "θ", points[at ? at - 1 : 1]);
}
