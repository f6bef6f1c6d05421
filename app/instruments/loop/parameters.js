// Parameters on the stage: θ, its copies and the small cards of a meta-batch, as bars with what changed and arrows.

import { picture } from "./parts.js";
import { count, loss, rich, say, short } from "./text.js";

/** θ, and the copies of the inner loop. */
export function showParameters({ parts, place, frame, e, words, method, record }) {
  const colour = { conventional: "var(--conventional)", reptile: "var(--support)" }[method] ?? "var(--query)";
  const theta = parts.theta;
  const values = frame.upd ? e.next : e.theta;
  const grad = frame.grad?.on === "t" ? frame.grad : null;
  setCells(theta, values, frame.upd ? e.theta : null, colour, grad && gradientValues(grad, colour));
  theta.node.classList.toggle("lit", frame.upd || frame.act === "t");
  theta.node.style.setProperty("--glow", place.conventional || frame.upd ? colour : "var(--text)");
  const lens = e.lens >= 1.5 && !place.conventional ? say(words, "moved_lens", { lens: magnification(e.lens) }) : say(words, "moved");
  theta.label.textContent = frame.upd ? (place.narrow ? "→" : lens) : "";
  theta.cells.forEach(({ cell }, i) => (cell.title = cellTitle(record, words, i, frame.upd ? e.value.next[i] : e.value.theta[i], e.value.theta[i])));
  if (place.conventional) return;
  parts.inner.node.classList.toggle("away", frame.fast);
  const note = place.tasks > 1 ? say(words, "inner_loop_note", { tasks: place.tasks }) : say(words, "inner_loop_one");
  const other = say(words, method === "reptile" ? "other_reptile" : "other_tasks", { tasks: place.tasks });
  rich(parts.inner.title, frame.team ? other : `${say(words, "inner_loop")} *n:${note}*`);
  parts.cards.forEach((card, i) => showState(card, i, { parts, place, frame, e, words, record }));
}

function showState(card, i, { place, frame, e, words, record }) {
  const k = card.k;
  const known = k === null ? frame.cards > place.cards[i - 1].k + 1 : k < frame.cards;
  const on = known && !frame.team;
  card.node.classList.toggle("hidden", !on);
  const from = i === 0 ? place.theta.x : place.cards[i - 1].x;
  card.node.style.transform = known ? "none" : `translateX(${from - place.cards[i].x}px)`;
  if (k === null) return;
  const lit = frame.act === k || frame.moved === k || frame.grad?.on === k || (frame.phase === "copy" && k === 0);
  card.node.classList.toggle("lit", lit);
  const query = frame.feed === "q" || frame.grad?.colour === "query";
  card.node.style.setProperty("--glow", query ? "var(--query)" : "var(--support)");
  card.pips.classList.toggle("moved", k > 0);
  const grad = frame.grad?.on === k ? frame.grad : null;
  setCells(card, e.fast[k], e.theta, "var(--support)", grad && gradientValues(grad, "var(--support)"));
  card.cells.forEach(({ cell }, c) => (cell.title = cellTitle(record, words, c, e.value.fast[k][c], e.value.theta[c])));
}

/** Two digits are enough for a magnification. */
function magnification(x) {
  return short(Number(x.toPrecision(2)));
}

function gradientValues(grad, outer) {
  return { values: grad.values, colour: grad.colour === "outer" ? outer : `var(--${grad.colour})` };
}

function cellTitle(record, words, i, value, theta) {
  return say(words, "cell", { index: count(record.cells[i]), parameters: count(record.parameters), value, theta });
}

/** Bars, what changed since `before` (solid: grew, striped: shrank), a tick there, and gradient arrows. */
function setCells(card, values, before, colour, grad) {
  const h = card.height;
  card.node.style.setProperty("--change", colour);
  card.node.classList.toggle("compared", Boolean(before));
  card.node.classList.toggle("pulled", Boolean(grad));
  if (grad) card.node.style.setProperty("--pull", grad.colour);
  card.cells.forEach(({ bar, change, tick, arrow }, i) => {
    const [a, b] = [values[i], before ? before[i] : values[i]];
    bar.style.transform = `scaleY(${Math.min(a, b)})`;
    change.style.transform = `translateY(${-Math.min(a, b) * h}px) scaleY(${Math.abs(a - b)})`;
    change.classList.toggle("less", a < b);
    tick.style.transform = `translateY(${-b * h}px)`;
    const g = grad ? grad.values[i] : 0;
    const size = g === 0 ? 0 : 0.3 + 0.7 * Math.abs(g);
    const up = g < 0; // where the step will go
    arrow.style.transform = `translateY(${-a * h + (up ? -1 : 1)}px) scaleY(${up ? size : -size})`;
  });
}

/** The other tasks of the meta-batch; in the fast forward, what is not drawn. */
export function showTeam({ parts, place, frame, e, words, method, ...scene }) {
  const first = place.conventional ? null : { classes: e.classes, thumbs: e.support.filter((_, i) => i % place.shot === 0),
    query_loss: e.query_loss.at(-1), gradient: e.task_gradient };
  parts.team.forEach((card, i) => {
    const task = i ? e.others[i - 1] : first;
    card.node.classList.toggle("hidden", !frame.team);
    card.node.classList.toggle("behind", !frame.team && !frame.fast && i > 0);
    if (!task) return;
    const size = Math.min(26, (place.team[i].w - 12) / task.thumbs.length - 2);
    card.thumbs.replaceChildren(...task.thumbs.map((index) => {
      const node = document.createElement("div");
      node.className = "image";
      picture(node, scene, index, size);
      return node;
    }));
    card.node.style.setProperty("--pull", method === "reptile" ? "var(--support)" : "var(--query)");
    card.arrows.forEach((arrow, c) => (arrow.style.transform = `scaleY(${-task.gradient[c] || 0})`));
    const name = place.narrow ? "L" : say(words, "query_loss");
    card.foot.textContent = method === "reptile" ? "" : `${name} ${loss(task.query_loss)}`;
  });
  const skipped = say(words, place.conventional ? "skipped_conventional" : "skipped", { steps: place.steps });
  const seen = say(words, place.conventional ? "images_seen" : "tasks_seen", { seen: count(frame.seen ?? 0) });
  rich(parts.note, frame.fast ? `*b:${seen}* *n:${skipped}*` : "");
}
