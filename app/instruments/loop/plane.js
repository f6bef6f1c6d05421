// Parameter space, seen from above: the exact projection of one task's walk on a plane.

import { count, phi, safe, say, short } from "./text.js";

const [WIDE, HIGH] = [316, 128];

/** SVG markup of the plane in a frame. */
export function planeMarkup(frame, { record, method, words }) {
  const e = record.episodes[frame.ep];
  const values = { parameters: count(record.parameters), angle: Math.round(e.angle ?? 0) };
  if (frame.fast) return note(say(words, method === "conventional" ? "plane_walk" : "plane_new"), HIGH / 2);
  if (method === "conventional") return walk(frame, e, words, record);
  const lens = enlargement(e, method);
  const arrows = task(frame, e, method, lens);
  const told = method === "maml" && e.angle != null && frame.out > frame.cards;
  const times = lens !== 1 ? ` · ${say(words, "plane_times", { lens: short(lens) })}` : "";
  const text = told ? say(words, "plane_angle", values) + times
    : say(words, lens !== 1 && frame.out ? "plane_lens" : "plane_note", { ...values, lens: short(lens) });
  return grid() + arrows + note(text, HIGH + 17);
}

/** An outer arrow too short or too long beside the walk is drawn to fit, by a round factor that is told. */
function enlargement(e, method) {
  const outer = Math.hypot(...e.plane.next);
  const inner = Math.max(...e.plane.fast.map((p) => Math.hypot(...p)));
  if (method === "reptile" || !outer || !inner || (outer > 0.45 * inner && outer < 1.5 * inner)) return 1;
  const factor = ((outer < inner ? 0.5 : 0.9) * inner) / outer;
  const unit = 10 ** Math.floor(Math.log10(factor));
  return Math.round(factor / unit) * unit;
}

/** A map from the plane to the drawing that holds all these points. */
function mapping(points) {
  const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])];
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min((WIDE - 84) / (x1 - x0 || 1e-9), (HIGH - 46) / (y1 - y0 || 1e-9));
  return (p) => [WIDE / 2 + (p[0] - (x0 + x1) / 2) * scale, HIGH / 2 + 6 - (p[1] - (y0 + y1) / 2) * scale];
}

function task(frame, e, method, lens) {
  const far = (p) => p.map((v) => v * lens);
  const fast = e.plane.fast;
  const end = fast.at(-1);
  const start = [0, 0];
  const next = far(e.plane.next);
  const pull = e.plane.pull ? far(e.plane.pull) : next;
  const lifted = [end[0] + pull[0], end[1] + pull[1]];
  const to = mapping([start, ...fast, next, pull, ...(method === "fomaml" ? [lifted] : [])]);
  const shown = Math.max(0, frame.cards - 1);
  const colour = method === "reptile" ? "support" : "query";
  let svg = "";
  for (let k = 0; k < shown; k++) svg += line(to(fast[k]), to(fast[k + 1]), "support", { run: frame.moved === k + 1 });
  if (frame.out) svg += wayBack(frame, { fast, end, start, next, pull, lifted, to, method });
  if (frame.upd) svg += line(to(start), to(next), colour, { run: true, heavy: true });
  for (let k = 1; k <= shown; k++) svg += dot(to(fast[k]), k === fast.length - 1 ? 5.5 : 4, "hollow support");
  const near = shown && Math.hypot(...to(fast[shown]).map((v, i) => v - to(start)[i])) < 12;
  if (shown && !near) svg += name(to(fast[shown]), phi(shown), to(start));
  svg += dot(to(start), 6.5, frame.upd ? "ghost" : "theta");
  if (frame.upd) svg += dot(to(next), 6.5, "theta") + name(to(next), "θ′", to(start));
  return svg + name(to(start), near ? `θ, ${phi(shown)}` : "θ", to(end));
}

