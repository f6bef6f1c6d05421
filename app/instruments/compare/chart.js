// @ts-check
// The chart below the board, which follows the slider: accuracy after each step, or differences from one
// learner. Lines and bands are over many tasks; this one task's own accuracies are open dots. The horizontal
// axis is the slider's: the page places the slider by `left` and `width`.

import { apart } from "../../shared/web/labels.js";
import { escape, fill } from "../../shared/web/text.js";
import { gapAxis, levelAxis } from "./axis.js";
import { at, signed } from "./data.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./data.js").Curve} Curve */
/** @typedef {{ id: string, short: string, colour: string, dash: string, curve?: Curve, own?: number[] }} Line */
/** @typedef {{ x: (step: number) => number, y: (value: number) => number, right: number, bottom: number }} Scales */
/** @typedef {{ left: number, width: number, move: (step: number) => void }} Chart */

const PAD = { left: 42, right: 88, top: 14, bottom: 40 };
/** @type {Curve} */
const ZERO = { mean: [0], ci95: [0], episodes: 0 };
const NAMES = 16; // px between two names at the lines' ends

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

/** @param {Data} d @param {Line[]} lines */
function axisOf(d, lines) {
  const curves = lines.flatMap(({ curve }) => curve ?? []);
  return d.against
    ? gapAxis(curves, d.last)
    : levelAxis(curves, lines.flatMap(({ own }) => own ?? []), d.chance);
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
  const axis = axisOf(d, lines);
  const [right, bottom] = [width - PAD.right, height - PAD.bottom];
  /** @type {Scales} */
  const s = {
    right,
    bottom,
    x: (step) => PAD.left + ((right - PAD.left) * step) / d.last,
    y: (value) => bottom - ((bottom - PAD.top) * (value - axis.low)) / (axis.high - axis.low),
  };
  const drawn = lines.map((line) =>
    `<g class="series" data-of="${escape(line.id)}">${curve(d, s, line)}</g>`
  );
  holder.innerHTML = `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img"
    aria-label="${escape(label)}"><clipPath id="inside"><rect x="0" y="${PAD.top - 6}" width="${width}"
    height="${bottom - PAD.top + 12}"/></clipPath>${grid(d, s, axis)}
    <path class="cursor" d="M0 ${PAD.top - 10}V${bottom + 6}"/><g clip-path="url(#inside)">${
    drawn.join("")
  }</g>
    ${names(s, lines, d.last)}${dots(lines)}</svg>`;
  return { left: PAD.left, width: right - PAD.left, move: mover(holder, s, lines) };
}

/** @param {Data} d @param {Scales} s @param {import("./axis.js").Axis} axis */
function grid(d, s, { ticks }) {
  const across = `M${PAD.left - 8} 0H${s.right + 6}`;
  const text = (/** @type {number} */ tick, /** @type {number} */ i) =>
    d.against
      ? signed(tick).replace(".0", "")
      : i === ticks.length - 1
      ? fill(d.words.percent, { value: tick })
      : tick;
  const rules = ticks.map((tick, i) =>
    `<path class="rule" d="${across}" transform="translate(0 ${s.y(tick)})"/>
    <text x="${PAD.left - 13}" y="${s.y(tick) + 4}" text-anchor="end">${escape(text(tick, i))}</text>`
  );
  const steps = Array.from(
    { length: d.last + 1 },
    (_, step) =>
      `<text class="tick" data-tick="${step}" x="${s.x(step)}" y="${
        s.bottom + 22
      }" text-anchor="middle">${step}</text>`,
  );
  const level = d.against
    ? `<path class="zero" d="${across}" transform="translate(0 ${s.y(0)})"/>`
    : `<path class="chance" d="${across}" transform="translate(0 ${s.y(d.chance)})"/>
      <text x="${s.right - 2}" y="${s.y(d.chance) - 5}" text-anchor="end">${escape(d.words.chance)}</text>`;
  return `${rules.join("")}${steps.join("")}
    <text x="${s.right + 16}" y="${s.bottom + 22}">${escape(d.words.axis)}</text>${level}`;
}

