// @ts-check
// The measured values of a frame that stand for the symbols of the pseudo-code. All are of the recorded trace:
// norms are over the backbone's parameters, losses and answers over the images of this one task or batch.

import { eachOf, inTurn, score } from "./task_moments.js";
import { count, loss, percent, phi, short } from "./words.js";

/** @import { Answers, BatchUpdate, Film, Frame, Learner, Scene, TaskUpdate } from "./types.js" */

/** The key of a sentence and its values. @typedef {[string, Record<string, unknown>]} Said */
/** @typedef {Record<string, Said>} Lines */

/**
 * What is known at a frame. ``lines``: the text of every line that has been run, by its id; ``got``: what the
 * running line has just measured, or null.
 * @param {Frame} frame
 * @param {Scene} scene
 * @returns {{ lines: Lines, got: Said | null }}
 */
export function valuesOf(frame, { film, learner }) {
  const update = film.updates[frame.update];
  if (frame.fast) return { lines: {}, got: fastGot(frame, film, learner) };
  return update.kind === "batch"
    ? { lines: batchLines(frame, update, film.info), got: batchGot(frame, update, film) }
    : { lines: taskLines(frame, update, film.info), got: taskGot(frame, update, film, learner) };
}

/** @param {Frame} frame @param {TaskUpdate} task @param {Film["info"]} info @returns {Lines} */
function taskLines(frame, task, info) {
  const steps = task.fast.length - 1;
  const forward = frame.losses - 1; // the last state that has answered
  const step = frame.phase === "gradient" ? forward : frame.cards - 2; // the last step that is under way or taken
  /** @type {Lines} */
  const lines = { update: updateLine(info) };
  if (forward >= 0) {
    const values = { each: eachOf(task), loss: loss(task.support_loss[forward]), phi: phi(forward) };
    lines.inner = ["now_inner", { k: forward, last: steps - 1 }];
    lines.inner_loss = [inTurn("now_inner_loss", task), values];
  }
  if (step >= 0) {
    const alpha = short(Number(info.inner_lr));
    lines.inner_step = ["now_inner_step", { phi: phi(step), next: phi(step + 1), alpha }];
  }
  if (frame.judged) lines.judge = ["now_judge", { loss: loss(task.query_loss[steps]), phi: phi(steps) }];
  return lines;
}

/** @param {Film["info"]} info @returns {Said} */
function updateLine(info) {
  const optimiser = String(info.optimiser ?? "SGD");
  const rate = short(Number(info.outer_lr));
  return optimiser.toLowerCase() === "sgd"
    ? ["now_update", { rate }]
    : ["now_optimiser", { rate, optimiser }];
}

/**
 * @param {Frame} frame
 * @param {TaskUpdate} task
 * @param {Film} film
 * @param {Learner} learner
 * @returns {Said | null}
 */
function taskGot(frame, task, film, learner) {
  const steps = task.fast.length - 1;
  const { norms } = task;
  const end = { phi: phi(steps), distance: short(task.distance[steps]) };
  const outer = { ...end, query: short(norms.query), task: short(norms.task) };
  const sizes = { support: task.support.length, query: task.query.length };
  switch (frame.phase) {
    case "classes":
      return ["got_classes", { way: task.classes.length, classes: film.train_classes }];
    case "support":
    case "query":
      return [`got_${frame.phase}`, sizes];
    case "copy":
      return ["got_copy", { distance: short(task.distance[0]) }];
    case "forward":
    case "gradient":
    case "step":
      return innerGot(frame, task);
    case "judge": {
      const values = answered(task, task.query_loss[steps], task.query_answers[steps]);
      return ["got_judge", { ...values, before: loss(task.query_loss[0]) }];
    }
    case "outer":
      return [frame.pull?.on === "t" ? `got_outer_${learner}` : "got_outer", outer];
    case "difference":
      return ["got_difference", end];
    case "average":
      return ["got_mean", { norm: short(norms.outer), task: outer.task }];
    case "update":
      return ["got_update", { norm: short(norms.outer), moved: short(task.moved) }];
    default:
      return null;
  }
}

/** @param {Frame} frame @param {TaskUpdate} task @returns {Said} */
function innerGot(frame, task) {
  const k = frame.current ?? 0;
  const norm = short(task.norms.inner[k]);
  if (frame.phase === "forward") {
    return ["got_answers", answered(task, task.support_loss[k], task.support_answers[k])];
  }
  if (frame.phase === "gradient") return [task.head_only[k] ? "got_gradient_head" : "got_gradient", { norm }];
  const after = {
    next: phi(k + 1),
    distance: short(task.distance[k + 1]),
    after: loss(task.support_loss[k + 1]),
  };
  return [inTurn("got_step", task), { norm, loss: loss(task.support_loss[k]), ...after }];
}

/** @param {TaskUpdate} task @param {number} value @param {Answers} answers */
function answered(task, value, answers) {
  const total = answers.y.length;
  const { right } = score(answers, task.classes.length);
  return { loss: loss(value), right, total, percent: Math.round((100 * right) / total) };
}

/** @param {Frame} frame @param {BatchUpdate} batch @param {Film["info"]} info @returns {Lines} */
function batchLines(frame, batch, info) {
  /** @type {Lines} */
  const lines = { update: updateLine(info) };
  if (frame.losses) lines.batch_loss = ["now_batch_loss", { loss: loss(batch.loss) }];
  return lines;
}

/** @param {Frame} frame @param {BatchUpdate} batch @param {Film} film @returns {Said | null} */
function batchGot(frame, batch, { test }) {
  const { size, right } = batch;
  const norm = short(batch.norm);
  switch (frame.phase) {
    case "batch":
      return ["got_batch", { size }];
    case "batch_forward":
      return ["got_answers", {
        loss: loss(batch.loss),
        right,
        total: size,
        percent: Math.round((100 * right) / size),
      }];
    case "batch_gradient":
      return ["got_batch_gradient", { norm }];
    case "batch_update":
      return ["got_update", { norm, moved: short(batch.moved) }];
    case "test":
      return test && ["got_test", {
        ...{
          right: count(test.right),
          images: count(test.images),
          percent: percent(test.right / test.images),
        },
      }];
    default:
      return null;
  }
}

/** @param {Frame} frame @param {Film} film @param {Learner} learner @returns {Said} */
function fastGot(frame, film, learner) {
  const [seen, value] = film.curve[frame.marker];
  const key = learner === "conventional" ? "got_fast_batch" : "got_fast";
  return [key, { seen: count(seen), loss: loss(value) }];
}
