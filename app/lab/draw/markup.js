// @ts-check
// The board as markup: the two sets with their slots, and what the learners say of one query image.

import { inkMarkup } from "../../shared/drawings/strokes.js";
import { badge, judged, lineSample, shareBar } from "../../shared/web/marks.js";
import { nameField, openSlots, slotName as named } from "../../shared/web/slots.js";
import { onStrip } from "../../shared/web/strip.js";
import { numbersTable } from "../../shared/web/table.js";
import { escape, fill, letterOf, percentage, say } from "../../shared/web/text.js";
import { drawingOf } from "./sheet.js";

/** @import { Data, Learner } from "./types.js" */
/** @import { Sheet } from "./sheet.js" */
/** @typedef {{ data: Data, sheet: Sheet, slot: string, query: string }} Shown */

/** What a class is called. @param {Data} data @param {Sheet} sheet @param {number} label */
export const nameOf = ({ classes, words }, { names }, label) =>
  classes[label] ?? (names[label] || fill(words.thing, { letter: letterOf(label) }));

/** The slots of the query images: those drawn and one more, or the data's. @param {Data} data @param {Sheet} sheet */
export const querySlots = ({ mine, truth }, sheet) =>
  mine === "support"
    ? truth.map((_, i) => `d${i + 1}`)
    : openSlots((slot) => drawingOf(sheet, slot).length > 0);

/**
 * What a query image is: the data say so, or the visitor; -1 if nobody.
 * @param {Data} data
 * @param {Sheet} sheet
 * @param {string} slot
 */
export const labelOf = ({ mine, truth, way }, sheet, slot) => {
  const label = mine === "support" ? truth[Number(slot.slice(1)) - 1] : sheet.is[slot] ?? -1;
  return label < way ? label : -1;
};

/** What a slot is called. @param {Data} data @param {Sheet} sheet @param {string} slot */
export const slotName = (data, sheet, slot) => named(slot, data, (label) => nameOf(data, sheet, label));

/** A slot that can be drawn in. @param {Shown} shown @param {string} slot */
function slotMarkup({ data, sheet, slot: here }, slot) {
  const drawing = drawingOf(sheet, slot);
  const told = `${slotName(data, sheet, slot)}${drawing.length ? "" : `, ${data.words.empty}`}`;
  return `<button type="button" class="slot" data-slot="${slot}" aria-pressed="${
    slot === here
  }" aria-label="${escape(told)}">${
    drawing.length
      ? `<svg class="ink" viewBox="0 0 255 255" aria-hidden="true">${inkMarkup(drawing)}</svg>`
      : `<span aria-hidden="true">✎</span>`
  }</button>`;
}

/** @param {Shown} shown */
export function supportMarkup(shown) {
  const { data, sheet } = shown;
  const rows = Array.from({ length: data.way }, (_, label) => {
    const name = data.mine === "both"
      ? nameField(label, sheet.names[label] ?? "", data.words)
      : `<b>${escape(nameOf(data, sheet, label))}</b>`;
    const tiles = Array.from({ length: data.shot }, (_, i) => {
      const at = label * data.shot + i;
      return data.support
        ? `<i class="tile" role="img" aria-label="${
          escape(nameOf(data, sheet, label))
        }" style="background-image:url('${escape(data.support)}');${onStrip(at, data.way * data.shot)}"></i>`
        : slotMarkup(shown, `${letterOf(label)}${i + 1}`);
    });
    return `<li><span class="name">${badge(label)}${name}</span><span class="tiles">${
      tiles.join("")
    }</span></li>`;
  });
  return `<h2>${escape(data.words.support)}</h2><ul>${rows.join("")}</ul>`;
}

