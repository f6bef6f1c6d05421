// Arrows: what flows where in a frame. Paths are computed from the layout, so they fit every N, K and S.

import { cardOf } from "./geometry.js";
import { safe, say } from "./text.js";

const HEAD = 7;

/** SVG markup of all arrows of a frame. */
export function flowsMarkup(place, frame, { words, method, record }) {
  const e = record.episodes[frame.ep];
  const at = { place, frame, words, method, e, rate: record.info.outer_lr };
  if (frame.fast) return "";
  const lanes = place.narrow ? "" : laneFlows(at);
  if (place.conventional) return lanes + conventionalFlow(at);
  if (frame.team) return lanes + teamFlow(at);
  return lanes + innerFlows(at) + (method === "reptile" ? reptileFlow(at) : outerFlows(at));
}

/** A path with its head; `run`: drawn along its way once. */
function arrow(d, tip, angle, colour, { run = false, thick = false, dashed = false, faint = false } = {}) {
  const kind = `flow${run ? " run" : ""}${thick ? " thick" : ""}${dashed ? " dashed" : ""}${faint ? " faint" : ""}`;
  const s = thick ? 1.25 : 1;
  return `<g class="${kind}" style="--c:var(--${colour})"><path d="${d}" pathLength="1"/>` +
    `<polygon points="0,0 ${-HEAD * 1.5 * s},${-HEAD * s} ${-HEAD * 1.5 * s},${HEAD * s}" transform="translate(${tip[0]} ${tip[1]}) rotate(${angle})"/></g>`;
}

/** Width of a label, nearly: CJK characters are square. */
function widthOf(text, size) {
  return [...text].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e7f ? size : size * 0.57), 0);
}

function pill(x, y, text, colour, size = 12.5) {
  const w = widthOf(text, size) + 24;
  return `<rect class="pill" x="${x - w / 2}" y="${y - 13}" width="${w}" height="26" rx="13" style="--c:var(--${colour})"/>` +
    label(x, y + size * 0.36, text, colour, size);
}

