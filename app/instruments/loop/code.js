// The method as pseudo-code, in symbols or with the real numbers of this run; the running line is lit.

import { eachOf, inTurn } from "./frames.js";
import { count, make, phi, rich, say, short } from "./text.js";
import { valuesOf } from "./values.js";

/** [indent, id, template, values] of every line of a method. */
function lines(record, method) {
  const info = record.info;
  if (method === "conventional") return batchLines(record);
  const e = record.episodes[0];
  const steps = e.fast.length - 1;
  const way = e.classes.length;
  const many = e.tasks > 1;
  const deep = many ? 2 : 1;
  const values = { way, shot: e.support.length / way, query: e.query.length / way, tasks: e.tasks, last: steps - 1,
    each: eachOf(e), phi: phi(steps), alpha: short(info.inner_lr), rate: short(info.outer_lr) };
  const reptile = method === "reptile";
  const optimiser = String(info.optimiser ?? "SGD").toLowerCase();
  return [
    [0, "start", "code_start"],
    [0, "loop", many ? "code_meta" : "code_task"],
    ...(many ? [[1, "each", "code_each"]] : []),
    [deep, "draw", reptile ? "code_draw_reptile" : "code_draw"],
    [deep, "copy", "code_copy"],
    [deep, "inner", "code_inner"],
    [deep + 1, "inner_loss", inTurn("code_inner_loss", e)],
    [deep + 1, "inner_step", "code_inner_step"],
    ...(reptile ? [[deep, "outer", "code_difference"]]
      : [[deep, "judge", "code_judge"], [deep, "outer", `code_outer_${method}`]]),
    ...(many ? [[1, "mean", "code_mean"]] : []),
    [1, "update", optimiser === "sgd" ? (reptile ? "code_update_reptile" : "code_update_sgd") : "code_update_adam"],
  ].map((line) => [...line, values]);
}

function batchLines({ info, episodes }) {
  const values = { size: count(info.batch_size ?? episodes[0].size), rate: short(info.outer_lr) };
  const optimiser = { adam: "code_update_adam", adamw: "code_update_adamw" }[String(info.optimiser ?? "").toLowerCase()];
  return [
    [0, "start", "code_start"], [0, "loop", "code_batches"], [1, "batch", "code_batch"], [1, "batch_loss", "code_batch_loss"],
    [1, "outer", "code_batch_gradient"], [1, "update", optimiser ?? "code_update_batch_sgd"],
    [1, "none", "code_batch_none"], [0, "test", "code_test"],
  ].map((line) => [...line, values]);
}

/** Write the code of a method; returns its lines by id. */
export function buildCode(list, record, method, words) {
  list.replaceChildren();
  const byId = {};
  lines(record, method).forEach(([indent, id, key, values]) => {
    const item = make("li", "", list);
    const text = make("span", "line", item);
    text.style.paddingLeft = `${indent * 1.2}em`;
    byId[id] = { item, text, symbols: say(words, key, values), pill: make("b", "", item), got: make("small", "", item) };
  });
  return byId;
}

/** Light the running line; ``valued``: with the values of the moment for the symbols, and what was measured below. */
export function lightCode(byId, frame, scene, valued) {
  const { words } = scene;
  const known = valued ? valuesOf(frame, scene) : { lines: {}, got: null };
  for (const [id, line] of Object.entries(byId)) {
    const { item, pill, got } = line;
    const on = id === frame.line;
    item.classList.toggle("on", on);
    item.classList.toggle("stepping", on && frame.phase === "step");
    if (on) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
    write(line, known.lines[id] ? say(words, ...known.lines[id]) : line.symbols);
    pill.textContent = on && !valued && frame.pill != null ? (frame.phase === "step" ? `k = ${frame.pill}` : frame.pill) : "";
    got.textContent = on && known.got ? say(words, ...known.got) : "";
  }
}

function write(line, text) {
  if (line.written === text) return;
  line.written = text;
  rich(line.text, text);
}
