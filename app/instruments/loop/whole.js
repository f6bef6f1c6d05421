// The whole training: meta-batches go by and the learning curve grows, from the stored run's log.
// Everything is drawn once for a method; a frame moves the belt, uncovers the curve and sets the numbers.

import { count, loss, make, rich, safe, say, short } from "./text.js";

const [HIGH, LEFT, RIGHT, TOP, LOW] = [250, 46, 18, 12, 26];
const CARDS = 9; // on the belt, the running one in the middle
const PITCH = 148;
const [STEP, TASKS] = [0, 1];

/** What a chart shows: [word, columns of a row for a point and for the mean, format]. */
const LOSS = { word: "whole_loss", raw: 2, mean: 4, tell: loss };
const RIGHT_SHARE = { word: "whole_right", raw: 3, mean: 5, tell: (x) => `${Math.round(100 * x)} %` };

/** Build the whole for one method, with a second one in step if there is room for it beside. */
export function buildWhole(host, scene, partner, { width, narrow }) {
  host.replaceChildren();
  const shown = [scene, ...(partner ? [partner] : [])];
  const columns = shown.map((each) => {
    const column = make("section", "run", host);
    const wide = narrow ? width : partner ? (width - 20) / 2 : width;
    return { ...run(column, each, wide, { narrow, stacked: Boolean(partner) || narrow }), scene: each };
  });
  host.classList.toggle("paired", Boolean(partner));
  return columns;
}

/** One training: counter, belt, two charts. */
function run(column, scene, width, { narrow, stacked }) {
  const { method, words, record } = scene;
  const conventional = method === "conventional";
  column.style.setProperty("--c", `var(--${{ conventional: "conventional", reptile: "support" }[method] ?? "query"})`);
  const head = make("div", "passing", column);
  const now = make("div", "now", head);
  rich(make("h2", "", now), say(words, `method_${method}`));
  const counter = make("div", "at", now);
  const seen = make("div", "seen", now);
  const belt = make("div", "belt", head);
  const cards = Array.from({ length: CARDS }, () => {
    const card = make("div", "batch-card", belt);
    return { card, title: make("b", "", card), body: glyph(card, record, conventional), foot: make("small", "", card) };
  });
  const charts = make("div", stacked ? "charts stacked" : "charts", column);
  const wide = stacked ? width : (width - 20) / 2;
  const high = stacked && !narrow ? 146 : narrow ? 190 : HIGH;
  return { counter, seen, belt, cards, charts: [LOSS, RIGHT_SHARE].map((kind) => chart(charts, kind, scene, wide, high)) };
}

/** A meta-batch as it was in training: its tasks, a support square and query squares a class; or a batch's images. */
function glyph(card, { info, whole, episodes }, conventional) {
  const body = make("div", "tasks", card);
  const last = whole.rows.at(-1);
  const [things, way, shot, query] = conventional ? [1, 12, 4, 0]
    : [Math.min(6, Math.round(last[TASKS] / last[STEP])), info.train_way ?? episodes[0].classes.length,
      Math.min(2, info.train_shot ?? 1), Math.min(2, info.train_query ?? 1)];
  body.innerHTML = Array.from({ length: things }, () => {
    let marks = "";
    for (let j = 0; j < way; j++) {
      for (let i = 0; i < shot + query; i++) {
        const role = conventional ? "c" : i < shot ? "s" : "q";
        marks += `<rect class="${role}" x="${j * 6 + 0.5}" y="${i * 6 + 0.5}" width="4.500" height="4.500" rx="1"/>`;
      }
    }
    return `<svg viewBox="0 0 ${way * 6} ${(shot + query) * 6}" width="${way * 6}" height="${(shot + query) * 6}" aria-hidden="true">${marks}</svg>`;
  }).join("");
  return body;
}

/** A chart with everything in it; what is still to come lies behind a clip. */
function chart(parent, kind, { record, method, words }, width, high) {
  const { rows, window } = record.whole;
  const box = make("div", "panel chart", parent);
  const conventional = method === "conventional";
  const title = kind === LOSS ? { conventional: "curve_batch", reptile: "curve_reptile" }[method] ?? "curve_title" : "whole_right";
  rich(make("h2", "", box), `${say(words, title)} *n:${say(words, "whole_note", { window })}*`);
  if (rows.length < 2) return make("p", "", box, say(words, "curve_none")) && null;
  const unit = (row) => (conventional ? row[STEP] : row[TASKS]);
  const most = kind === LOSS ? Math.max(record.guessing ?? 0, ...rows.map((r) => r[kind.raw])) * 1.04 : 1;
  const x = (row) => LEFT + ((width - LEFT - RIGHT) * row[STEP]) / rows.at(-1)[STEP];
  const y = (value) => high - LOW - ((high - LOW - TOP) * value) / most;
  const guess = kind === LOSS ? record.guessing : record.guessing && Math.exp(-record.guessing);
  const clip = `clip-${method}-${kind.raw}`;
  const line = rows.map((r, i) => `${i ? "L" : "M"}${x(r).toFixed(1)} ${y(r[kind.mean]).toFixed(1)}`).join("");
  const points = rows.map((r) => `<circle cx="${x(r).toFixed(1)}" cy="${y(r[kind.raw]).toFixed(1)}" r="2"/>`).join("");
  const holder = make("div", "", box);
  holder.innerHTML = `<svg class="growing" viewBox="0 0 ${width} ${high}" role="img" aria-label="${safe(say(words, title))}">
    <clipPath id="${clip}"><rect x="0" y="0" width="0" height="${high}"/></clipPath>
    ${axes({ kind, most, y, high, width, guess, words, last: unit(rows.at(-1)), conventional })}
    <g clip-path="url(#${clip})"><g class="raw">${points}</g><path class="mean" d="${line}"/></g>
    <circle class="head" r="5.500"/><text class="told"></text></svg>`;
  const svg = holder.firstElementChild;
  return { kind, x, y, width, rect: svg.querySelector("rect"), head: svg.querySelector(".head"), told: svg.querySelector(".told") };
}

