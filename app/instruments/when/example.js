// @ts-check
// One support set with two questions: the same drawings, labelled by thing or by hand; and who answers what.

import { closest, keepFocus, one, put } from "../../shared/web/dom.js";
import { badge } from "../../shared/web/marks.js";
import { onStrip } from "../../shared/web/strip.js";
import { escape, letterOf } from "../../shared/web/text.js";
import { answers } from "./answers.js";

/**
 * @typedef {"thing" | "hand"} Question
 *
 * @typedef {object} Card mirrors component.py
 * @property {string} id
 * @property {string} name
 * @property {string} colour
 * @property {boolean} hollow
 * @property {number[] | null} labels
 * @property {string} score
 * @property {string} many
 *
 * @typedef {object} Example
 * @property {number} way
 * @property {number} each
 * @property {Question} asked
 * @property {string[]} things
 * @property {string[]} hands
 * @property {string} support
 * @property {Record<Question, string>} query
 * @property {Card[]} cards
 * @property {string} note
 * @property {Record<string, string>} words
 */

/** @param {import("../../shared/web/dom.js").Component<Example>} component */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = one(parentElement, ".example");
  root.dataset.part = "example";
  draw(parentElement, data, data.asked);
  root.onclick = (event) => {
    const button = closest(event, "button");
    const asked = button?.dataset.asked;
    if (asked === "thing" || asked === "hand") {
      draw(parentElement, data, asked);
      setTriggerValue("question", asked);
    }
    if (button?.dataset.do === "new") setTriggerValue("new", true);
  };
}

/** What had the focus keeps it. @param {HTMLElement} parent @param {Example} data @param {Question} asked */
const draw = (parent, data, asked) =>
  keepFocus(one(parent, ".example"), "data-key", () => put(parent, "example", markup(data, asked)));

/** @param {Example} e @param {Question} asked */
export function markup(e, asked) {
  const w = e.words;
  const tab = (/** @type {Question} */ id, /** @type {string} */ text) =>
    `<button type="button" data-asked="${id}" data-key="asked-${id}" aria-pressed="${asked === id}">${
      escape(text)
    }</button>`;
  const queries = asked === "thing" ? w.query_thing : w.query_hand;
  return `<div class="line"><div class="seg" role="group" aria-label="${escape(w.questions)}">
    ${tab("thing", w.which_thing)}${tab("hand", w.which_hand)}</div>
    <button type="button" class="plain" data-do="new" data-key="new">${escape(w.new_task)}</button></div>
    <div class="both"><div><h3>${escape(w.support)}</h3>${support(e, asked)}</div>
    <div><h3>${escape(queries)}</h3>${query(e, asked)}</div></div>${answers(e, asked)}`;
}

/**
 * Things by hands, a drawing in each cell; what is asked for has the letters.
 * @param {Example} e
 * @param {Question} asked
 */
function support(e, asked) {
  const byThing = asked === "thing";
  const head = e.hands.map((hand, i) =>
    `<th scope="col" class="${byThing ? "" : "asked"}">${byThing ? "" : badge(i)}<span>${
      escape(hand)
    }</span></th>`
  );
  const rows = e.things.map((thing, t) => {
    const cells = e.hands.map((hand, h) =>
      `<td>${tile(e.support, t * e.way + h, e.way ** 2, byThing ? t : h, `${thing}, ${hand}`)}</td>`
    );
    return `<tr><th scope="row" class="${byThing ? "asked" : ""}">${byThing ? badge(t) : ""}<span>${
      escape(thing)
    }</span></th>${cells.join("")}</tr>`;
  });
  return `<table class="grid way${e.way}"><thead><tr><td></td>${head.join("")}</tr></thead>
    <tbody>${rows.join("")}</tbody></table>`;
}

/** A row of query images for each class. @param {Example} e @param {Question} asked */
function query(e, asked) {
  const names = asked === "thing" ? e.things : e.hands;
  return names.map((name, label) => {
    const tiles = Array.from(
      { length: e.each },
      (_, i) => tile(e.query[asked], label * e.each + i, e.way * e.each, label, name),
    );
    return `<div class="queries">${badge(label)}<span class="tiles">${tiles.join("")}</span></div>`;
  }).join("");
}

/**
 * @param {string} strip
 * @param {number} at
 * @param {number} count
 * @param {number} label
 * @param {string} said
 */
function tile(strip, at, count, label, said) {
  const frame = `border-color:var(--fs-class-${letterOf(label).toLowerCase()})`;
  return `<span class="tile" role="img" aria-label="${escape(said)}"
    style="background-image:url('${strip}');${onStrip(at, count)};${frame}"></span>`;
}
