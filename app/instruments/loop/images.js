// @ts-check
// Images on the stage: the shelf of classes, and the trays with what the network answers.

import { letterOf } from "../../shared/web/text.js";
import { classColour, picture } from "./parts.js";
import { rich } from "./words.js";

/** @import { Layout } from "./geometry.js" */
/** @import { Parts } from "./parts.js" */
/** @import { Moment } from "./stage.js" */
/** @import { Spot } from "./trays.js" */
/** @import { Answers, Update } from "./types.js" */

/**
 * What a tray holds: images, the class of each, and what was answered.
 * @typedef {{ items: number[], labels: number[], right: (boolean | null)[], said: string[], faded:
 *   boolean[] }} Content
 */

/** @type {Content} */
const NOTHING = { items: [], labels: [], right: [], said: [], faded: [] };

/**
 * The shelf of a phone has room for six: this task's classes, and some others.
 * @param {Update} update
 * @param {Layout} place
 */
function onShelf(update, place) {
  const spare = place.shelf.length - update.classes.length;
  const others = update.shelf.filter((id) => !update.classes.includes(id)).slice(0, Math.max(0, spare));
  return update.shelf.filter((id) => update.classes.includes(id) || others.includes(id));
}

/** @param {Moment} at */
export function showShelf(at) {
  const { parts, place, frame, update } = at;
  const shelf = onShelf(update, place);
  parts.shelf.forEach((card, i) => {
    const id = shelf[i];
    card.node.classList.toggle("absent", id == null);
    if (id == null) return;
    const [name, thumb] = at.film.classes[id];
    picture(card.image, at, thumb, card.size);
    card.name.textContent = name;
    card.node.title = name;
    const j = place.conventional ? -1 : update.classes.indexOf(id);
    const chosen = frame.selected && j >= 0;
    card.node.classList.toggle("on", chosen);
    card.node.classList.toggle("dim", !place.conventional && !chosen);
    card.badge.textContent = j >= 0 ? letterOf(j) : "";
    if (j >= 0) card.node.style.setProperty("--class", classColour(j));
  });
}

/** @param {Moment} at @param {"support" | "query"} side */
export function showTray(at, side) {
  const { parts, place, frame, update, learner } = at;
  const tray = parts[side];
  const query = side === "query";
  const missing = query && (learner === "reptile" || (place.conventional && !frame.opened));
  const on = (query ? frame.dealtQuery : frame.dealtSupport) && !missing;
  tray.node.className = `tray ${missing ? "missing" : place.conventional ? "batch" : side}`;
  tray.node.classList.toggle("feed", frame.feed === side);
  tray.node.classList.toggle("wait", !on && !missing);
  tray.node.classList.toggle("open", frame.opened && query);
  const { trays } = at.film.said;
  rich(tray.title, query && frame.opened ? trays.opened : trays[side]);
  tray.empty.textContent = query ? trays.empty : "";
  tray.empty.classList.toggle("lock", query && place.conventional && !frame.opened);
  const content = place.conventional ? labelled(at, query) : dealt(at, side);
  const shelf = onShelf(update, place);
  parts[`${side}Tiles`].forEach((tile, i) => {
    const spot = place[side].tiles[i];
    tile.node.classList.toggle("absent", missing || content.items[i] == null);
    if (missing || content.items[i] == null) return;
    picture(tile.node, at, content.items[i], spot.size);
    const home = place.shelf[shelf.indexOf(content.labels[i])] ?? place.shelf[0];
    const to = on ? spot : { x: home.x + (home.w - spot.size) / 2, y: home.y + 6 };
    tile.node.classList.toggle("tiny", spot.size < 24);
    tile.node.classList.toggle("under", spot.under);
    tile.node.style.transform = `translate(${to.x}px, ${to.y}px)`;
    tile.node.style.opacity = String(!on ? 0 : content.faded[i] ? 0.3 : 1);
    tile.node.style.transitionDelay = on ? `${Math.min(0.04 * i, 0.5)}s` : "0s";
    const right = content.right[i];
    tile.badge.className = content.said[i] ? (right === null ? "none" : right ? "right" : "wrong") : "";
    if (content.said[i]) tile.badge.textContent = content.said[i];
  });
  tray.groups.forEach((group, i) => showGroup(group, place[side].groups[i].group, on, at, content));
}

/**
 * Images of a task, with the answers of the state that has just been asked.
 * @param {Moment} at
 * @param {"support" | "query"} side
 * @returns {Content}
 */
function dealt({ place, frame, update }, side) {
  if (update.kind !== "task") return NOTHING;
  const state = side === "query" ? frame.queryAnswers : frame.supportAnswers;
  const answers = state == null ? null : update[`${side}_answers`][state];
  const turn = side === "support" && state != null && update.turns ? update.turns[state] : null;
  const spots = place[side].tiles;
  // Where inner steps take turns, only these images are answered, in this order.
  const asked = spots.map((_, i) => turn ? turn.indexOf(i) : i);
  return {
    items: update[side],
    labels: spots.map((spot) => update.classes[spot.group]),
    right: spots.map((spot, i) => !answers || asked[i] < 0 ? null : rightly(answers, asked[i], spot)),
    said: spots.map((spot, i) => !answers || asked[i] < 0 ? "" : spoken(answers.y[asked[i]], spot)),
    faded: asked.map((i) => i < 0),
  };
}

/** @param {Answers} answers @param {number} i @param {Spot} spot */
const rightly = (answers, i, spot) => answers.y[i] < 0 ? null : answers.y[i] === spot.group;

/**
 * The answer beside an image: its letter and a mark; a question mark where there is none.
 * @param {number} y
 * @param {Spot} spot
 */
function spoken(y, spot) {
  if (y < 0) return "?";
  return spot.size < 30 && !spot.under ? letterOf(y) : letterOf(y) + (y === spot.group ? "✓" : "✕");
}

/** Images of a batch, or of the test set. @param {Moment} at @param {boolean} query @returns {Content} */
function labelled({ frame, update, film }, query) {
  const test = query ? film.test : null;
  if (update.kind !== "batch" || (query && !test)) return NOTHING;
  const { labels, predicted } = test ?? update;
  const told = query ? frame.opened : frame.supportAnswers != null;
  const right = labels.map((label, i) => predicted[i] === label);
  return {
    items: test ? test.tiles : update.batch,
    labels,
    right,
    said: right.map((yes) => told ? (yes ? "✓" : "✕") : ""),
    faded: labels.map(() => false),
  };
}

/**
 * @param {HTMLElement} group
 * @param {number} j
 * @param {boolean} on
 * @param {Moment} at
 * @param {Content} content
 */
function showGroup(group, j, on, { place, update, film }, content) {
  group.style.opacity = on ? "1" : "0";
  const id = place.conventional ? content.labels[j] : update.classes[j];
  const alone = update.kind === "batch" && content.items === update.batch ? update.called : null;
  const name = alone?.join(" · ") ?? film.classes[id]?.[0] ?? "";
  group.classList.toggle("bare", place.conventional);
  if (place.conventional) {
    group.textContent = name;
    return;
  }
  group.style.setProperty("--class", classColour(j));
  rich(group, `*b:${letterOf(j)}* ${name}`);
}
