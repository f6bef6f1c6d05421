// @ts-check
// The board as markup: the two sets with their slots, and what the learners say of every query image.

import { badge, judged, shareBar } from "../../shared/web/marks.js";
import { nameField, openSlots, slotName as named, supportSlots } from "../../shared/web/slots.js";
import { onStrip } from "../../shared/web/strip.js";
import { escape, fill, letterOf, percentage, say } from "../../shared/web/text.js";

/** @import { Data } from "./types.js" */
/** @typedef {{ names: string[], is: Record<string, number> }} Said what the visitor calls the things and the queries */
/** @typedef {{ data: Data, said: Said, slot: string, urls: Record<string, string | null> }} Shown */

/** Is this what we once kept in this browser? @param {any} found @returns {found is Said} */
export const isSaid = (found) =>
  Array.isArray(found?.names) && found.names.every((/** @type {unknown} */ name) =>
    typeof name === "string"
  ) &&
  typeof found.is === "object" && found.is !== null && Object.values(found.is).every(Number.isInteger);

/**
 * Does a slot hold a picture, here or on the server?
 * @param {Pick<Shown, "data" | "urls">} shown
 * @param {string} slot
 */
export const filled = ({ data, urls }, slot) => slot in urls ? urls[slot] !== null : data.seen.includes(slot);

/** The slots of the query images that are there, and one more. @param {Pick<Shown, "data" | "urls">} shown */
export const querySlots = (shown) => openSlots((slot) => filled(shown, slot));

/** What a thing is called. @param {Shown} shown @param {number} label */
const nameOf = ({ data, said }, label) =>
  said.names[label] || fill(data.words.thing, { letter: letterOf(label) });

/** What a slot is called. @param {Shown} shown @param {string} slot */
export const slotName = (shown, slot) => named(slot, shown.data, (label) => nameOf(shown, label));

/** How a picture is laid on its tile. @param {Shown} shown @param {string} slot */
function look({ data, urls }, slot) {
  const own = urls[slot];
  const place = data.seen.indexOf(slot);
  return `background-image:url('${escape(own ?? data.view)}');${
    own ? onStrip(0, 1) : onStrip(place, data.seen.length)
  }`;
}

/** @param {Shown} shown @param {string} slot */
function slotMarkup(shown, slot) {
  const there = filled(shown, slot);
  const told = `${slotName(shown, slot)}${there ? "" : `, ${shown.data.words.empty}`}`;
  return `<button type="button" class="slot" data-slot="${slot}" data-key="${slot}" aria-pressed="${
    slot === shown.slot
  }" aria-label="${escape(told)}">${
    there ? `<i class="tile" style="${look(shown, slot)}"></i>` : `<span aria-hidden="true">+</span>`
  }</button>`;
}

/** @param {Shown} shown */
export function supportMarkup(shown) {
  const { way, shot, words } = shown.data;
  const slots = supportSlots(shown.data);
  const rows = Array.from({ length: way }, (_, label) => {
    const tiles = slots.slice(label * shot, (label + 1) * shot).map((slot) => slotMarkup(shown, slot));
    const name = nameField(label, shown.said.names[label] ?? "", words);
    return `<li><span class="name">${badge(label)}${name}</span><span class="tiles">${
      tiles.join("")
    }</span></li>`;
  });
  return `<h2>${escape(words.support)}</h2><ul>${rows.join("")}</ul>`;
}

/** @param {Shown} shown */
export const queryMarkup = (shown) =>
  `<h2>${escape(shown.data.words.query)}</h2><div class="tiles">${
    querySlots(shown).map((slot) => slotMarkup(shown, slot)).join("")
  }</div>`;

/** What learners of drawings see of the picture in a slot. @param {Shown} shown */
export function inkMarkup({ data, slot }) {
  const place = data.seen.indexOf(slot);
  if (place < 0) return "";
  const { view } = data.words;
  return `<figure><i class="ink" role="img" aria-label="${escape(view)}" style="background-image:url('${
    escape(data.ink)
  }');${onStrip(place, data.seen.length)}"></i><figcaption>${escape(view)}</figcaption></figure>`;
}