function label(x, y, text, colour, size = 12.5, anchor = "middle") {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="${size}" style="--c:var(--${colour})">${safe(text)}</text>`;
}

const middle = (box) => box.y + box.h / 2;
const centre = (box) => box.x + box.w / 2;
const right = (box) => box.x + box.w;
const foot = (box) => box.y + box.h;

/** Images into the network, answers into the loss, parameters into the network. */
function laneFlows({ place, frame }) {
  if (!frame.feed) return "";
  const query = frame.feed === "q";
  const tray = query ? place.query : place.support;
  const box = query ? place.queryLoss : place.supportLoss;
  const colour = place.conventional ? "conventional" : query ? "query" : "support";
  const gate = middle(place.net) + (query ? 34 : -34);
  const swing = (x1, y1, x2, y2) => `M${x1} ${y1}C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2 - 6} ${y2}`;
  const a = [right(tray) + 5, middle(tray)];
  const b = [right(place.net) + 4, gate];
  let svg = arrow(swing(...a, place.net.x - 4, gate), [place.net.x - 4, gate], 0, colour, { run: true });
  svg += arrow(swing(...b, box.x - 4, middle(box)), [box.x - 4, middle(box)], 0, colour, { run: true });
  const who = frame.act === "t" ? place.theta : cardOf(place, frame.act);
  const [x, y, up] = [centre(who), who.y - 4, foot(place.net) + 4];
  const line = place.inner.y - 13;
  const d = Math.abs(x - centre(place.net)) < 4 ? `M${x} ${y}V${up}` : `M${x} ${y}V${line}H${centre(place.net)}V${up}`;
  return svg + `<path class="uses" d="${d}" style="--c:var(--${colour})"/>`;
}

/** copy, and one arrow for every inner step so far. */
function innerFlows(at) {
  const { place, frame, words, method } = at;
  if (!frame.cards) return "";
  const y = middle(place.cards[0]) + 8;
  const first = place.cards[0];
  let svg = arrow(`M${right(place.theta) + 4} ${y}H${first.x - 12}`, [first.x - 4, y], 0, "text",
    { dashed: true, run: frame.phase === "copy" });
  if (!place.narrow) svg += label((right(place.theta) + first.x) / 2 - 2, y - 9, say(words, "arrow_copy"), "quiet", 12);
  const cut = method === "fomaml" && frame.out >= 2;
  for (let i = 1; i < place.cards.length; i++) {
    const [from, to] = [place.cards[i - 1], place.cards[i]];
    if ((to.k ?? from.k + 1) >= frame.cards) break;
    svg += arrow(`M${right(from) + 3} ${y}H${to.x - 11}`, [to.x - 3, y], 0, "support",
      { run: frame.moved === to.k && to.k !== null, faint: frame.out > 0 });
    if (cut) svg += `<text class="scissors" x="${(right(from) + to.x) / 2 - 2}" y="${y + 6}" text-anchor="middle">✂</text>`;
  }
  return svg + stepFlow(at, y);
}

/** The support loss sends its gradient to the copy; then the copy steps. */
function stepFlow({ place, frame }, y) {
  if (frame.phase === "gradient") {
    const card = cardOf(place, frame.grad.on);
    const box = place.supportLoss;
    const x = centre(card);
    const line = place.inner.y - 11;
    const d = place.narrow ? `M${centre(box)} ${foot(box) + 3}V${line + 4}H${x}V${card.y - 11}`
      : `M${right(box) + 4} ${middle(box)}H${place.side}V${line}H${x}V${card.y - 12}`;
    return arrow(d, [x, card.y - 3], 90, "support", { run: true });
  }
  if (frame.phase === "step" && !place.narrow) {
    const [a, b] = [cardOf(place, frame.moved - 1), cardOf(place, frame.moved)];
    return b.x - right(a) > 50 ? label((right(a) + b.x) / 2 - 2, y - 12, "−α∇L", "support") : "";
  }
  return "";
}

/** MAML back under every step, FOMAML straight to θ. */
function outerFlows(at) {
  const { place, frame, method } = at;
  if (!frame.out) return "";
  const box = place.queryLoss;
  const end = place.cards.at(-1);
  const y = middle(end) + 8;
  const now = !frame.upd;
  const d = place.narrow ? `M${centre(box)} ${foot(box) + 3}V${place.inner.y - 8}H${centre(end)}V${end.y - 12}`
    : `M${right(box) + 4} ${middle(box)}H${place.side}V${y}H${right(end) + 14}`;
  const tip = place.narrow ? [centre(end), end.y - 3] : [right(end) + 5, y];
  const svg = arrow(d, tip, place.narrow ? 90 : 180, "query", { thick: true, run: now && frame.out === 1 });
  if (method === "maml") return svg + hops(at, now);
  return frame.out >= 2 ? svg + under(at, "query", say(at.words, "arrow_same"), now) : svg;
}

/** One arc under every inner step; the last one from φ₀ into θ. */
function hops({ place, frame }, now) {
  const bottom = foot(place.cards[0]) + 3;
  const drop = place.arcs * 0.85;
  const done = Math.max(0, frame.out - 1);
  let svg = "";
  const shown = place.cards.filter((c) => c.k !== null);
  for (let i = shown.length - 1; i >= 0; i--) {
    const last = i === 0;
    const from = shown[i];
    const to = last ? place.theta : shown[i - 1];
    const order = last ? place.steps + 1 : place.steps - from.k + 1;
    const folded = !last && from.k - to.k > 1;
    if (order > done) break;
    const reach = Math.min(14, from.w * 0.14);
    const [x1, x2] = [centre(from) - reach, centre(to) + reach];
    const d = `M${x1} ${bottom}C${x1 - 6} ${bottom + drop} ${x2 + 6} ${bottom + drop} ${x2} ${bottom + 9}`;
    svg += arrow(d, [x2, bottom], -94, "query", { thick: true, run: now && order === done });
    if (!last) svg += knot((x1 + x2) / 2, bottom + drop * 0.75, folded ? "∂∂…" : "∂∂", place.narrow);
  }
  return svg;
}

function knot(x, y, text, narrow) {
  const r = narrow ? 10 : 13;
  return `<circle class="pill" cx="${x}" cy="${y}" r="${r}" style="--c:var(--query)"/>` + label(x, y + 4, text, "query", narrow ? 9.5 : 11.5);
}

/** A line below all copies, from φ_S to θ (or the other way), with its sentence on it. */
function under({ place, frame }, colour, text, now, back = false) {
  const end = place.cards.at(-1);
  const [top, y] = [foot(end) + 3, foot(end) + place.arcs - 14];
  const [a, b] = back ? [centre(place.theta), centre(end)] : [centre(end), centre(place.theta)];
  const turn = b > a ? 14 : -14;
  const d = `M${a} ${top}V${y - 14}Q${a} ${y} ${a + turn} ${y}H${b - turn}Q${b} ${y} ${b} ${y - 14}V${top + 11}`;
  const size = place.narrow ? 11 : 12.5;
  return arrow(d, [b, top + 1], -90, colour, { thick: true, run: now }) + pill((a + b) / 2, y, text, colour, size);
}

function reptileFlow(at) {
  const { frame, words, rate } = at;
  if (!frame.out) return "";
  const text = frame.upd ? say(words, "arrow_part", { percent: Math.round(rate * 100) }) : say(words, "arrow_where");
  return under(at, "support", text, frame.out === 1 || frame.upd, true);
}

/** The means of all tasks' arrows into θ. */
function teamFlow({ place, frame, words, method }) {
  const colour = method === "reptile" ? "support" : "query";
  const y = foot(place.theta) + place.arcs - 14;
  const top = foot(place.theta) + 3;
  const x = centre(place.theta);
  let svg = "";
  for (const card of place.team) svg += `<path class="stem" d="M${centre(card)} ${top}V${y}" style="--c:var(--${colour})"/>`;
  const from = centre(place.team.at(-1));
  svg += arrow(`M${from} ${y}H${x + 14}Q${x} ${y} ${x} ${y - 14}V${top + 11}`, [x, top + 1], -90, colour, { thick: true, run: !frame.upd });
  return svg + pill((right(place.theta) + place.team[0].x) / 2 + 30, y, say(words, "mean_of"), colour);
}

/** One loop: loss, gradient, θ. */
function conventionalFlow({ place, frame, words }) {
  const { theta, supportLoss: box } = place;
  let svg = place.narrow ? "" : label(centre(theta), foot(place.original) + 24, say(words, "one_loop"), "quiet", 13);
  if (!frame.out) return svg;
  const y = middle(theta);
  const d = place.narrow ? `M${centre(box)} ${foot(box) + 3}V${y}H${right(theta) + 13}`
    : `M${right(box) + 4} ${middle(box)}H${place.side - 14}Q${place.side} ${middle(box)} ${place.side} ${middle(box) + 14}V${y - 14}Q${place.side} ${y} ${place.side - 14} ${y}H${right(theta) + 14}`;
  svg += arrow(d, [right(theta) + 4, y], 180, "conventional", { thick: true, run: !frame.upd });
  const x = place.narrow ? right(theta) + 60 : (right(place.original) + place.side) / 2;
  return svg + label(x, y - 10, say(words, frame.upd ? "arrow_update" : "arrow_gradient"), "conventional", 13);
}

