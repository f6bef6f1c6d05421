// @ts-check
// One task of a meta-learner, moment by moment: MAML, FOMAML or Reptile.

import { letterOf } from "../../shared/web/text.js";
import { loss, phi, say, short } from "./words.js";

/** @import { Answers, Film, Frame, Learner, Moment, TaskUpdate, Words } from "./types.js" */

/**
 * Notes one moment: its phase, its rank (how far within the update, on a scale all learners share), the
 * running line, the key and the values of its sentence, and what else is on the stage.
 * @callback Note
 * @param {string} phase
 * @param {number} rank
 * @param {string} line
 * @param {string} caption
 * @param {Record<string, unknown>} values
 * @param {Partial<Frame>} shown
 * @returns {void}
 */

/**
 * @param {Film} film
 * @param {TaskUpdate} task
 * @param {Learner} learner
 * @param {Words} words
 * @param {boolean} late whether the network is trained
 * @returns {Moment[]}
 */
export function taskMoments(film, task, learner, words, late) {
  /** @type {Moment[]} */
  const moments = [];
  /** @type {Note} */
  const note = (phase, rank, line, caption, values, shown) => {
    moments.push({ phase, rank, line, caption: say(words, caption, values), ...shown });
  };
  const way = task.classes.length;
  const letters = task.classes.map((_, j) => letterOf(j)).join(", ");
  const [shot, query] = [task.support.length / way, task.query.length / way];
  const undealt = { dealtSupport: false, dealtQuery: false };
  note("classes", 1, "draw", late ? "cap_classes_late" : "cap_classes", { way, letters }, undealt);
  note("support", 2, "draw", "cap_support", { shot, total: task.support.length }, { dealtQuery: false });
  if (learner !== "reptile") note("query", 3, "draw", "cap_query", { query }, {});
  note("copy", 4, "copy", "cap_copy", {}, { cards: 1 });
  innerMoments(task, note);
  const done = { cards: task.fast.length, losses: task.fast.length - 1 };
  if (learner === "reptile") differenceMoments(film, task, words, note, done);
  else outerMoments(task, learner, words, note, done);
  return moments;
}

/** @param {TaskUpdate} task @param {Note} note */
function innerMoments(task, note) {
  const steps = task.fast.length - 1;
  const [way, each] = [task.classes.length, eachOf(task)];
  for (let k = 0; k < steps; k++) {
    const shown = { cards: k + 1, losses: k + 1, current: k, supportAnswers: k };
    const rank = 5 + (10 * k) / steps;
    const { right, tie } = score(task.support_answers[k], way);
    const values = {
      ...{ phi: phi(k), next: phi(k + 1), k: k + 1, way, right, total: each * way, each },
      ...{ loss: loss(task.support_loss[k]), distance: short(task.distance[k + 1]) },
    };
    const head = task.head_only[k] ? "_head" : "";
    const answers = tie ? "cap_forward_tie" : inTurn("cap_forward", task);
    note("forward", rank, "inner_loss", answers, values, {
      ...shown,
      feed: "support",
      act: k,
      pill: values.loss,
    });
    const pull = /** @type {const} */ ({ on: k, values: task.inner_gradients[k], colour: "support" });
    note("gradient", rank + 2 / steps, "inner_step", `cap_gradient${head}`, values, { ...shown, pull });
    const after = { ...shown, cards: k + 2, moved: k + 1, pill: k };
    note("step", rank + 4 / steps, "inner_step", `cap_step${head}`, values, after);
  }
}

/**
 * MAML and FOMAML: the query loss, and its gradient's way back to θ.
 * @param {TaskUpdate} task
 * @param {Learner} learner
 * @param {Words} words
 * @param {Note} note
 * @param {Partial<Frame>} done
 */
