// @ts-check
// The page of one task around its images and curves: the question, the numbers, the table.

import { guessCard } from "../../shared/web/guess_card.js";
import { numbersTable } from "../../shared/web/table.js";
import { escape, fill, say } from "../../shared/web/text.js";

/** @import { Data, Fitting, SetName } from "./images.js" */

const GUESSES = ["all", "nearly", "far"];

/** @param {Record<string, string>} words */
export const pageMarkup = (words) =>
  `<div class="page"><section data-part="task" aria-label="${escape(words.task)}"></section>
  <section class="story"><div data-part="ask"></div><div data-part="readouts"></div><div data-part="chart"></div>
    <div class="rail" hidden><button type="button" class="play"></button>
      <input type="range" min="0" step="1" aria-label="${escape(words.slider)}"></div>
    <p class="when" data-part="when"></p><div data-part="verdict" aria-live="polite"></div></section></div>
  <div data-part="numbers"></div>`;

/** @param {Data} data */
export const questionMarkup = ({ words, who }) =>
  guessCard({
    title: words.question,
    question: words.before,
    options: GUESSES.map((id) => ({ id, name: words[`guess_${id}`] })),
    skip: words.skip,
    who,
  });

/** @param {Data} data */
export const waitingMarkup = ({ note, words }) =>
  `<div class="card"><p>${escape(note || words.waiting)}</p>${note ? "" : "<progress></progress>"}</div>`;

/**
 * The three numbers of this task: on its support set, on its query set, and what the learner beside it has.
 * @param {Data} data
 * @param {Fitting} fitting
 * @param {number} at
 */
export function readoutsMarkup(data, fitting, at) {
  const { words, learner, support, query } = data;
  const choice = `<span class="learners" role="group" aria-label="${escape(words.learner)}">${
    data.learners.map(({ id, name }) =>
      `<button type="button" data-learner="${escape(id)}" aria-pressed="${id === learner.id}">${
        escape(name)
      }</button>`
    ).join("")
  }</span>`;
  const beside = !data.learners.length
    ? ""
    : learner.right === null
    ? `<div class="readout learner"><h3>${choice}</h3><p><span>${escape(learner.note)}</span></p></div>`
    : readout(words, "learner", choice, learner.right, query.count);
  return readout(words, "support", escape(words.support), fitting.support_right[at], support.count) +
    readout(words, "query", escape(words.query), fitting.query_right[at], query.count) + beside;
}

/**
 * @param {Record<string, string>} words
 * @param {string} kind
 * @param {string} name markup
 * @param {number} right
 * @param {number} all
 */
const readout = (words, kind, name, right, all) =>
  `<div class="readout ${kind}"><h3>${name}</h3><p><b>${
    say(words.percent, { value: Math.round(100 * right / all) })
  }</b> <span>${say(words.score, { right, all })}</span></p></div>`;

/** @param {Data} data @param {Fitting} fitting */
export function trainingTable(data, fitting) {
  const { words } = data;
  const share = (/** @type {number} */ right, /** @type {SetName} */ set) => {
    const all = data[set].count;
    const percent = fill(words.percent, { value: Math.round(100 * right / all) });
    return `${fill(words.score, { right, all })} (${percent})`;
  };
  const rows = fitting.steps.map((step, i) => [
    ...[step, share(fitting.support_right[i], "support"), share(fitting.query_right[i], "query")],
  ]);
  const heads = [words.axis, words.support, words.query];
  return numbersTable(words.numbers, words.numbers_hint, heads, rows);
}