function axes({ kind, most, y, high, width, guess, words, last, conventional }) {
  const step = kind === LOSS ? (most > 3 ? 1 : 0.5) : 0.25;
  let svg = "";
  for (let v = 0; v <= most + 1e-9; v += step) {
    svg += `<line class="base" x1="${LEFT}" x2="${width - RIGHT}" y1="${y(v)}" y2="${y(v)}"/>`;
    svg += `<text class="tick" x="${LEFT - 8}" y="${y(v) + 4}" text-anchor="end">${kind === LOSS ? short(v) : `${100 * v} %`}</text>`;
  }
  if (guess) {
    svg += `<line class="guess" x1="${LEFT}" x2="${width - RIGHT}" y1="${y(guess)}" y2="${y(guess)}"/>`;
    svg += `<text class="tick halo" x="${width - RIGHT}" y="${y(guess) + (kind === LOSS || guess < 0.1 ? -6 : 14)}" text-anchor="end">${safe(say(words, "guessing"))}</text>`;
  }
  for (const share of width < 450 ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1]) {
    const text = share === 1 ? say(words, conventional ? "whole_steps" : "whole_tasks", { seen: count(last) }) : count(last * share);
    svg += `<text class="tick" x="${LEFT + (width - LEFT - RIGHT) * share}" y="${high - 7}" text-anchor="${share === 1 ? "end" : "middle"}">${safe(text)}</text>`;
  }
  return svg;
}

/** Where a training is when another one has come to row i of n: as far along its own log. */
function inStep(rows, i, n) {
  return Math.round((i * (rows.length - 1)) / Math.max(1, n - 1));
}

/** Show row i of the first training, and the others as far along. */
export function showWhole(columns, i) {
  const n = columns[0].scene.record.whole.rows.length;
  for (const column of columns) showRun(column, inStep(column.scene.record.whole.rows, i, n));
}

function showRun({ scene, counter, seen, belt, cards, charts }, i) {
  const { record: { whole: { rows } }, words, method } = scene;
  const row = rows[i];
  if (!row) return;
  const batch = method === "conventional" ? "whole_batch" : "whole_meta_batch";
  rich(counter, say(words, `${batch}_at`, { at: count(row[STEP]), all: count(rows.at(-1)[STEP]) }));
  seen.textContent = method === "conventional" ? say(words, "whole_no_tasks") : say(words, "tasks_seen", { seen: count(row[TASKS]) });
  const centre = belt.clientWidth / 2 - (PITCH - 12) / 2;
  for (let place = i - 4; place <= i + 4; place++) {
    const { card, title, foot } = cards[((place % CARDS) + CARDS) % CARDS];
    const at = rows[place];
    const edge = Math.abs(place - i) === 4;
    card.style.transform = `translateX(${centre + (place - i) * PITCH}px)`;
    card.className = `batch-card${place === i ? " on" : ""}${edge || !at ? " edge" : ""}${place > i ? " ahead" : ""}`;
    title.textContent = at ? say(words, batch, { at: count(at[STEP]) }) : "";
    foot.textContent = at && place <= i ? `${say(words, "whole_loss")} ${loss(at[2])} · ${Math.round(100 * at[3])} %` : "…";
  }
  for (const each of charts) if (each) uncover(each, row);
}

function uncover({ kind, x, y, width, rect, head, told }, row) {
  const [left, top] = [x(row), y(row[kind.mean])];
  rect.setAttribute("width", left + 1);
  head.setAttribute("cx", left);
  head.setAttribute("cy", top);
  const late = left > width * 0.8;
  told.setAttribute("x", left + (late ? 0 : 12));
  told.setAttribute("y", kind === LOSS ? Math.max(16, top - 14) : top + (late ? 26 : 5));
  told.setAttribute("text-anchor", late ? "end" : "start");
  told.textContent = kind.tell(row[kind.mean]);
}

/** The sentence below the picture. */
export function wholeCaption({ record, method, words }, i) {
  const { rows, window } = record.whole;
  const row = rows[i];
  if (!row) return say(words, "curve_none");
  return say(words, method === "conventional" ? "cap_whole_batch" : "cap_whole", { at: count(row[STEP]), seen: count(row[TASKS]),
    classes: record.train_classes, window: Math.min(window, row[STEP]), loss: loss(row[4]), right: Math.round(100 * row[5]) });
}
