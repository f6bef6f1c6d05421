// @ts-check
// The way back to θ, where learners differ: MAML under every step, FOMAML straight, Reptile by the difference,
// conventional training in one loop.

import { arrow, centre, foot, label, middle, pill, right } from "./arrows.js";
import { say } from "./words.js";

/** @import { Flow } from "./flows.js" */

/** @param {Flow} at */
export function outerFlow(at) {
  const { place, frame, learner } = at;
  if (place.conventional) return conventionalFlow(at);
  if (frame.team) return teamFlow(at);
  return learner === "reptile" ? reptileFlow(at) : queryFlow(at);
}

/** MAML back under every step, FOMAML straight to θ. @param {Flow} at */
function queryFlow(at) {
  const { place, frame, learner } = at;
  if (!frame.out) return "";
  const box = place.queryLoss;
  const end = place.cards[place.cards.length - 1];
  const y = middle(end) + 8;
  const now = !frame.updated;
  const path = place.narrow
    ? `M${centre(box)} ${foot(box) + 3}V${place.inner.y - 8}H${centre(end)}V${end.y - 12}`
    : `M${right(box) + 3} ${middle(box)}H${place.side}V${y}H${right(end) + 14}`;
  const look = { thick: true, run: now && frame.out === 1 };
  const svg = place.narrow
    ? arrow(path, [centre(end), end.y - 3], 90, "query", look)
    : arrow(path, [right(end) + 5, y], 180, "query", look);
  if (learner === "maml") return svg + hops(at, now);
  return frame.out >= 2 ? svg + under(at, "query", say(at.words, "arrow_same"), now) : svg;
}

/** One arc under every inner step; the last one from φ₀ into θ. @param {Flow} at @param {boolean} now */
function hops({ place, frame }, now) {
  const bottom = foot(place.cards[0]) + 3;
  const drop = place.arcs * 0.85;
  const done = Math.max(0, frame.out - 1);
  const shown = place.cards.filter((card) => card.k !== null);
  let svg = "";
  for (let i = shown.length - 1; i >= 0; i--) {
    const from = shown[i];
    const [k, before] = [from.k ?? 0, i ? shown[i - 1].k ?? 0 : 0];
    const to = i ? shown[i - 1] : place.theta;
    const order = place.steps - k + 1;
    if (order > done) break;
    const reach = Math.min(14, from.w * 0.14);
    const [x1, x2] = [centre(from) - reach, centre(to) + reach];
    const d = `M${x1} ${bottom}C${x1 - 6} ${bottom + drop} ${x2 + 6} ${bottom + drop} ${x2} ${bottom + 9}`;
    svg += arrow(d, [x2, bottom], -94, "query", { thick: true, run: now && order === done });
    const folded = k - before > 1;
    if (i) svg += knot((x1 + x2) / 2, bottom + drop * 0.75, folded ? "∂∂…" : "∂∂", place.narrow);
  }
  return svg;
}

/** @param {number} x @param {number} y @param {string} text @param {boolean} narrow */
function knot(x, y, text, narrow) {
  const r = narrow ? 10 : 12.5;
  return `<circle class="pill" cx="${x}" cy="${y}" r="${r}" style="--c:var(--query)"/>` +
    label(x, y + 4, text, "query", narrow ? 9.5 : 11.5);
}

/**
 * A line below all copies, from φ_S to θ (or the other way), with its sentence on it.
 * @param {Flow} at
 * @param {string} colour
 * @param {string} text
 * @param {boolean} run
 * @param {boolean} back
 */
function under({ place }, colour, text, run, back = false) {
  const end = place.cards[place.cards.length - 1];
  const [top, y] = [foot(end) + 3, foot(end) + place.arcs - 10];
  const [a, b] = back ? [centre(place.theta), centre(end)] : [centre(end), centre(place.theta)];
  const turn = b > a ? 14 : -14;
  const path = `M${a} ${top}V${y - 14}Q${a} ${y} ${a + turn} ${y}H${b - turn}Q${b} ${y} ${b} ${y - 14}V${
    top + 11
  }`;
  const size = place.narrow ? 11 : 12.5;
  return arrow(path, [b, top + 1], -90, colour, { thick: true, run }) +
    pill((a + b) / 2, y, text, colour, size);
}

/** @param {Flow} at */
function reptileFlow(at) {
  const { frame, words, film } = at;
  if (!frame.out) return "";
  const percent = Math.round(Number(film.info.outer_lr) * 100);
  const text = frame.updated ? say(words, "arrow_part", { percent }) : say(words, "arrow_where");
  return under(at, "support", text, frame.out === 1 || frame.updated, true);
}

/** The means of all tasks' arrows into θ. @param {Flow} at */
function teamFlow({ place, frame, words, film: { colour } }) {
  const y = foot(place.theta) + place.arcs - 10;
  const top = foot(place.theta) + 3;
  const x = centre(place.theta);
  const stems = place.team.map((card) =>
    `<path class="stem" d="M${centre(card)} ${top}V${y}" style="--c:var(--${colour})"/>`
  );
  const from = centre(place.team[place.team.length - 1]);
  const path = `M${from} ${y}H${x + 14}Q${x} ${y} ${x} ${y - 14}V${top + 11}`;
  const back = arrow(path, [x, top + 1], -90, colour, { thick: true, run: !frame.updated });
  return stems.join("") + back +
    pill((right(place.theta) + place.team[0].x) / 2 + 30, y, say(words, "mean_of"), colour);
}

/** One loop: loss, gradient, θ. @param {Flow} at */
function conventionalFlow({ place, frame, words }) {
  const { theta, supportLoss: box, side } = place;
  const under = foot(place.original) + 22;
  let svg = place.narrow ? "" : label(centre(theta), under, say(words, "one_loop"), "quiet", 13);
  if (!frame.out) return svg;
  const [from, y] = [middle(box), middle(theta)];
  const turn = `H${side - 14}Q${side} ${from} ${side} ${from + 14}V${y - 14}Q${side} ${y} ${side - 14} ${y}`;
  const path = place.narrow
    ? `M${centre(box)} ${foot(box) + 3}V${y}H${right(theta) + 13}`
    : `M${right(box) + 4} ${from}${turn}H${right(theta) + 14}`;
  svg += arrow(path, [right(theta) + 4, y], 180, "conventional", { thick: true, run: !frame.updated });
  const x = place.narrow ? right(theta) + 60 : (right(place.original) + side) / 2;
  return svg +
    label(x, y - 10, say(words, frame.updated ? "arrow_update" : "arrow_gradient"), "conventional", 13);
}
