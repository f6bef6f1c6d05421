// @ts-check
// What each learner answers to the query images of one task: a card each.

import { badge } from "../../shared/web/marks.js";
import { onStrip } from "../../shared/web/strip.js";
import { escape, fill, letterOf } from "../../shared/web/text.js";

/**
 * @typedef {import("./example.js").Example} Example
 * @typedef {import("./example.js").Card} Card
 * @typedef {import("./example.js").Question} Question
 */

/**
 * All cards; while the answers to another question are shown still, these are on their way.
 * @param {Example} e
 * @param {Question} asked
 */
export function answers(e, asked) {
  if (!e.cards.length) return "";
  const cards = e.cards.map((card) =>
    oneCard(e, asked === e.asked ? card : { ...card, labels: null, many: "" }, asked)
  );
  return `<h3>${escape(e.words.answers)}</h3><div class="cards">${cards.join("")}</div>
    <p class="note">${escape(e.note)}</p>`;
}

/** @param {Example} e @param {Card} card @param {Question} asked */
function oneCard(e, card, asked) {
  const score = card.labels
    ? `<b class="score">${escape(card.score)}</b>`
    : `<span class="score">${escape(e.words.answering)}</span>`;
  const names = asked === "thing" ? e.things : e.hands;
  const rows = names.map((name, truth) => {
    const tiles = Array.from(
      { length: e.each },
      (_, i) => answered(e, card, asked, truth, name, truth * e.each + i),
    );
    return `<div class="row">${badge(truth)}${tiles.join("")}</div>`;
  });
  return `<section class="card" data-learner="${escape(card.id)}" style="--c:${escape(card.colour)}">
    <h4><i class="dot ${card.hollow ? "hollow" : ""}"></i><span>${escape(card.name)}</span></h4>
    ${score}<span class="many">${escape(card.many) || "&nbsp;"}</span>${rows.join("")}</section>`;
}

/**
 * A query image with the letter it was given; a wrong one has a cross and a crossed corner.
 * @param {Example} e
 * @param {Card} card
 * @param {Question} asked
 * @param {number} truth
 * @param {string} name
 * @param {number} at
 */
function answered(e, card, asked, truth, name, at) {
  const image = `<i style="background-image:url('${e.query[asked]}');${onStrip(at, e.way * e.each)}"></i>`;
  if (!card.labels) return `<span class="said">${image}<small>&nbsp;</small></span>`;
  const given = card.labels[at];
  const right = given === truth;
  const verdict = right ? e.words.right : e.words.wrong;
  const spoken = escape(fill(e.words.answered, { truth: name, letter: letterOf(given), verdict }));
  return `<span class="said ${
    right ? "right" : "wrong"
  }" role="img" aria-label="${spoken}" title="${spoken}">${image}
    <small>${letterOf(given)} ${right ? "✓" : "✕"}</small></span>`;
}