function wayBack(frame, { fast, end, start, next, pull, lifted, to, method }) {
  const steps = fast.length - 1;
  if (method === "reptile") return line(to(start), to(end), "support", { dashed: true, bare: true });
  if (method === "fomaml") {
    let svg = line(to(end), to(lifted), "query", { run: frame.out === 1, faint: frame.upd });
    if (frame.out < 2) return svg;
    const [a, b] = [to(end), to(start)];
    const high = Math.min(a[1], b[1]) - 26;
    svg += `<path class="handed" d="M${a[0]} ${a[1] - 10}Q${(a[0] + b[0]) / 2} ${high} ${b[0] + 4} ${b[1] - 12}"/>`;
    return svg + line(to(start), to(pull), "query", { run: !frame.upd, faint: frame.upd });
  }
  const back = Math.min(steps, Math.max(0, frame.out - 1));
  let svg = "";
  for (let j = steps; j > steps - back; j--) {
    const [a, b] = [to(fast[j]), to(fast[j - 1])];
    svg += `<line class="trail" x1="${a[0]}" y1="${a[1] + 6}" x2="${b[0]}" y2="${b[1] + 6}"/>`;
  }
  if (frame.out <= steps + 1) {
    const [x, y] = to(fast[steps - back]);
    return svg + `<circle class="here" cx="${x}" cy="${y}" r="11"/>`;
  }
  return svg + line(to(start), to(pull), "query", { run: !frame.upd, faint: frame.upd });
}

/** Conventional training: one point walks. */
function walk(frame, e, words, record) {
  const to = mapping(e.walk);
  const at = e.at + (frame.upd || frame.test ? 1 : 0);
  let svg = "";
  for (let i = 0; i < at; i++) svg += line(to(e.walk[i]), to(e.walk[i + 1]), "conventional", { run: frame.upd && i === at - 1 });
  for (let i = 0; i < at; i++) svg += dot(to(e.walk[i]), 4, "past");
  svg += dot(to(e.walk[at]), 6.5, "theta") + name(to(e.walk[at]), "θ", to(e.walk[at ? at - 1 : 1]));
  const turned = frame.upd && e.bend != null && record.info.optimiser !== "SGD";
  const values = { angle: Math.round(e.bend ?? 0), optimiser: record.info.optimiser };
  return grid() + svg + note(say(words, turned ? "plane_bend" : "plane_walk", values), HIGH + 17);
}

function line(a, b, colour, { run = false, dashed = false, bare = false, faint = false, heavy = false } = {}) {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  if (length < 3) return "";
  const trim = Math.max(0, length - (bare ? 0 : 8)) / length;
  const [x, y] = [a[0] + (b[0] - a[0]) * trim, a[1] + (b[1] - a[1]) * trim];
  const angle = (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI;
  const kind = `flow${run ? " run" : ""}${dashed ? " dashed" : ""}${faint ? " faint" : ""}${heavy ? " thick" : ""}`;
  const head = bare || length < 10 ? "" : `<polygon points="2,0 -9,-5.5 -9,5.5" transform="translate(${x} ${y}) rotate(${angle})"/>`;
  return `<g class="${kind}" style="--c:var(--${colour})"><path d="M${a[0]} ${a[1]}L${x} ${y}" pathLength="1"/>${head}</g>`;
}

function dot([x, y], r, kind) {
  return `<circle class="dot ${kind}" cx="${x}" cy="${y}" r="${r}"/>`;
}

/** A point's name, on the side away from where its line goes. */
function name([x, y], text, [ox]) {
  const left = x < ox;
  return `<text class="name" x="${x + (left ? -13 : 13)}" y="${y - 7}" text-anchor="middle">${safe(text)}</text>`;
}

function note(text, y) {
  return `<text class="note" x="${WIDE / 2}" y="${y}" text-anchor="middle">${safe(text)}</text>`;
}

function grid() {
  let d = "";
  for (let x = 8; x <= WIDE - 8; x += 30) d += `M${x} 2V${HIGH + 2}`;
  for (let y = 2; y <= HIGH + 2; y += 30) d += `M8 ${y}H${WIDE - 8}`;
  return `<path class="grid" d="${d}"/>`;
}
