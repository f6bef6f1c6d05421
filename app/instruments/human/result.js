// @ts-check
// Afterwards: the visitor beside the learners, on this task and on all of its form, and image by image.

import { badge, lineSample } from "../../shared/web/marks.js";
import { onStrip } from "../../shared/web/strip.js";
import { marked } from "../../shared/web/terms.js";
import { decimal, escape, fill, letterOf, say, strong } from "../../shared/web/text.js";
import { aheadOf, counted, learnerTotal, ownTotal, rightOf, rowTo, standing, store } from "./score.js";

/** @import { Data, Rival, Task } from "./types.js" */
/** @import { Total } from "./score.js" */

/**
 * What the visitor, or the address, answered.
 * @typedef {{ labels: number[], milliseconds: number, again: boolean }} Answers
 */
/** @typedef {Data & { task: Task }} Shown */

/** A time as one reads it. @param {number} milliseconds @param {Record<string, string>} words */
export const timeText = (milliseconds, words) =>
  milliseconds < 1000
    ? `${decimal(milliseconds, 0)}\u00a0ms`
    : fill(words.clock, { seconds: decimal(milliseconds / 1000, 1) }).replace(" ", "\u00a0");

/** @param {Shown} data @param {Answers | null} answers */
export function resultMarkup(data, answers) {
  const { words, task } = data;
  return `<h2 tabindex="-1">${headline(data, answers)}</h2>${beatLine(data)}
    ${answers?.again ? `<p class="note">${escape(words.again)}</p>` : ""}${table(data, answers)}
    <div class="actions"><button type="button" class="go" data-do="next">${escape(words.next)} →</button>
    <button type="button" data-do="save" ${answers ? "" : "disabled"}>${escape(words.save)}</button>
    <a href="${escape(data.compare)}">${escape(words.compare)}</a></div>${shareMarkup(data)}
    ${data.notes.map((note) => `<p class="note">${marked(note, data.terms)}</p>`).join("")}
    <h3>${escape(words.each)}</h3><ul class="each">${
    task.truth.map((_, i) => imageMarkup(data, answers, i)).join("")
  }</ul>${keptLine(data)}`;
}

/**
 * Whose answers these are: the visitor's own, or somebody's that came with an address.
 * @param {Shown} data
 * @param {Answers} answers
 */
const isOwn = ({ form, seed }, answers) => answers.again || counted(store.read(), form, seed) !== undefined;

/** @param {Shown} data @param {Answers | null} answers */
function headline(data, answers) {
  const { words, task } = data;
  if (!answers) return escape(words.skipped);
  const values = {
    right: rightOf(answers.labels, task.truth),
    all: task.truth.length,
    time: timeText(answers.milliseconds, words),
  };
  return strong(fill(isOwn(data, answers) ? words.score : words.score_address, values));
}

/** @param {Shown} data */
function beatLine({ beat, form, words }) {
  if (!beat) return "";
  const { own, verdict } = standing(store.read(), form, beat);
  const told = fill(words[verdict], {
    ...{ done: own.tasks, tasks: beat.tasks, right: own.right, time: timeText(own.milliseconds, words) },
    ...{ all_right: beat.right, all_time: timeText(beat.milliseconds, words) },
  });
  return `<p class="beat">${strong(told)}</p>`;
}

/**
 * Everyone's score in words, the visitor first: what the table shows, and the picture that is kept.
 * @param {Shown} data
 * @param {Answers | null} answers
 */
export function scoreRows(data, answers) {
  const { words, rivals, form } = data;
  const played = store.read();
  const rows = rivals.map((rival) => ({
    ...scored(data, rival, learnerTotal(played, form, rival.id)),
    ahead: aheadText(data, rival.id),
  }));
  if (!answers) return rows;
  const own = isOwn(data, answers);
  const you = {
    ...{ id: "", name: own ? words.you : words.address, colour: "", dash: "", how: "", note: "" },
    ...{ labels: answers.labels, milliseconds: answers.milliseconds },
  };
  return [{ ...scored(data, you, own ? ownTotal(played, form) : null), ahead: "" }, ...rows];
}

/** @param {Shown} data @param {Rival} who @param {Total | null} total */
const scored = ({ task, words }, who, total) => ({
  ...{ ...who, total },
  score: who.labels
    ? fill(words.of, { right: rightOf(who.labels, task.truth), all: task.truth.length })
    : who.note,
  time: who.labels ? timeText(who.milliseconds, words) : "",
  level: total ? levelText(total, words) : "",
  count: total ? countText(total, words) : words.tasks_none,
});