function outerMoments(task, learner, words, note, done) {
  const steps = task.fast.length - 1;
  const shown = { ...done, judged: true, queryAnswers: steps };
  const { right } = score(task.query_answers[steps], task.classes.length);
  const [value, before] = [loss(task.query_loss[steps]), loss(task.query_loss[0])];
  const values = { phi: phi(steps), right, total: task.query.length, loss: value, before };
  note("judge", 20, "judge", "cap_judge", values, { ...shown, feed: "query", act: steps, pill: value });
  const pull = /** @type {const} */ ({ on: steps, values: task.query_gradient, colour: "query" });
  note("outer", 30, "outer", "cap_outer_start", { phi: phi(steps) }, { ...shown, out: 1, pull });
  const arrived = /** @type {const} */ ({ on: "t", values: task.task_gradient, colour: "query" });
  const out = learner === "maml" ? steps + 2 : 2;
  for (let k = learner === "maml" ? steps : 0; k >= 1; k--) {
    const rank = 31 + (6 * (steps - k)) / steps;
    note("outer", rank, "outer", "cap_outer_through", { k }, { ...shown, out: 2 + steps - k });
  }
  const plainly = task.angle == null ? "cap_outer_maml_plain" : "cap_outer_maml";
  const caption = learner === "maml" ? plainly : "cap_outer_fomaml";
  note("outer", 38, "outer", caption, { angle: Math.round(task.angle ?? 0) }, {
    ...shown,
    out,
    pull: arrived,
  });
  averageMoment(task, note, { ...shown, out });
  const moved = { moved: short(task.moved), lens: short(Number(task.lens.toPrecision(2))) };
  note("update", 40, "update", "cap_update", moved, {
    ...shown,
    out,
    updated: true,
    pill: say(words, "pill_moved"),
  });
}

/**
 * Reptile: where the copy ended up, and how far θ follows.
 * @param {Film} film
 * @param {TaskUpdate} task
 * @param {Words} words
 * @param {Note} note
 * @param {Partial<Frame>} done
 */
function differenceMoments(film, task, words, note, done) {
  const steps = task.fast.length - 1;
  const rate = Number(film.info.outer_lr);
  const distance = short(task.distance[steps]);
  note("difference", 20, "outer", "cap_difference", { distance }, {
    ...done,
    until: 38,
    out: 1,
    pill: distance,
  });
  averageMoment(task, note, { ...done, out: 1 });
  const caption = task.tasks > 1 ? "cap_update_reptile_mean" : "cap_update_reptile";
  const values = { percent: Math.round(rate * 100), phi: phi(steps), rate: short(rate), tasks: task.tasks };
  note("update", 40, "update", caption, values, {
    ...done,
    out: 2,
    updated: true,
    pill: say(words, "pill_moved"),
  });
}

/**
 * The other tasks of the meta-batch, and the mean of what they ask for.
 * @param {TaskUpdate} task
 * @param {Note} note
 * @param {Partial<Frame>} shown
 */
function averageMoment(task, note, shown) {
  if (task.tasks < 2) return;
  const pull = /** @type {const} */ ({ on: "t", values: task.outer_gradient, colour: "outer" });
  note("average", 39, "mean", "cap_average", { tasks: task.tasks }, { ...shown, team: true, pull });
}

/**
 * The key of a sentence, or of its twin for inner steps that take turns.
 * @param {string} key
 * @param {TaskUpdate} task
 */
export const inTurn = (key, task) => task.turns ? `${key}_turn` : key;

/** How many images of each class an inner step learns from. @param {TaskUpdate} task */
export const eachOf = (task) => task.support_answers[0].y.length / task.classes.length;

/**
 * How many answers are right; whether the network could not tell the classes apart at all.
 * @param {Answers} answers
 * @param {number} way
 */
export function score(answers, way) {
  const each = answers.y.length / way;
  const right = answers.y.filter((y, i) => y === Math.floor(i / each)).length;
  return { right, tie: answers.y.every((y) => y < 0) };
}
