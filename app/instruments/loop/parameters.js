// @ts-check
// Parameters on the stage: θ, its copies and the small cards of a meta-batch, as bars with what changed and
// arrows.

import { picture } from "./parts.js";
import { count, loss, rich, say } from "./words.js";

/** @import { Card, StateCard } from "./parts.js" */
/** @import { Moment } from "./stage.js" */
/** @import { OtherTask, Pull, TaskUpdate } from "./types.js" */

/** θ, and the copies of the inner loop. @param {Moment} at */
export function showParameters(at) {
  const { parts, place, frame, update, words, learner } = at;
  const colour = `var(--${at.film.colour})`;
  const { theta } = parts;
  const values = frame.updated ? update.next : update.theta;
  const pull = frame.pull?.on === "t" ? inColour(frame.pull, colour) : null;
  setCells(theta, values, frame.updated ? update.theta : null, colour, pull);
  theta.node.classList.toggle("lit", frame.updated || frame.act === "t");
  theta.node.style.setProperty("--glow", place.conventional || frame.updated ? colour : "var(--text)");
  theta.label.textContent = frame.updated ? (place.narrow ? "→" : update.moved_said) : "";
  const { value } = update;
  nameCells(theta, at, frame.updated ? value.next : value.theta);
  if (update.kind === "batch" || !parts.inner) return;
  parts.inner.node.classList.toggle("away", frame.fast);
  const { tasks } = place;
  const note = say(words, tasks > 1 ? "inner_loop_note" : "inner_loop_one", { tasks });
  const others = say(words, learner === "reptile" ? "other_reptile" : "other_tasks", { tasks });
  rich(parts.inner.title, frame.team ? others : `${say(words, "inner_loop")} *n:${note}*`);
  parts.cards.forEach((card, i) => showState(card, i, at, update));
}

/** @param {StateCard} state @param {number} i @param {Moment} at @param {TaskUpdate} update */
function showState(state, i, at, update) {
  const { place, frame } = at;
  const k = state.k;
  const known = k === null ? frame.cards > (place.cards[i - 1].k ?? 0) + 1 : k < frame.cards;
  state.node.classList.toggle("hidden", !known || frame.team);
  const from = i === 0 ? place.theta.x : place.cards[i - 1].x;
  state.node.style.transform = known ? "none" : `translateX(${from - place.cards[i].x}px)`;
  if (k === null || !state.card) return;
  const on = frame.act === k || frame.moved === k || frame.pull?.on === k;
  state.node.classList.toggle("lit", on || (frame.phase === "copy" && k === 0));
  const query = frame.feed === "query" || frame.pull?.colour === "query";
  state.node.style.setProperty("--glow", query ? "var(--query)" : "var(--support)");
  state.card.pips.classList.toggle("moved", k > 0);
  const pull = frame.pull?.on === k ? inColour(frame.pull, "var(--support)") : null;
  setCells(state.card, update.fast[k], update.theta, "var(--support)", pull);
  nameCells(state.card, at, update.value.fast[k]);
}

/** @param {Pull} pull @param {string} outer */
const inColour = (pull, outer) => (
  { values: pull.values, colour: pull.colour === "outer" ? outer : `var(--${pull.colour})` }
);

/** @param {Card} card @param {Moment} at @param {number[]} values */
function nameCells(card, { film, update, words }, values) {
  card.cells.forEach(({ cell }, i) => {
    const of = { index: count(film.cells[i]), parameters: count(film.parameters) };
    cell.title = say(words, "cell", { ...of, value: values[i], theta: update.value.theta[i] });
  });
}

/**
 * Bars, what changed since ``before`` (solid: grew, striped: shrank), a tick there, and gradient arrows.
 * @param {Card} card
 * @param {number[]} values
 * @param {number[] | null} before
 * @param {string} colour
 * @param {{ values: number[], colour: string } | null} pull
 */
function setCells(card, values, before, colour, pull) {
  const h = card.height;
  card.node.style.setProperty("--change", colour);
  card.node.classList.toggle("compared", Boolean(before));
  card.node.classList.toggle("pulled", Boolean(pull));
  if (pull) card.node.style.setProperty("--pull", pull.colour);
  card.cells.forEach(({ bar, change, tick, arrow }, i) => {
    const [a, b] = [values[i], before ? before[i] : values[i]];
    bar.style.transform = `scaleY(${Math.min(a, b)})`;
    change.style.transform = `translateY(${-Math.min(a, b) * h}px) scaleY(${Math.abs(a - b)})`;
    change.classList.toggle("less", a < b);
    tick.style.transform = `translateY(${-b * h}px)`;
    const g = pull ? pull.values[i] : 0;
    const size = g === 0 ? 0 : 0.3 + 0.7 * Math.abs(g);
    const up = g < 0; // where the step will go
    arrow.style.transform = `translateY(${-a * h + (up ? -1 : 1)}px) scaleY(${up ? size : -size})`;
  });
}

/** The other tasks of the meta-batch; in the fast forward, what is not drawn. @param {Moment} at */
export function showTeam(at) {
  const { parts, place, frame, update, words, learner } = at;
  const others = update.kind === "task" ? [first(update, place.shot), ...update.others] : [];
  parts.team.forEach((card, i) => {
    const task = others[i];
    card.node.classList.toggle("hidden", !frame.team);
    card.node.classList.toggle("behind", !frame.team && !frame.fast && i > 0);
    if (!task) return;
    const size = Math.min(26, place.team[i].h / 4, (place.team[i].w - 12) / task.thumbs.length - 2);
    card.thumbs.replaceChildren(...task.thumbs.map((index) => {
      const node = document.createElement("div");
      node.className = "image";
      picture(node, at, index, size);
      return node;
    }));
    card.node.style.setProperty("--pull", `var(--${at.film.colour})`);
    card.arrows.forEach((arrow, c) => arrow.style.transform = `scaleY(${-task.gradient[c] || 0})`);
    const name = place.narrow ? "L" : say(words, "query_loss");
    card.foot.textContent = learner === "reptile" ? "" : `${name} ${loss(task.query_loss)}`;
  });
  const skipped = say(words, place.conventional ? "skipped_conventional" : "skipped", { steps: place.steps });
  const seen = say(words, place.conventional ? "images_seen" : "tasks_seen", {
    seen: count(frame.seen ?? 0),
  });
  rich(parts.note, frame.fast ? `*b:${seen}* *n:${skipped}*` : "");
}

/**
 * The task that is shown in full, in brief.
 * @param {TaskUpdate} update
 * @param {number} shot
 * @returns {OtherTask}
 */
const first = (update, shot) => ({
  classes: update.classes,
  thumbs: update.support.filter((_, i) => i % shot === 0),
  query_loss: update.query_loss[update.query_loss.length - 1],
  gradient: update.task_gradient,
});
