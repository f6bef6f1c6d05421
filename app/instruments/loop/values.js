// The measured values of a frame that stand for the symbols of the pseudo-code. All are of the recorded trace:
// norms are over the backbone's parameters, losses and answers over the images of this one task or batch.

import { eachOf, inTurn, score } from "./frames.js";
import { count, loss, phi, short } from "./text.js";

/**
 * What is known at a frame. ``lines``: [key of the text, values] of every line that has been run, by its id;
 * ``got``: [key of a text, values] of what the running line has just measured, or null.
 */
export function valuesOf(frame, { record, method }) {
  const e = record.episodes[frame.ep];
  if (frame.fast) return { lines: {}, got: fastGot(frame, record, method) };
  if (method === "conventional") return { lines: batchLines(frame, e, record.info), got: batchGot(frame, e) };
  return { lines: taskLines(frame, e, record.info), got: taskGot(frame, e, record, method) };
}

function taskLines(frame, e, info) {
  const steps = e.fast.length - 1;
  const forward = frame.losses - 1; // the last state that has answered
  const step = frame.phase === "gradient" ? forward : frame.cards - 2; // the last step that is under way or taken
  const lines = { update: update(info) };
  if (forward >= 0) {
    lines.inner = ["now_inner", { k: forward, last: steps - 1 }];
    lines.inner_loss = [inTurn("now_inner_loss", e),
      { each: eachOf(e), loss: loss(e.support_loss[forward]), phi: phi(forward) }];
  }
  if (step >= 0) lines.inner_step = ["now_inner_step", { phi: phi(step), next: phi(step + 1), alpha: short(info.inner_lr) }];
  if (frame.judged) lines.judge = ["now_judge", { loss: loss(e.query_loss[steps]), phi: phi(steps) }];
  return lines;
}

function update(info) {
  const optimiser = String(info.optimiser ?? "SGD");
  const rate = short(info.outer_lr);
  return optimiser.toLowerCase() === "sgd" ? ["now_update", { rate }] : ["now_optimiser", { rate, optimiser }];
}

function taskGot(frame, e, record, method) {
  const steps = e.fast.length - 1;
  const k = frame.current;
  const end = { phi: phi(steps), distance: short(e.distance[steps]), query: short(e.norms.query), task: short(e.norms.task) };
  switch (frame.phase) {
    case "classes": return ["got_classes", { way: e.classes.length, classes: record.train_classes }];
    case "support": return ["got_support", { support: e.support.length }];
    case "query": return ["got_query", { support: e.support.length, query: e.query.length }];
    case "copy": return ["got_copy", { distance: short(e.distance[0]) }];
    case "forward": return ["got_answers", answered(e, e.support_loss[k], e.support_answers[k])];
    case "gradient": return [e.head_only[k] ? "got_gradient_head" : "got_gradient", { norm: short(e.norms.inner[k]) }];
    case "step": return [inTurn("got_step", e),
      { norm: short(e.norms.inner[k]), next: phi(k + 1), distance: short(e.distance[k + 1]),
        loss: loss(e.support_loss[k]), after: loss(e.support_loss[k + 1]) }];
    case "judge": return ["got_judge", { ...answered(e, e.query_loss[steps], e.query_answers[steps]), before: loss(e.query_loss[0]) }];
    case "outer": return [frame.grad?.on === "t" ? `got_outer_${method}` : "got_outer", { ...end, angle: Math.round(e.angle) }];
    case "difference": return ["got_difference", end];
    case "average": return ["got_mean", { norm: short(e.norms.outer), task: end.task }];
    case "update": return ["got_update", { norm: short(e.norms.outer), moved: short(e.moved) }];
    default: return null;
  }
}

function answered(e, value, answers) {
  const total = answers.y.length;
  const { right } = score(answers, e.classes.length);
  return { loss: loss(value), right, total, percent: Math.round((100 * right) / total) };
}

function batchLines(frame, e, info) {
  const lines = { update: update(info) };
  if (frame.losses) lines.batch_loss = ["now_batch_loss", { loss: loss(e.loss) }];
  return lines;
}

function batchGot(frame, e) {
  switch (frame.phase) {
    case "batch": return ["got_batch", { size: e.size }];
    case "batch_forward":
      return ["got_answers", { loss: loss(e.loss), right: e.right, total: e.size, percent: Math.round((100 * e.right) / e.size) }];
    case "batch_gradient": return ["got_batch_gradient", { norm: short(e.norm) }];
    case "batch_update": return ["got_update", { norm: short(e.norm), moved: short(e.moved) }];
    default: return null;
  }
}

function fastGot(frame, record, method) {
  const [seen, value] = record.curve[frame.marker];
  return [method === "conventional" ? "got_fast_batch" : "got_fast", { seen: count(seen), loss: loss(value) }];
}
