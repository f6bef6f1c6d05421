// @ts-check
// The picture as markup: contours of the tasks, inner steps from θ, an arrow and a trail for each learner.

import { escape, letterOf } from "../../shared/web/text.js";
import { contour, lowest } from "./contours.js";
import { along, around, placeNames } from "./names.js";

/**
 * @typedef {import("./data.js").Data} Data
 * @typedef {import("../../shared/web/marks.js").Learner} Learner
 *
 * @typedef {object} Shown
 * @property {import("./views.js").View} seen
 * @property {number[][]} tips where the arrows end
 * @property {import("./data.js").Trail[]} trails
 * @property {boolean} hessian
 * @property {number} font
 */

export const SIZE = 560;
const COLOURS = ["var(--fs-class-a)", "var(--fs-class-b)", "var(--fs-class-c)"];
const HEIGHTS = [0.02, 0.08, 0.2, 0.45, 0.9]; // of the contours, above the lowest loss
const LEAST = { arrow: 16, term: 28 }; // px of what is long enough to be named

/** A place of the plane, in pixels of the picture. @param {number[]} place @param {number} edge */
const placed = ([a, b], edge) => [((a + edge) / (2 * edge)) * SIZE, SIZE - ((b + edge) / (2 * edge)) * SIZE];

/** The same as text. @param {number[]} place @param {number} edge */
export const point = (place, edge) => placed(place, edge).map((v) => v.toFixed(1)).join(" ");

/** @param {number[][]} places @param {number} edge */
const points = (places, edge) => places.map((place) => point(place, edge)).join(" ");

/** @param {Learner} learner */
const pen = ({ colour, dash }) => `style="stroke:${escape(colour)}" stroke-dasharray="${escape(dash)}"`;

/**
 * Contours of the three support losses, with the task's letter in the middle.
 * @param {Data["surfaces"]} surfaces
 */
export function ground(surfaces) {
  const { side, edge, losses } = surfaces;
  const step = SIZE / (side - 1);
  const place = (/** @type {number} */ x, /** @type {number} */ y) =>
    `${(x * step).toFixed(1)} ${(SIZE - y * step).toFixed(1)}`;
  const lines = losses.map((surface, task) => {
    const least = Math.min(...surface);
    return HEIGHTS.map((above, i) =>
      `<path d="${contour(surface, side, least + above, place)}" stroke="${COLOURS[task]}"
        opacity="${0.8 - 0.12 * i}" fill="none"/>`
    ).join("");
  });
  const letters = lowest(surfaces).map((best, task) => {
    const [x, y] = placed(best, edge);
    return `<g class="letter"><circle cx="${x}" cy="${y}" r="10" fill="${COLOURS[task]}"/>
      <text x="${x}" y="${y + 4.5}" text-anchor="middle" fill="var(--fs-on-class${task ? "" : "-a"})">${
      letterOf(task)
    }</text></g>`;
  });
  return lines.join("") + letters.join("");
}

/** All that moves with θ. @param {Data} data @param {Shown} shown */
export function moving(data, shown) {
  const { seen, tips, trails, hessian } = shown;
  const { edge } = data.surfaces;
  const at = (/** @type {number[]} */ place) => placed(place, edge);
  const arrows = data.learners.map((learner, i) => arrow(at(seen.theta), at(tips[i]), learner));
  const term = { colour: "var(--fs-wrong)", dash: "", wide: true };
  const left = hessian ? `<g class="term">${arrow(at(tips[1]), at(tips[0]), term)}</g>` : "";
  return trails.map((each) => trail(each, data)).join("") +
    seen.paths.map((path, task) => walk(path, COLOURS[task], edge)).join("") + arrows.join("") + left +
    names(data, shown);
}

/**
 * Where a learner's updates have taken θ: its line, a dot after each update.
 * @param {import("./data.js").Trail} trail
 * @param {Data} data
 */
function trail({ learner, places }, { learners, surfaces }) {
  const by = learners.find((each) => each.id === learner) ?? learners[0];
  const dots = places.map((place) => {
    const [x, y] = placed(place, surfaces.edge);
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="2.4" style="fill:${escape(by.colour)}"/>`;
  });
  return `<g class="trail" data-learner="${learner}"><polyline points="${points(places, surfaces.edge)}" ${
    pen(by)
  } fill="none" stroke-width="2"/>${dots.join("")}</g>`;
}

/** Inner steps from θ to a task's φ. @param {number[][]} path @param {string} colour @param {number} edge */
function walk(path, colour, edge) {
  const steps = path.slice(1).map((place) => {
    const [x, y] = placed(place, edge);
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="3.5" fill="${colour}"/>`;
  });
  return `<polyline points="${points(path, edge)}" fill="none" stroke="${colour}" stroke-width="2"
    stroke-dasharray="2 4"/>${steps.join("")}`;
}

/**
 * @param {number[]} from
 * @param {number[]} to
 * @param {{ colour: string, dash: string, wide?: boolean }} line
 */
function arrow([ax, ay], [bx, by], { colour, dash, wide = false }) {
  const long = Math.hypot(bx - ax, by - ay);
  if (long < 0.5) return "";
  const angle = (Math.atan2(by - ay, bx - ax) * 180) / Math.PI;
  const head = Math.min(1, 0.25 + long / 24); // a short arrow has a small head
  const end = `${bx.toFixed(1)} ${by.toFixed(1)}`;
  return `<g class="arrow"><path d="M${ax.toFixed(1)} ${ay.toFixed(1)}L${end}" style="stroke:${
    escape(colour)
  }"
      stroke-dasharray="${escape(dash)}" stroke-width="${wide ? 4 : 3}" fill="none"/>
    <path d="M3 0L-9 -5V5Z" style="fill:${escape(colour)}"
      transform="translate(${end}) rotate(${angle.toFixed(1)}) scale(${head.toFixed(2)})"/></g>`;
}

/**
 * Names of what is long enough to be told apart; the sum beside the picture, and the table, name all.
 * @param {Data} data
 * @param {Shown} shown
 */
function names({ learners, surfaces, words }, { seen, tips, hessian, font }) {
  const at = (/** @type {number[]} */ place) => placed(place, surfaces.edge);
  const apart = (/** @type {number[]} */ from, /** @type {number[]} */ to) =>
    Math.hypot(...at(from).map((v, i) => v - at(to)[i]));
  const named = (/** @type {string} */ name, /** @type {number[]} */ place, /** @type {string} */ fill) => ({
    name,
    at: at(place),
    fill,
  });
  const all = learners.map(({ name, colour }, i) => named(name, tips[i], escape(colour)))
    .filter((_, i) => apart(seen.theta, tips[i]) > LEAST.arrow);
  if (hessian && apart(tips[0], tips[1]) > LEAST.term) {
    all.push(named(words.hessian_name, tips[0].map((v, i) => (v + tips[1][i]) / 2), "var(--fs-wrong)"));
  }
  const ends = seen.paths.map((path) => path[path.length - 1]);
  all.push(...ends.map((end, task) => named(`φ${letterOf(task)}`, end, "var(--fs-text)")));
  const lines = [...tips, ...ends].flatMap((end) => along(at(seen.theta), at(end)));
  const taken = [
    ...lowest(surfaces).map((place) => around(at(place), 12)),
    around(at(seen.theta), 11),
    ...tips.map((tip) => around(at(tip), 7)),
    ...ends.map((end) => around(at(end), 4)),
    ...lines,
  ];
  return placeNames(all, taken, SIZE, font);
}
