// @ts-check
// Building blocks of the compare board: small pieces of markup, every text escaped.

import { badge, lineSample } from "../../shared/web/marks.js";
import { stepCard } from "../../shared/web/steps.js";
import { onStrip } from "../../shared/web/strip.js";
import { escape, say } from "../../shared/web/text.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./data.js").Column} Column */
/** @typedef {import("./data.js").Strip} Strip */

const SAMPLE = 104; // px: as wide as a column

/**
 * One tile of a strip of tiles that lie side by side.
 * @param {"support" | "query"} set
 * @param {Strip} strip
 * @param {number} index
 * @param {string} label
 */
export function tile(set, strip, index, label) {
  return `<span class="tile" role="img" aria-label="${escape(label)}" title="${escape(label)}"
    style="background-image:var(--${set});${onStrip(index, strip.count)}"></span>`;
}

/** @param {Data} d */
export function supportStrip({ support, classes, words }) {
  const sets = classes.map(({ name }, i) => {
    const tiles = Array.from(
      { length: support.each },
      (_, k) => tile("support", support, i * support.each + k, name),
    );
    return `<li class="class"><span class="name">${badge(i)}<b>${escape(name)}</b></span>
      <span class="tiles">${tiles.join("")}</span></li>`;
  });
  const form = support.each === 1 && classes.length <= 6 ? "one-line" : "many";
  const size = support.count > 100 ? "tiny" : support.count > 30 ? "small" : "";
  return `<section class="support ${form} ${size}"><header><h2>${escape(words.support)}</h2>
    <p>${escape(words.support_hint)}</p></header><ul>${sets.join("")}</ul></section>`;
}

/** @param {Data} d */
function chooser({ choices, words }) {
  const options = choices.map((c) =>
    `<label><input type="checkbox" value="${escape(c.id)}" ${c.shown ? "checked" : ""}>${lineSample(c)}
      <span>${escape(c.name)}<small>${escape(c.how)}</small></span></label>`
  );
  return `<details class="chooser"><summary>${escape(words.choose)}</summary><div class="sheet"><fieldset>
    <legend>${escape(words.choose_hint)}</legend>${options.join("")}</fieldset>
    <button type="button" class="primary" data-do="choose">${
    escape(words.choose_done)
  }</button></div></details>`;
}

/** @param {Data} d */
export function corner(d) {
  return `<td class="corner"><div>${d.choices.length > 1 ? chooser(d) : ""}<h2>${escape(d.words.query)}</h2>
    <small>${escape(d.words.query_hint)}</small><em class="over-all">${
    escape(d.words.over_all)
  }</em></div></td>`;
}

/** @param {Data} d @param {Column} c */
export function columnHead({ words }, c) {
  const still = c.still ? `<span class="still">${escape(c.still)}</span>` : "";
  return `<th scope="col" data-learner="${escape(c.id)}"><div class="head">
    <span class="sample">${lineSample(c, SAMPLE)}${still}</span>
    <button type="button" class="which" aria-pressed="false" title="${escape(words.highlight)}">
    <b class="long">${escape(c.name)}</b><b class="short">${escape(c.short)}</b></button>
    <small class="how">${escape(c.how)}</small>
    <span class="score" data-score></span><span class="over" data-over></span></div></th>`;
}

/** @param {Data} d @param {import("./data.js").Row} row */
export function rowHead(d, row) {
  const { letter, name } = d.classes[row.truth];
  return `<th scope="row"><button type="button" class="query" aria-expanded="false"
    aria-label="${say(d.words.row_label, { number: row.number, letter, name })}">
    ${tile("query", d.query, row.tile, d.words.query_tile)}<span class="is">${escape(d.words.is)}</span>
    <span class="named" title="${escape(name)}">${badge(row.truth)}</span></button></th>`;
}

/** @param {string} status @param {Record<string, string>} words */
export function blankCell(status, words) {
  const text = { hidden: "?", waiting: "···", failed: "–" }[status];
  const label = { hidden: words.hidden, waiting: words.waiting, failed: words.failed_cell }[status];
  return `<span class="blank" role="img" aria-label="${escape(label)}">${text}</span>`;
}

export const answerCell = () =>
  `<div class="cell"><span class="named" data-badge></span><span class="sure"><span class="percent"></span>
    <span class="bar"><i></i></span><span class="shares" aria-hidden="true"></span></span>
    <span class="mark" aria-hidden="true"></span><span class="unseen"></span></div>`;

/**
 * All class probabilities of one answer, as lines of letter, bar and number.
 * @param {Data} d
 * @param {number[]} shares
 * @param {number} truth
 */
export function shareList(d, shares, truth) {
  const lines = shares.map((share, i) =>
    `<li${i === truth ? ' class="true"' : ""}>${badge(i)}<span class="bar"><i style="width:${
      share / 10
    }%"></i>
      </span><b>${say(d.words.percent, { value: Math.round(share / 10) })}</b></li>`
  );
  return `<ul class="lines">${lines.join("")}</ul>`;
}

/** The same as a small histogram; letters where there is room. @param {Data} d @param {number[]} shares */
export function histogram({ classes }, shares) {
  const colour = (/** @type {number} */ i) =>
    i < 10 ? `var(--fs-class-${classes[i].letter.toLowerCase()})` : "var(--fs-quiet)";
  return shares.map((share, i) =>
    `<i style="--h:${share / 1000};--c:${colour(i)}"><b>${
      classes.length <= 6 ? classes[i].letter : ""
    }</b></i>`
  ).join("");
}

/** @param {Data} d */
export function stepControl({ last, words }) {
  const marks = Array.from({ length: last + 1 }, (_, step) => `<i style="--s:${step / last}"></i>`);
  return stepCard(words.steps, last, {
    before: `<span class="marks" aria-hidden="true">${marks.join("")}</span>`,
    below: `<p>${escape(words.steps_hint)}</p>`,
  });
}

/** What the conventional network says when nobody tells it about the new classes. @param {Data} d */
export function asItStands(d) {
  if (!d.stands.length) return "";
  const items = d.stands.map(({ tile: index, name, percent }) =>
    `<li>${tile("query", d.query, index, d.words.query_tile)}<span>${escape(name)}
      <small>${say(d.words.percent, { value: percent })}</small></span></li>`
  );
  return `<section class="stands"><h2>${escape(d.words.stands)}</h2><p>${escape(d.words.stands_hint)}</p>
    <ul>${items.join("")}</ul></section>`;
}

/** Who is ahead after a step, and what to try. @param {Data} d @param {number} step */
export function verdict(d, step) {
  const [title, text] = d.verdicts[step];
  return `<div class="card verdict"><span class="flag" aria-hidden="true"><svg width="16" height="16"
    viewBox="0 0 16 16"><path d="M3 14V2.2M3 2.8h9.2l-2 3 2 3H3"/></svg></span>
    <p><b>${escape(title)}</b> ${escape(text)}</p></div><p class="hint">${escape(d.words.try_next)}</p>`;
}
