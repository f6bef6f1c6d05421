// Records of real training -> a list of complete frames. A frame says everything that is on the stage,
// so that stepping back, scrubbing and a link to one frame cost nothing.

import { count, letter, loss, phi, say, short } from "./text.js";

const FAST = 24; // frames of the fast-forward
const EMPTY = {
  sel: true, dealtS: true, dealtQ: true, feed: null, act: null, cards: 0, losses: 0, current: null,
  judged: false, ansS: null, ansQ: null, grad: null, out: 0, upd: false, team: false, fast: false,
};

/** All frames of one method. */
export function compile(record, method, words) {
  const episode = method === "conventional" ? batchFrames : taskFrames;
  const at = { record, method, words };
  const frames = [];
  const last = record.episodes.length - 1;
  for (let i = 0; i <= last; i++) {
    const late = i === last;
    if (late) frames.push(...fastFrames(at));
    const marker = late ? record.curve.length - 1 : 0;
    frames.push(...episode(at, i, late).map((f) => ({ ...EMPTY, seg: late ? 2 : i, ep: i, late, marker, ...f })));
  }
  frames.forEach((frame, i) => (frame.index = i));
  return frames;
}

/** The frame of another method that is most like this one. */
export function alike(frame, frames) {
  const distance = (f) => {
    const gap = Math.max(0, f.rank - (frame.until ?? frame.rank), frame.rank - (f.until ?? f.rank));
    const segment = f.seg === frame.seg ? 0 : 1000 * Math.abs(order(f.seg) - order(frame.seg));
    return segment + gap + (frame.seg === "fast" ? Math.abs(f.share - frame.share) : 0);
  };
  return frames.reduce((best, f) => (distance(f) < distance(best) ? f : best), frames[0]).index;
}

function order(segment) {
  return segment === "fast" ? 1.5 : segment;
}

/** One task of a meta-learner: MAML, FOMAML or Reptile. */
function taskFrames(at, i, late) {
  const { record, method, words } = at;
  const e = record.episodes[i];
  const way = e.classes.length;
  const frames = [];
  const add = (phase, rank, line, cap, values, more) =>
    frames.push({ phase, rank, line, cap: say(words, cap, values), ...more });
  const letters = e.classes.map((_, j) => letter(j)).join(", ");
  const shot = e.support.length / way;
  add("classes", 1, "draw", late ? "cap_classes_late" : "cap_classes", { way, letters },
    { dealtS: false, dealtQ: false });
  add("support", 2, "draw", "cap_support", { shot, total: e.support.length }, { dealtQ: false });
  if (method !== "reptile") add("query", 3, "draw", "cap_query", { query: e.query.length / way }, {});
  add("copy", 4, "copy", "cap_copy", {}, { cards: 1 });
  innerFrames(e, way, add);
  const done = { cards: e.fast.length, losses: e.fast.length - 1 };
  if (method === "reptile") differenceFrames(at, e, add, done);
  else judgeFrames(at, e, add, done);
  return frames;
}

function innerFrames(e, way, add) {
  const steps = e.fast.length - 1;
  for (let k = 0; k < steps; k++) {
    const base = { cards: k + 1, losses: k + 1, current: k, ansS: k, inner: k };
    const rank = 5 + (10 * k) / steps;
    const { right, tie } = score(e.support_answers[k], way);
    const values = { phi: phi(k), next: phi(k + 1), k: k + 1, way, right, total: eachOf(e) * way, each: eachOf(e),
      loss: loss(e.support_loss[k]), distance: short(e.distance[k + 1]) };
    const head = e.head_only[k] ? "_head" : "";
    add("forward", rank, "inner_loss", tie ? "cap_forward_tie" : inTurn("cap_forward", e), values,
      { ...base, feed: "s", act: k, pill: values.loss });
    add("gradient", rank + 2 / steps, "inner_step", `cap_gradient${head}`, values,
      { ...base, grad: { on: k, values: e.inner_gradients[k], colour: "support" } });
    add("step", rank + 4 / steps, "inner_step", `cap_step${head}`, values,
      { ...base, cards: k + 2, moved: k + 1, pill: k });
  }
}