/** What all learners say, a row a query image; a mark where the visitor said what it is. @param {Shown} shown */
export function answersMarkup(shown) {
  const { asked, learners, words } = shown.data;
  if (!asked.length || !learners.some(({ shares, note }) => note || shares.some((row) => row.length))) {
    return "";
  }
  const heads = [true, false].map((photos) => {
    const count = learners.filter((learner) => learner.photos === photos).length;
    const head = photos ? words.of_photos : words.of_drawings;
    return count ? `<th scope="colgroup" colspan="${count}">${escape(head)}</th>` : "";
  });
  const names = learners.map(({ name, how }) =>
    `<th scope="col" title="${escape(how)}">${escape(name)}</th>`
  );
  const rows = asked.map((slot, row) =>
    `<tr><th scope="row">${askedMarkup(shown, slot)}</th>${
      learners.map(({ shares }) => `<td>${answerMarkup(shown, shares[row] ?? [], slot)}</td>`).join("")
    }</tr>`
  );
  const notes = [...new Set(learners.map(({ note }) => note).filter(Boolean))];
  return `<h2>${escape(words.answers)}</h2><div class="answers" role="region" tabindex="0" aria-label="${
    escape(words.answers)
  }"><table><thead><tr><td></td>${heads.join("")}</tr><tr><th scope="col">${escape(words.asked)}</th>${
    names.join("")
  }</tr></thead><tbody>${rows.join("")}</tbody>${scoreMarkup(shown)}</table></div>${
    notes.map((note) => `<p class="note">${escape(note)}</p>`).join("")
  }`;
}

/** A query image, and what the visitor says that it is. @param {Shown} shown @param {string} slot */
function askedMarkup(shown, slot) {
  const { words, way } = shown.data;
  const labels = [-1, ...Array.from({ length: way }, (_, label) => label)];
  const truth = truthOf(shown, slot);
  const options = labels.map((label) =>
    `<option value="${label}"${label === truth ? " selected" : ""}>${
      label < 0 ? escape(words.unsaid) : `${letterOf(label)} ${escape(nameOf(shown, label))}`
    }</option>`
  );
  return `<span class="asked"><i class="tile" role="img" aria-label="${
    escape(slotName(shown, slot))
  }" style="${look(shown, slot)}"></i><select data-is="${slot}" data-key="is${slot}" aria-label="${
    say(words.truth, { number: slot.slice(1) })
  }">${options.join("")}</select></span>`;
}

/** @param {number[]} shares */
const best = (shares) => shares.indexOf(Math.max(...shares));

/** What a query image is, as the visitor says; -1 if nothing. @param {Shown} shown @param {string} slot */
export const truthOf = ({ data, said }, slot) => {
  const label = said.is[slot] ?? -1;
  return label < data.way ? label : -1;
};

/** What one learner says of one query image. @param {Shown} shown @param {number[]} shares @param {string} slot */
function answerMarkup(shown, shares, slot) {
  if (!shares.length) return shown.data.waiting ? "…" : "–";
  const { words } = shown.data;
  const [label, truth] = [best(shares), truthOf(shown, slot)];
  const mark = truth < 0 ? "" : judged(label === truth, words);
  const all = shares.map((share, i) => `${nameOf(shown, i)} ${percentage(share, words)}`).join(" · ");
  return `<span class="answer" title="${escape(all)}">${badge(label)}<span class="unseen">${
    escape(`${letterOf(label)} ${nameOf(shown, label)}`)
  } </span><span>${escape(percentage(shares[label], words))}</span>${mark}</span>${
    shareBar(label, shares[label])
  }`;
}

/** How many of the query images that were named each learner has right. @param {Shown} shown */
function scoreMarkup(shown) {
  const { asked, learners, words } = shown.data;
  const rows = asked.map((slot, row) => ({ row, truth: truthOf(shown, slot) })).filter(({ truth }) =>
    truth >= 0
  );
  if (!rows.length) return "";
  const cells = learners.map(({ shares }) => {
    const right = rows.filter(({ row, truth }) => shares[row]?.length && best(shares[row]) === truth).length;
    return `<td>${
      shares.some((each) => each.length) ? say(words.of, { right, all: rows.length }) : "–"
    }</td>`;
  });
  return `<tfoot><tr><th scope="row">${escape(words.score)}</th>${cells.join("")}</tr></tfoot>`;
}
