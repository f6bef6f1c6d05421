// @ts-check
// The whole training: meta-batches go by and the learning curve grows, from the stored run's log.
// Everything is drawn once for a learner; a frame moves the belt, uncovers the curve and sets the numbers.

import { buildChart, LOSS, RIGHT_SHARE, uncover } from "./whole_chart.js";
import { count, loss, make, percent, rich, say } from "./words.js";

/** @import { Chart } from "./whole_chart.js" */
/** @import { Film, Scene } from "./types.js" */

const CARDS = 9; // on the belt, the running one in the middle
const PITCH = 148;
const BESIDE = 4; // cards before and after the running one
const [STEP, TASKS] = [0, 1];
const GAP = 20;
const [HEAD, HEAD_PAIRED, TITLE] = [130, 176, 29]; // px above the charts, and of a chart's heading
const [LOW, HIGH] = [96, 250]; // px of a chart

/** @typedef {ReturnType<typeof buildRun> & { scene: Scene }} Run */
/** @typedef {{ width: number, high: number, narrow: boolean }} Form */

/**
 * Build the whole for one learner, with a second one in step if there is room for it beside.
 * @param {HTMLElement} host
 * @param {Scene} scene
 * @param {Scene | null} partner
 * @param {Form} form
 * @returns {Run[]}
 */
export function buildWhole(host, scene, partner, { width, high, narrow }) {
  host.replaceChildren();
  host.classList.toggle("paired", Boolean(partner));
  const stacked = Boolean(partner) || narrow;
  const columns = partner && !narrow ? (width - GAP) / 2 : width;
  const room = stacked ? (high - HEAD_PAIRED - 2 * TITLE - 8) / 2 : high - HEAD - TITLE;
  const tall = narrow ? 190 : Math.round(Math.max(LOW, Math.min(stacked ? 170 : HIGH, room)));
  return [scene, ...(partner ? [partner] : [])].map((each) => ({
    ...buildRun(make("section", "run", host), each, { width: columns, high: tall, stacked }),
    scene: each,
  }));
}

/**
 * One training: counter, belt, two charts.
 * @param {HTMLElement} column
 * @param {Scene} scene
 * @param {{ width: number, high: number, stacked: boolean }} form
 */
function buildRun(column, scene, { width, high, stacked }) {
  const { learner, words, film } = scene;
  column.style.setProperty("--c", `var(--${film.colour})`);
  const head = make("div", "passing", column);
  const now = make("div", "now", head);
  make("h2", "", now, say(words, `learner_${learner}`));
  const counter = make("div", "at", now);
  const seen = make("div", "seen", now);
  const belt = make("div", "belt", head);
  const cards = Array.from({ length: CARDS }, () => {
    const card = make("div", "batch-card", belt);
    const title = make("b", "", card);
    make("div", "tasks", card).innerHTML = glyph(film, learner === "conventional");
    return { card, title, foot: make("small", "", card) };
  });
  const holder = make("div", stacked ? "charts stacked" : "charts", column);
  const wide = stacked ? width : (width - GAP) / 2;
  const charts = [LOSS, RIGHT_SHARE].map((kind) => buildChart(holder, kind, scene, wide, high));
  return { counter, seen, belt, cards, charts: charts.filter((chart) => chart !== null) };
}

/**
 * A meta-batch as it was in training: its tasks, a support square and query squares a class; or a batch's
 * images.
 * @param {Film} film
 * @param {boolean} conventional
 */
function glyph({ whole: { batch: [things, way, support, query] } }, conventional) {
  const [wide, high] = [way * 6, (support + query) * 6];
  let marks = "";
  for (let j = 0; j < way; j++) {
    for (let i = 0; i < support + query; i++) {
      const role = conventional ? "c" : i < support ? "s" : "q";
      marks += `<rect class="${role}" x="${j * 6 + 0.5}" y="${
        i * 6 + 0.5
      }" width="4.5" height="4.5" rx="1"/>`;
    }
  }
  const size = `viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}"`;
  return `<svg ${size} aria-hidden="true">${marks}</svg>`.repeat(things);
}

/**
 * Where a training is when another one has come to row i of n: as far along its own log.
 * @param {number} rows
 * @param {number} i
 * @param {number} n
 */
export const inStep = (rows, i, n) => Math.round((i * (rows - 1)) / Math.max(1, n - 1));

/** Show row i of the first training, and the others as far along. @param {Run[]} runs @param {number} i */
export function showWhole(runs, i) {
  const n = runs[0].scene.film.whole.rows.length;
  for (const run of runs) showRun(run, inStep(run.scene.film.whole.rows.length, i, n));
}

/** @param {Run} run @param {number} i */
function showRun({ scene, counter, seen, belt, cards, charts }, i) {
  const { film: { whole: { rows } }, words, learner } = scene;
  const row = rows[i];
  if (!row) return;
  const conventional = learner === "conventional";
  const batch = conventional ? "whole_batch" : "whole_meta_batch";
  const all = count(rows[rows.length - 1][STEP]);
  rich(counter, say(words, `${batch}_at`, { at: count(row[STEP]), all }));
  seen.textContent = say(words, conventional ? "whole_no_tasks" : "tasks_seen", { seen: count(row[TASKS]) });
  const centre = belt.clientWidth / 2 - (PITCH - 12) / 2;
  for (let place = i - BESIDE; place <= i + BESIDE; place++) {
    const { card, title, foot } = cards[((place % CARDS) + CARDS) % CARDS];
    const at = rows[place];
    const edge = Math.abs(place - i) === BESIDE || !at;
    card.style.transform = `translateX(${centre + (place - i) * PITCH}px)`;
    card.className = `batch-card${place === i ? " on" : ""}${edge ? " edge" : ""}${
      place > i ? " ahead" : ""
    }`;
    title.textContent = at ? say(words, batch, { at: count(at[STEP]) }) : "";
    const known = at && place <= i;
    foot.textContent = known ? `${say(words, "whole_loss")} ${loss(at[2])} · ${percent(at[3], words)}` : "…";
  }
  for (const /** @type {Chart} */ chart of charts) uncover(chart, row);
}

/** The sentence below the picture. @param {Scene} scene @param {number} i */
export function wholeCaption({ film, learner, words }, i) {
  const { rows, window } = film.whole;
  const row = rows[i];
  if (!row) return say(words, "curve_none");
  return say(words, learner === "conventional" ? "cap_whole_batch" : "cap_whole", {
    ...{ at: count(row[STEP]), seen: count(row[TASKS]), classes: film.train_classes },
    ...{ window: Math.min(window, row[STEP]), loss: loss(row[4]), right: Math.round(100 * row[5]) },
  });
}
