// @ts-check
// The method as pseudo-code, in symbols or with the real numbers of this run; the running line is lit.

import { eachOf, inTurn } from "./task_moments.js";
import { valuesOf } from "./values.js";
import { count, make, phi, rich, say, short } from "./words.js";

/** @import { Film, Frame, Learner, Scene, Words } from "./types.js" */

/**
 * @typedef {{ item: HTMLElement, text: HTMLElement, symbols: string, written: string, pill: HTMLElement,
 *   got: HTMLElement }} Line
 */
/** Indent, id, key of the text. @typedef {[number, string, string]} Written */

/**
 * @param {Film} film
 * @param {Learner} learner
 * @returns {{ lines: Written[], values: Record<string, unknown> }}
 */
function code(film, learner) {
  const { info, updates: [first] } = film;
  const optimiser = String(info.optimiser ?? "SGD").toLowerCase();
  const rate = short(Number(info.outer_lr));
  if (first.kind === "batch") {
    return {
      lines: batchLines(film, optimiser),
      values: { size: count(Number(info.batch_size ?? first.size)), rate },
    };
  }
  const way = first.classes.length;
  const many = first.tasks > 1;
  const deep = many ? 2 : 1;
  const reptile = learner === "reptile";
  const steps = first.fast.length - 1;
  const values = {
    ...{ way, shot: first.support.length / way, query: first.query.length / way, tasks: first.tasks },
    ...{ last: steps - 1, each: eachOf(first), phi: phi(steps), alpha: short(Number(info.inner_lr)), rate },
  };
  const update = reptile ? "code_update_reptile" : "code_update_sgd";
  /** @type {Written[]} */
  const outer = reptile
    ? [[deep, "outer", "code_difference"]]
    : [[deep, "judge", "code_judge"], [deep, "outer", `code_outer_${learner}`]];
  /** @type {Written[]} */
  const lines = [
    [0, "start", "code_start"],
    [0, "loop", many ? "code_meta" : "code_task"],
    ...(many ? [/** @type {Written} */ ([1, "each", "code_each"])] : []),
    [deep, "draw", reptile ? "code_draw_reptile" : "code_draw"],
    [deep, "copy", "code_copy"],
    [deep, "inner", "code_inner"],
    [deep + 1, "inner_loss", inTurn("code_inner_loss", first)],
    [deep + 1, "inner_step", "code_inner_step"],
    ...outer,
    ...(many ? [/** @type {Written} */ ([1, "mean", "code_mean"])] : []),
    [1, "update", optimiser === "sgd" ? update : "code_update_adam"],
  ];
  return { lines, values };
}

/** @param {Film} film @param {string} optimiser @returns {Written[]} */
function batchLines(film, optimiser) {
  const updates = new Map([["adam", "code_update_adam"], ["adamw", "code_update_adamw"]]);
  return [
    [0, "start", "code_start"],
    [0, "loop", "code_batches"],
    [1, "batch", "code_batch"],
    [1, "batch_loss", "code_batch_loss"],
    [1, "outer", "code_batch_gradient"],
    [1, "update", updates.get(optimiser) ?? "code_update_batch_sgd"],
    [1, "none", "code_batch_none"],
    ...(film.test ? [/** @type {Written} */ ([0, "test", "code_test"])] : []),
  ];
}

/**
 * Write the code of a learner; returns its lines by id.
 * @param {HTMLElement} list
 * @param {Film} film
 * @param {Learner} learner
 * @param {Words} words
 */
export function buildCode(list, film, learner, words) {
  list.replaceChildren();
  /** @type {Record<string, Line>} */
  const byId = {};
  const { lines, values } = code(film, learner);
  for (const [indent, id, key] of lines) {
    const item = make("li", "", list);
    const text = make("span", "line", item);
    text.style.paddingLeft = `${indent * 1.2}em`;
    const [pill, got] = [make("b", "", item), make("small", "", item)];
    byId[id] = { item, text, symbols: say(words, key, values), written: "", pill, got };
  }
  return byId;
}

/**
 * Light the running line; ``valued``: with the values of the moment for the symbols, and what was
 * measured below.
 * @param {Record<string, Line>} byId
 * @param {Frame} frame
 * @param {Scene} scene
 * @param {boolean} valued
 */
export function lightCode(byId, frame, scene, valued) {
  const { words } = scene;
  const known = valued ? valuesOf(frame, scene) : { lines: {}, got: null };
  for (const [id, line] of Object.entries(byId)) {
    const on = id === frame.line;
    const stepping = on && frame.phase === "step";
    line.item.classList.toggle("on", on);
    line.item.classList.toggle("stepping", stepping);
    if (on) line.item.setAttribute("aria-current", "step");
    else line.item.removeAttribute("aria-current");
    write(line, known.lines[id] ? say(words, ...known.lines[id]) : line.symbols);
    const pill = on && !valued && frame.pill != null ? frame.pill : "";
    line.pill.textContent = stepping && pill !== "" ? `k = ${pill}` : String(pill);
    line.got.textContent = on && known.got ? say(words, ...known.got) : "";
  }
}

/** @param {Line} line @param {string} text */
function write(line, text) {
  if (line.written === text) return;
  line.written = text;
  rich(line.text, text);
}
