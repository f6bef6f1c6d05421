// @ts-check
// What the map consists of, as markup.

import { badge } from "../../shared/web/marks.js";
import { saveButton } from "../../shared/web/picture_file.js";
import { decimal, escape, fill, letterOf, say, strong } from "../../shared/web/text.js";
import { answerOf, drawing, isQuery, isWrong } from "./view.js";

/** @typedef {import("./view.js").View} View */

/** @param {View} view @param {number} label */
const named = (view, label) => `${badge(label)} <b>${escape(view.data.classes[label])}</b>`;

/** @param {View} view */
export function pageMarkup({ data: { words, record } }) {
  const steps = record.states > 1
    ? `<label class="steps"><span>${escape(words.step)} <output></output></span>
        <input type="range" min="0" max="${record.states - 1}" step="1"></label>
      <button type="button" class="plain" data-do="play"></button>`
    : `<p class="still">${escape(words.no_steps)}</p>`;
  return `<div class="line">${steps}<p class="score" aria-live="polite"></p>
      <span class="files"><button type="button" class="plain" data-do="exact"></button>
      ${saveButton(words.save, "PNG")}</span></div>
    <figure><div class="stage" role="group" aria-label="${escape(words.stage)}">
      <canvas class="ground" aria-hidden="true"></canvas><div class="things"></div>
      <svg class="links" aria-hidden="true"></svg></div>
      <div class="beside"><aside class="look" aria-live="polite"></aside><div data-part="legend"></div></div>
      <figcaption><p>${strong(words.see)}</p><p class="kept"></p></figcaption></figure>
    <details class="table"><summary>${escape(words.table)}</summary><div data-part="table"></div></details>`;
}

/** @param {View} view */
export function legendMarkup({ data: { words, classes }, exact }) {
  const all = classes.map((name, label) => `<li>${badge(label)} ${escape(name)}</li>`).join("");
  const kind = (/** @type {string} */ key, /** @type {string} */ text) =>
    `<li><i class="${key}"></i><span>${escape(text)}</span></li>`;
  return `<ul class="legend">${kind("key support", words.support)}${kind("key query", words.query)}
    ${kind("key ground-key", words.regions)}${kind("mean-key", words.mean)}
    ${exact ? "" : kind("lead-key", words.moved)}</ul><ul class="legend classes">${all}</ul>`;
}

/** What a screen reader says of a tile. @param {View} view @param {number} image */
export function describe(view, image) {
  const { words, record, classes } = view.data;
  const name = (/** @type {number} */ label) =>
    fill(words.named, { letter: letterOf(label), name: classes[label] });
  const values = { number: image + 1, truth: name(record.labels[image]) };
  if (!isQuery(view, image)) return fill(words.support_tile, values);
  const query = image - record.support;
  const answered = { answer: name(answerOf(view, image)), sure: record.sure[view.step][query] };
  const sentence = isWrong(view, image) ? words.wrong_tile : words.right_tile;
  return fill(sentence, { ...values, ...answered, number: query + 1 });
}

/** The image that is looked at, what is said of it, and what it lies next to. @param {View} view */
export function lookMarkup(view) {
  const { data: { words, record }, looked, step } = view;
  const set = isQuery(view, looked) ? "query" : "support";
  const near = record.near[step][looked].map((other, i) =>
    nearMarkup(view, other, record.distances[step][looked][i])
  );
  return `<h2>${escape(words.looked_at)}</h2>
    <div class="large"><i class="tile ${set}" style="${drawing(view, looked, 96)}"></i>
      <div><p>${escape(words[set])}</p><p>${named(view, record.labels[looked])}</p>${
    answerMarkup(view)
  }</div></div>
    <h3>${escape(words.near)} <small>${escape(words.near_note)}</small></h3><ol class="near">${
    near.join("")
  }</ol>`;
}

/** What the learner says of the image that is looked at. @param {View} view */
function answerMarkup(view) {
  const { data: { words, record }, looked, step } = view;
  if (!isQuery(view, looked)) return "";
  const wrong = isWrong(view, looked);
  const sure = say(words.percent, { value: record.sure[step][looked - record.support] });
  return `<p class="answer ${wrong ? "wrong" : "right"}"><em>${wrong ? "✕" : "✓"}</em> ${escape(words.answer)}
    ${named(view, answerOf(view, looked))} <span>${sure}</span></p>`;
}

/** @param {View} view @param {number} other @param {number} distance */
function nearMarkup(view, other, distance) {
  const { words, record } = view.data;
  const set = isQuery(view, other) ? "query" : "support";
  return `<li><button type="button" data-image="${other}" aria-label="${escape(describe(view, other))}">
      <i class="tile ${set}" style="${drawing(view, other, 56)}"></i></button>
    <span>${named(view, record.labels[other])} <small>${escape(words[set])} · ${
    say(words.distance, { value: decimal(distance, 2) })
  }</small></span></li>`;
}

/** @param {View} view */
export function tableMarkup(view) {
  const { words, record } = view.data;
  const rows = record.answer[view.step].map((answer, query) => {
    const image = record.support + query;
    const nearest = record.near[view.step][image].find((other) => !isQuery(view, other));
    const cells = [
      query + 1,
      named(view, record.labels[image]),
      named(view, answer),
      say(words.percent, { value: record.sure[view.step][query] }),
      isWrong(view, image) ? "✕" : "✓",
      nearest === undefined ? "–" : named(view, record.labels[nearest]),
    ];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  });
  const heads = ["number", "truth", "answer", "sure", "right", "near_support"].map((key) =>
    `<th scope="col">${escape(words[`column_${key}`])}</th>`
  );
  return `<table><thead><tr>${heads.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}
