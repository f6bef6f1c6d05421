// @ts-check
// The chart below the board, which follows the slider: accuracy after each step, or differences from one
// learner. Lines and bands are over many tasks; this one task's own accuracies are open dots. The horizontal
// axis is the slider's: the page places the slider by `left` and `width`.

import { between, names, plot, rules, through, ticks } from "../../shared/web/curve.js";
import { escape, fill } from "../../shared/web/text.js";
import { at, signed } from "./data.js";

/** @import { End, Plot, Point } from "../../shared/web/curve.js" */
/** @import { Axis, Curve, Data } from "./data.js" */
/** @typedef {{ id: string, short: string, colour: string, dash: string, curve?: Curve, own?: number[] }} Line */
/** @typedef {{ left: number, width: number, move: (step: number) => void }} Chart */

const PAD = { left: 42, right: 92, top: 14, bottom: 42 };
const OVER = 6; // px that lines and the cursor may go over the picture's edges
const ASIDE = 5; // px between two learners' open dots, which would often lie on one another
/** @type {Curve} */
const ZERO = { mean: [0], ci95: [0], episodes: 0 };

/**
 * What is drawn for each learner: the levels, with this task's own; or the differences, those of the learner
 * that all are set against being zero.
 * @param {Data} d
 * @returns {Line[]}
 */
function linesOf(d) {
  if (!d.against) {
    return d.columns.map(({ id, short, colour, dash, curve, right }) => ({
      ...{ id, short, colour, dash, curve },
      own: right?.map((count) => (100 * count) / d.query.count),
    }));
  }
  const zero = d.choices.filter(({ id }) => id === d.against);
  const others = d.columns.filter(({ id }) => id !== d.against);
  return [
    ...zero.map(({ id, short, colour, dash }) => ({ id, short, colour, dash, curve: ZERO })),
    ...others.map(({ id, short, colour, dash, gap }) => ({ id, short, colour, dash, curve: gap })),
  ];
}

/**
 * Draw the chart into a node; `move(step)` then shifts only the cursor and its dots.
 * @param {HTMLElement} holder
 * @param {Data} d
 * @param {string} label what it shows, for who does not see it
 * @returns {Chart}
 */
export function drawChart(holder, d, label) {
  const width = Math.max(280, holder.clientWidth);
  const height = innerHeight < 780 ? 214 : Math.max(250, Math.min(310, Math.round(width * 0.84)));
  const lines = linesOf(d);
  const { axis } = d;
  const scales = plot(width, height, PAD, [0, d.last], [axis.low, axis.high]);
  const { left, right, top, bottom } = scales;
  const drawn = lines.map((line) =>
    `<g class="series" data-of="${escape(line.id)}">${curve(d, scales, line)}</g>`
  );
  holder.innerHTML = `<svg class="curves" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"
    role="img" aria-label="${escape(label)}"><clipPath id="inside"><rect x="0" y="${
    top - OVER
  }" width="${width}"
    height="${bottom - top + 2 * OVER}"/></clipPath>${grid(d, scales, axis)}
    <path class="cursor" d="M0 ${top - 10}V${bottom + OVER}"/><g clip-path="url(#inside)">${
    drawn.join("")
  }</g>
    ${names(scales, ends(lines, axis, d.last))}${dots(lines)}</svg>`;
  return { left, width: right - left, move: mover(holder, scales, lines) };
}

/** @param {Data} d @param {Plot} scales @param {Axis} axis */
function grid(d, scales, axis) {
  const highest = axis.ticks[axis.ticks.length - 1];
  const text = (/** @type {number} */ value) => {
    if (d.against) return signed(value).replace(".0", "");
    return value === highest ? fill(d.words.percent, { value }) : String(value);
  };
  const steps = Array.from({ length: d.last + 1 }, (_, step) => step);
  const numbers = new Map(steps.map((step) => [step, String(step)]));
  const level = scales.y(d.against ? 0 : d.chance);
  const across = `<path class="${
    d.against ? "zero" : "chance"
  }" d="M${scales.left} ${level}H${scales.right}"/>`;
  const chance = `<text x="${scales.right - 2}" y="${level + 13}" text-anchor="end">${
    escape(d.words.chance)
  }</text>`;
  return rules(scales, axis.ticks, text) + ticks(scales, numbers, d.words.axis) + across +
    (d.against ? "" : chance);
}