/**
 * A learner's line with its band, and this task's own dots, seen while the learner is singled out.
 * @param {Data} d
 * @param {Scales} s
 * @param {Line} line
 */
function curve(d, s, { curve, own, colour, dash }) {
  const steps = Array.from({ length: d.last + 1 }, (_, step) => step);
  const points = (/** @type {(step: number) => number} */ value) =>
    steps.map((t) => `${s.x(t)} ${s.y(value(t))}`);
  const dots = own
    ? steps.map((t) =>
      `<circle class="own" r="3.5" style="stroke:${colour}" cx="${s.x(t)}" cy="${s.y(at(own, t))}"/>`
    )
    : [];
  if (!curve) return dots.join("");
  const edge = (/** @type {number} */ sign) => points((t) => at(curve.mean, t) + sign * at(curve.ci95, t));
  return `<path class="band" style="fill:${colour}" d="M${[...edge(1), ...edge(-1).reverse()].join("L")}Z"/>
    <path class="curve" style="stroke:${colour}" stroke-dasharray="${dash}"
    d="M${points((t) => at(curve.mean, t)).join("L")}"/>${dots.join("")}`;
}

/**
 * Names at the right end, moved apart; an arrow where a line has left the picture.
 * @param {Scales} s
 * @param {Line[]} lines
 * @param {number} last
 */
function names(s, lines, last) {
  const named = lines.flatMap(({ id, short, colour, curve }) =>
    curve ? { id, short, colour, end: s.y(at(curve.mean, last)) } : []
  );
  const inside = named.map(({ end }) => Math.max(PAD.top, Math.min(s.bottom, end)));
  const places = apart(inside, NAMES, PAD.top, s.bottom);
  return named.map(({ id, short, colour, end }, i) => {
    const arrow = end > s.bottom + 1 ? "↓ " : end < PAD.top - 1 ? "↑ " : "";
    return `<g class="label" data-of="${escape(id)}"><path style="stroke:${colour}"
      d="M${s.right + 7} ${inside[i]}L${s.right + 15} ${places[i]}"/>
      <text x="${s.right + 18}" y="${places[i] + 4.5}" style="fill:${colour}">${arrow}${
      escape(short)
    }</text></g>`;
  }).join("");
}

/** The dots on the cursor's line; `move` puts them in their place. @param {Line[]} lines */
function dots(lines) {
  const open = lines.filter(({ own }) => own).map(({ id, colour }) =>
    `<circle class="now one" data-of="${escape(id)}" r="4" style="stroke:${colour}"/>`
  );
  const filled = lines.filter(({ curve }) => curve).map(({ id, colour }) =>
    `<circle class="now" data-of="${escape(id)}" r="5" style="fill:${colour}"/>`
  );
  return open.join("") + filled.join("");
}

/** @param {HTMLElement} holder @param {Scales} s @param {Line[]} lines @returns {(step: number) => void} */
function mover(holder, s, lines) {
  const find = (
    /** @type {string} */ kind,
    /** @type {string} */ id,
  ) => /** @type {SVGElement} */ (holder.querySelector(`.now${kind}[data-of="${CSS.escape(id)}"]`));
  const answered = lines.filter(({ own }) => own);
  const cursor = /** @type {SVGElement} */ (holder.querySelector(".cursor"));
  const ticks = /** @type {NodeListOf<SVGElement>} */ (holder.querySelectorAll(".tick"));
  return (step) => {
    cursor.style.transform = `translateX(${s.x(step)}px)`;
    for (const tick of ticks) tick.classList.toggle("here", Number(tick.dataset.tick) === step);
    for (const { id, curve } of lines) {
      if (!curve) continue;
      const y = s.y(at(curve.mean, step));
      const dot = find(":not(.one)", id);
      dot.style.transform = `translate(${s.x(step)}px,${y}px)`;
      dot.classList.toggle("beyond", y < PAD.top - 6 || y > s.bottom + 6);
    }
    answered.forEach(({ id, own }, i) => {
      const aside = (i - (answered.length - 1) / 2) * 5;
      find(".one", id).style.transform = `translate(${s.x(step) + aside}px,${s.y(at(own ?? [], step))}px)`;
    });
  };
}