/** @param {Shown} shown */
export function queryMarkup(shown) {
  const { data, sheet, query } = shown;
  const tiles = querySlots(data, sheet).map((slot, i) => {
    if (data.mine !== "support") return slotMarkup(shown, slot);
    return `<button type="button" class="slot" data-ask="${slot}" aria-pressed="${
      slot === query
    }" aria-label="${escape(slotName(data, sheet, slot))}"><i class="tile" style="background-image:url('${
      escape(data.query)
    }');${onStrip(i, data.truth.length)}"></i></button>`;
  });
  return `<h2>${escape(data.words.query)}</h2><div class="tiles">${tiles.join("")}</div>${isMarkup(shown)}`;
}

/** What the chosen query image is: told of the data's, asked of a drawing. @param {Shown} shown */
function isMarkup({ data, sheet, query }) {
  const { words, way, mine } = data;
  const label = labelOf(data, sheet, query);
  if (mine === "support") {
    return `<p class="is">${
      say(words.truth, { letter: letterOf(label), name: nameOf(data, sheet, label) })
    }</p>`;
  }
  if (!drawingOf(sheet, query).length) return "";
  const picks = Array.from(
    { length: way },
    (_, each) =>
      `<button type="button" data-is="${each}" aria-pressed="${each === label}">${badge(each)}${
        escape(nameOf(data, sheet, each))
      }</button>`,
  );
  return `<div class="is" role="group" aria-label="${escape(words.this_is)}"><span>${
    say(words.this_is, { query: query.slice(1) })
  }</span>${picks.join("")}</div>`;
}

/** What all learners say of the chosen query image. @param {Shown} shown */
export function answersMarkup({ data, sheet, query }) {
  const { words, learners, asked } = data;
  const row = asked.indexOf(query);
  const truth = labelOf(data, sheet, query);
  const known = asked.filter((slot) => labelOf(data, sheet, slot) >= 0);
  const cards = learners.map((learner) => {
    const shares = learner.shares[row] ?? [];
    const best = shares.indexOf(Math.max(...shares));
    const verdict = shares.length && truth >= 0 ? judged(best === truth, words) : "";
    const right = known.filter((slot) => bestOf(learner, asked.indexOf(slot)) === labelOf(data, sheet, slot));
    const score = known.length && learner.shares.length
      ? `<p class="score">${say(words.score, { right: right.length, all: known.length })}</p>`
      : "";
    return `<li data-learner="${escape(learner.id)}"><h3>${lineSample(learner)}${
      escape(learner.name)
    }${verdict}</h3>${
      learner.note ? `<p>${escape(learner.note)}</p>` : barsMarkup(data, sheet, shares, best)
    }${score}</li>`;
  });
  return `<h2>${say(words.answers, { query: slotName(data, sheet, query) })}</h2><ul class="cards">${
    cards.join("")
  }</ul>`;
}

/** @param {Learner} learner @param {number} row */
const bestOf = ({ shares }, row) => shares[row] ? shares[row].indexOf(Math.max(...shares[row])) : -1;

/** @param {Data} data @param {Sheet} sheet @param {number[]} shares @param {number} best */
function barsMarkup(data, sheet, shares, best) {
  const bars = Array.from({ length: data.way }, (_, label) => {
    return `<li class="${label === best ? "best" : ""}">${badge(label)}<span class="who">${
      escape(nameOf(data, sheet, label))
    }</span>${shareBar(label, shares[label] ?? 0)}<span class="share">${
      shares.length ? escape(percentage(shares[label], data.words)) : "–"
    }</span></li>`;
  });
  return `<ul class="bars">${bars.join("")}</ul>`;
}

/** All answers as numbers. @param {Shown} shown */
export function tableMarkup({ data, sheet }) {
  const { words, asked, learners } = data;
  const rows = learners.filter(({ shares }) => shares.length).map((learner) => [
    learner.name,
    ...asked.map((_, row) => {
      const best = bestOf(learner, row);
      return `${letterOf(best)} ${nameOf(data, sheet, best)}, ${
        percentage(learner.shares[row][best], words)
      }`;
    }),
  ]);
  const heads = [words.learner, ...asked.map((slot) => slotName(data, sheet, slot))];
  return numbersTable(words.table, words.table_caption, heads, rows);
}