/** @param {Shown} data @param {string} id */
function aheadText({ form, words }, id) {
  const { mean, half } = aheadOf(store.read(), form, id);
  if (!Number.isFinite(half)) return "";
  return fill(mean < 0 ? words.points_less : words.points_more, {
    gap: decimal(100 * Math.abs(mean), 1),
    half: decimal(100 * half, 1),
  });
}

/** @param {Total} total @param {Record<string, string>} words */
const levelText = ({ mean, half }, words) =>
  fill(Number.isFinite(half) ? words.level : words.level_one, {
    mean: decimal(100 * mean, 1),
    half: decimal(100 * half, 1),
  });

/** @param {Total} total @param {Record<string, string>} words */
const countText = ({ tasks, milliseconds }, words) =>
  fill(tasks < 2 ? words.tasks_one : words.tasks_many, { tasks, time: timeText(milliseconds, words) });

/** @param {Shown} data @param {Answers | null} answers */
function table(data, answers) {
  const { words } = data;
  const head = [words.who, words.this_task, words.all_tasks].map((text) =>
    `<th scope="col">${escape(text)}</th>`
  );
  const rows = scoreRows(data, answers).map((row) =>
    `<tr class="${row.id ? "" : "own"}" data-learner="${escape(row.id)}"><th scope="row">${
      row.id ? lineSample(row) : ""
    }<b>${escape(row.name)}</b><small>${escape(row.how)}</small></th>
      <td><b>${escape(row.score)}</b><small>${escape(row.time)}</small></td>
      <td>${row.total ? `<b>${escape(row.level)}</b>${bar(row.total)}` : ""}<small>${
      escape(row.count)
    }</small>${row.ahead ? `<small>${escape(row.ahead)}</small>` : ""}</td></tr>`
  );
  return `<table><caption class="unseen">${escape(words.table)}</caption><thead><tr>${
    head.join("")
  }</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

/** Accuracy as a length, its interval as a lighter stretch. @param {Total} total */
function bar({ mean, half }) {
  const [low, high] = Number.isFinite(half) ? [mean - half, mean + half] : [mean, mean];
  const [from, to] = [Math.max(0, low), Math.min(1, high)];
  return `<span class="bar" aria-hidden="true"><i style="width:${100 * mean}%"></i><u style="left:${
    100 * from
  }%;width:${100 * (to - from)}%"></u></span>`;
}

/** @param {Shown} data @param {Answers | null} answers @param {number} i */
function imageMarkup(data, answers, i) {
  const { task, words, rivals } = data;
  const [truth, given] = [task.truth[i], answers?.labels[i]];
  const verdict = given === undefined
    ? ""
    : given === truth
    ? words.verdict_right
    : fill(words.verdict_wrong, { letter: letterOf(given) });
  const said = fill(words.truth, { letter: letterOf(truth), name: task.classes[truth], verdict });
  const look = given === undefined ? "" : given === truth ? "right" : "wrong";
  const mark = given === undefined ? "" : given === truth ? "✓" : `✕ ${letterOf(given)}`;
  const known = rivals.filter(({ labels }) => labels);
  const right = known.filter(({ labels }) => labels?.[i] === truth).length;
  return `<li class="${look}"><i class="tile query" role="img" aria-label="${escape(said)}" style="${
    onStrip(i, task.truth.length)
  }"></i><span>${badge(truth)} ${escape(task.classes[truth])}</span><b>${escape(mark)}</b>${
    known.length ? `<small>${say(words.learners_right, { right, all: known.length })}</small>` : ""
  }</li>`;
}

/** @param {Shown} data */
function shareMarkup(data) {
  const { words, form, seed } = data;
  const row = rowTo(store.read(), form, seed);
  const how = row
    ? fill(words.share_how, { ...row, time: timeText(row.milliseconds, words) })
    : words.share_plain;
  return `<div class="share"><h3>${escape(words.share)}</h3><p class="note" aria-live="polite">${
    escape(how)
  }</p>
    <div class="actions"><input readonly data-part="link" aria-label="${escape(words.link)}">
    <button type="button" data-do="copy">${escape(words.copy)}</button></div></div>`;
}

/** What is kept in this browser, and how to be rid of it. @param {Data} data */
export function keptLine({ form, words }) {
  const tasks = ownTotal(store.read(), form)?.tasks ?? 0;
  const any = store.read().length > 0;
  const told = store.lost ? words.lost_storage : fill(words.kept, { tasks });
  if (!any && !store.lost) return "";
  return `<p class="kept">${escape(told)} <button type="button" class="quiet" data-do="forget" ${
    any ? "" : "disabled"
  }>${escape(words.forget)}</button></p>`;
}