/**
 * A learner's line with its band, and this task's own dots, seen while the learner is singled out.
 * @param {Data} d
 * @param {Plot} scales
 * @param {Line} line
 */
function curve(d, { x, y }, line) {
  const { own, colour, dash } = line;
  const steps = Array.from({ length: d.last + 1 }, (_, step) => step);
  const dots = own
    ? steps.map((step) =>
      `<circle class="own" r="3.5" style="stroke:${colour}" cx="${x(step)}" cy="${y(at(own, step))}"/>`
    )
    : [];
  if (!line.curve) return dots.join("");
  const { mean, ci95 } = line.curve;
  const edge = (/** @type {number} */ sign) =>
    steps.map((step) => /** @type {Point} */ ([x(step), y(at(mean, step) + sign * at(ci95, step))]));
  return `<path class="band" style="fill:${colour}" d="${between(edge(1), edge(-1))}"/>
    <path class="curve" style="--c:${colour}" stroke-dasharray="${dash}" d="${through(edge(0))}"/>
    ${dots.join("")}`;
}

/**
 * Whose lines end where: at the picture's edge, with an arrow, where they have left it.
 * @param {Line[]} lines
 * @param {Axis} axis
 * @param {number} last
 * @returns {End[]}
 */
const ends = (lines, { low, high }, last) =>
  lines.flatMap(({ id, short, colour, curve }) => {
    if (!curve) return [];
    const value = at(curve.mean, last);
    const arrow = value < low ? "↓ " : value > high ? "↑ " : "";
    return { id, colour, lines: [arrow + short], value: Math.max(low, Math.min(high, value)) };
  });

/** The dots on the cursor's line, put in their place by the mover. @param {Line[]} lines */
function dots(lines) {
  const open = lines.filter(({ own }) => own).map(({ id, colour }) =>
    `<circle class="now one" data-of="${escape(id)}" r="4" style="stroke:${colour}"/>`
  );
  const filled = lines.filter(({ curve }) => curve).map(({ id, colour }) =>
    `<circle class="now" data-of="${escape(id)}" r="5" style="fill:${colour}"/>`
  );
  return open.join("") + filled.join("");
}

/**
 * What moves the cursor and the dots to a step.
 * @param {HTMLElement} holder
 * @param {Plot} scales
 * @param {Line[]} lines
 * @returns {(step: number) => void}
 */
function mover(holder, { x, y, top, bottom }, lines) {
  /** @param {string} selector @returns {SVGElement[]} */
  const all = (selector) =>
    [...holder.querySelectorAll(selector)].map((each) => /** @type {SVGElement} */ (each));
  const [cursor] = all(".cursor");
  const steps = all("[data-tick]");
  const [filled, open] = [all(".now:not(.one)"), all(".now.one")];
  const [measured, answered] = [lines.filter(({ curve }) => curve), lines.filter(({ own }) => own)];
  return (step) => {
    cursor.style.transform = `translateX(${x(step)}px)`;
    for (const tick of steps) tick.classList.toggle("here", Number(tick.dataset.tick) === step);
    measured.forEach(({ curve }, i) => {
      const height = y(at(curve?.mean ?? [], step));
      filled[i].style.transform = `translate(${x(step)}px,${height}px)`;
      filled[i].classList.toggle("beyond", height < top - OVER || height > bottom + OVER);
    });
    answered.forEach(({ own }, i) => {
      const aside = (i - (answered.length - 1) / 2) * ASIDE;
      open[i].style.transform = `translate(${x(step) + aside}px,${y(at(own ?? [], step))}px)`;
    });
  };
}