function judgeFrames({ method, words }, e, add, done) {
  const steps = e.fast.length - 1;
  const way = e.classes.length;
  const base = { ...done, judged: true, ansQ: steps };
  const { right } = score(e.query_answers[steps], way);
  add("judge", 20, "judge", "cap_judge",
    { phi: phi(steps), right, total: e.query.length, loss: loss(e.query_loss[steps]), before: loss(e.query_loss[0]) },
    { ...base, feed: "q", act: steps, pill: loss(e.query_loss[steps]) });
  add("outer", 30, "outer", "cap_outer_start", { phi: phi(steps) },
    { ...base, out: 1, grad: { on: steps, values: e.query_gradient, colour: "query" } });
  const arrived = { on: "t", values: e.task_gradient, colour: "query" };
  if (method === "maml") {
    for (let k = steps; k >= 1; k--) {
      add("outer", 31 + (6 * (steps - k)) / steps, "outer", "cap_outer_through", { k }, { ...base, out: 2 + steps - k });
    }
    add("outer", 38, "outer", e.angle == null ? "cap_outer_maml_plain" : "cap_outer_maml",
      { angle: Math.round(e.angle) }, { ...base, out: steps + 2, grad: arrived });
  } else {
    add("outer", 38, "outer", "cap_outer_fomaml", {}, { ...base, out: 2, grad: arrived });
  }
  const out = method === "maml" ? steps + 2 : 2;
  averageFrame(e, add, { ...base, out });
  add("update", 40, "update", "cap_update", { moved: short(e.moved), lens: short(Number(e.lens.toPrecision(2))) },
    { ...base, out, upd: true, pill: say(words, "pill_moved") });
}

function differenceFrames({ record, words }, e, add, done) {
  const steps = e.fast.length - 1;
  const rate = record.info.outer_lr;
  add("difference", 20, "outer", "cap_difference", { distance: short(e.distance[steps]) },
    { ...done, until: 38, out: 1, pill: short(e.distance[steps]) });
  averageFrame(e, add, { ...done, out: 1 });
  add("update", 40, "update", e.tasks > 1 ? "cap_update_reptile_mean" : "cap_update_reptile",
    { percent: Math.round(rate * 100), phi: phi(steps), rate: short(rate), tasks: e.tasks },
    { ...done, out: 2, upd: true, pill: say(words, "pill_moved") });
}

/** The other tasks of the meta-batch, and the mean of what they ask for. */
function averageFrame(e, add, base) {
  if (e.tasks < 2) return;
  add("average", 39, "mean", "cap_average", { tasks: e.tasks },
    { ...base, team: true, grad: { on: "t", values: e.outer_gradient, colour: "outer" } });
}

/** One batch of conventional training. */
function batchFrames({ record, words }, i, late) {
  const e = record.episodes[i];
  const values = { size: e.size, shown: e.batch.length, classes: record.train_classes, right: e.right,
    loss: loss(e.loss), moved: short(e.moved) };
  const grad = { on: "t", values: e.gradient, colour: "conventional" };
  const seen = { losses: 1, current: 0, act: "t" };
  const add = (phase, rank, until, line, cap, more) =>
    ({ phase, rank, until, line, cap: say(words, cap, values), dealtQ: false, ...more });
  const frames = [
    add("batch", 1, 4, "batch", "cap_batch", {}),
    add("batch_forward", 5, 29, "batch_loss", "cap_batch_forward", { ...seen, feed: "s", ansS: 0, pill: values.loss }),
    add("batch_gradient", 30, 39, "outer", "cap_batch_gradient", { ...seen, ansS: 0, out: 1, grad }),
    add("batch_update", 40, 40, "update", "cap_batch_update",
      { ...seen, ansS: 0, out: 2, upd: true, pill: say(words, "pill_moved") }),
  ];
  if (late) frames.push(add("test", 50, 50, "test", "cap_test", { ...seen, ansS: 0, test: true }));
  return frames;
}

/** Along the real training log, from the first updates to the trained network. */
function fastFrames({ record, method, words }) {
  const length = record.curve.length;
  if (length < 2) return [];
  const caption = { conventional: "cap_batch_fast", reptile: "cap_fast_reptile" }[method] ?? "cap_fast";
  const frames = [];
  const ep = record.episodes.length - 2;
  for (let j = 1; j <= FAST; j++) {
    const marker = Math.round(((length - 1) * j * j) / (FAST * FAST));
    const [seen, value] = record.curve[marker];
    const values = { seen: count(seen), loss: loss(value), classes: record.train_classes };
    frames.push({ ...EMPTY, seg: "fast", share: j / FAST, ep, marker, rank: 0, phase: "fast", line: "loop",
      fast: true, sel: false, dealtS: false, dealtQ: false, seen, pill: values.seen, cap: say(words, caption, values) });
  }
  return frames;
}

/** The key of a sentence, or of its twin for inner steps that take turns. */
export function inTurn(key, e) {
  return e.turns ? `${key}_turn` : key;
}

/** How many images of each class an inner step learns from. */
export function eachOf(e) {
  return e.support_answers[0].y.length / e.classes.length;
}

/** How many answers are right; whether the network could not tell the classes apart at all. */
export function score(answers, way) {
  const each = answers.y.length / way;
  const right = answers.y.filter((y, i) => y === Math.floor(i / each)).length;
  return { right, tie: answers.y.every((y) => y < 0) };
}
