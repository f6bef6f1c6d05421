// @ts-check
// What the learner says of one image at one step: the verdict, a bar a class, the nearest support images.

import { badge } from "../../shared/web/marks.js";
import { decimal, escape, say } from "../../shared/web/text.js";
import { percent, tile } from "./parts.js";

/** @import { Data } from "./parts.js" */
/** @typedef {Data & Required<Pick<Data, "truth" | "guess" | "shares" | "near">>} Answered */

/** Is the answer there? @param {Data} data @returns {data is Answered} */
export const isAnswered = (data) => data.shares !== undefined;

/** @param {Answered} data @param {number} step */
export function answerMarkup(data, step) {
  const { words, shares } = data;
  const last = shares.length - 1;
  const state = Math.min(step, last);
  return `${verdict(data, shares[state])}${guessed(data)}
    <h3>${last ? say(words.bars, { step: state }) : escape(words.bars_one)}</h3>${bars(data, state)}
    <p class="quiet">${escape(last ? words.bars_read : words.one_state)}</p>
    <h3>${escape(words.near)}</h3>${near(data, state)}`;
}

/** @param {Answered} data @param {number[]} shares */
function verdict({ words, classes, learner, truth }, shares) {
  const top = shares.indexOf(Math.max(...shares));
  const right = top === truth;
  const values = { learner, name: classes[top], share: percent(shares[top], words), truth: classes[truth] };
  return `<p class="verdict ${right ? "right" : "wrong"}" role="status">${right ? "✓" : "✕"} ${
    say(right ? words.is_right : words.is_wrong, values)
  }</p>`;
}

/** @param {Answered} data */
function guessed({ words, classes, guess, truth }) {
  if (guess < 0) return "";
  return `<p>${say(guess === truth ? words.you_right : words.you_wrong, { name: classes[guess] })}</p>`;
}

/** @param {Answered} data @param {number} state */
function bars({ words, classes, shares, truth }, state) {
  const [before, now, moves] = [shares[0], shares[state], shares.length > 1];
  const rows = classes.map((name, i) => {
    const said = { name, old: percent(before[i], words), now: percent(now[i], words) };
    const mark = i === truth ? ` <em>${escape(words.truth)}</em>` : "";
    return `<li>${badge(i)}<span class="name">${escape(name)}${mark}</span>
      <span class="bar" role="img" aria-label="${say(moves ? words.bar : words.bar_one, said)}"><i
        style="width:${100 * now[i]}%"></i>${moves ? `<u style="width:${100 * before[i]}%"></u>` : ""}</span>
      <b>${escape(said.now)}</b><small>${moves ? escape(said.old) : ""}</small></li>`;
  });
  return `<ul class="bars">${rows.join("")}</ul>`;
}

/** @param {Answered} data @param {number} state */
function near({ words, classes, support, shot, near }, state) {
  const found = near[state].map(([image, far]) => {
    const label = Math.floor(image / shot);
    return `<li>${tile(support, image, "", "support")} <span>${badge(label)} ${escape(classes[label])}</span>
      <small>${say(words.distance, { far: decimal(far, 2) })}</small></li>`;
  });
  return `<ul class="near">${found.join("")}</ul>`;
}
