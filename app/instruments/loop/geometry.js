// @ts-check
// Where everything stands. One frame for the wide stage (840 px), one for a phone; both give the same names,
// so that drawing never asks which one it is. Both grow with the room that the window leaves.

import { batchTiles, dealt, placesOf, shareRoom, testTiles } from "./trays.js";

/** @import { Box, Learner } from "./types.js" */
/** @import { Dealt } from "./trays.js" */

/**
 * What decides the layout. ``room`` and ``high``: px that there are; counts of images are those of a class.
 * @typedef {object} Form
 * @property {Learner} learner
 * @property {boolean} narrow
 * @property {number} room
 * @property {number} high
 * @property {number} way
 * @property {number[]} asked the query set's classes, by their places in the task
 * @property {number} shot
 * @property {number} queries
 * @property {number} steps
 * @property {number} tasks of a meta-batch
 * @property {number} batch images shown of a batch
 * @property {number} test images shown of the test set
 */

/** @typedef {Box & { image: number }} ShelfPlace */
/** A state φ; null stands for a fold. @typedef {Box & { k: number | null }} StatePlace */

/**
 * @typedef {object} Base
 * @property {number} width
 * @property {number} height
 * @property {number} cardHeight
 * @property {number} arcs px below the parameters, for what goes back to θ
 * @property {number} cellsTop
 * @property {ShelfPlace[]} shelf
 * @property {Box} support
 * @property {Box} query
 * @property {Box} net
 * @property {Box} supportLoss
 * @property {Box} queryLoss
 * @property {Box} original
 * @property {Box} alone where θ stands without an inner loop
 * @property {Box} inner
 * @property {number} side where lines turn, right of everything
 */

/**
 * @typedef {Base & Form & { conventional: boolean, cards: StatePlace[], theta: Box, team: Box[],
 *   support: Box & Dealt, query: Box & Dealt }} Layout
 */

export const WIDTH = 840; // of the wide stage, before it is scaled to its room
export const LOWEST = 430; // px of a stage, at least
const HIGHEST = 620;
const [PHONE_LOWEST, PHONE_HIGHEST] = [480, 620];

/** Places of all parts for one form of task. @param {Form} form @returns {Layout} */
export function layout(form) {
  const conventional = form.learner === "conventional";
  const base = form.narrow ? narrowFrame(form) : wideFrame(form);
  if (conventional) moreRoom(base);
  else shareRoom(base.support, base.query, form);
  if (form.learner === "reptile") joinLosses(base, form.narrow);
  const support = conventional
    ? batchTiles(base.support, form.batch)
    : dealt(base.support, placesOf(form.way), form.shot);
  const query = conventional ? testTiles(base.query, form.test) : dealt(base.query, form.asked, form.queries);
  const original = conventional ? base.alone : base.original;
  return {
    ...base,
    ...form,
    conventional,
    cards: conventional ? [] : rail(base, form.steps, form.narrow),
    support: { ...base.support, ...support },
    query: { ...base.query, ...query },
    original,
    theta: thetaCard(original, base, form.narrow),
    team: team(base, form.tasks, form.narrow),
  };
}

/** @param {Form} form @returns {Base} */
function wideFrame({ high }) {
  const height = Math.max(LOWEST, Math.min(HIGHEST, high));
  const spare = height - LOWEST;
  const shelf = Math.round(52 + 0.12 * spare);
  const [zone, arcs] = [Math.round(118 + 0.14 * spare), Math.round(40 + 0.06 * spare)];
  const top = shelf + 9;
  const low = height - arcs - zone;
  const tray = (low - 14 - top - 8) / 2;
  const second = top + tray + 8;
  const pitch = (WIDTH - 63) / 11;
  return {
    ...{ width: WIDTH, height, cardHeight: zone - 30, arcs, cellsTop: 22 },
    shelf: places(12, pitch, { w: 63, h: shelf, image: shelf - 21 }),
    support: { x: 0, y: top, w: 452, h: tray },
    query: { x: 0, y: second, w: 452, h: tray },
    net: { x: 486, y: top + 6, w: 144, h: 2 * tray - 4 },
    supportLoss: { x: 664, y: top, w: 150, h: tray },
    queryLoss: { x: 664, y: second, w: 150, h: tray },
    original: { x: 0, y: low, w: 148, h: zone },
    alone: { x: 372, y: low, w: 228, h: zone },
    inner: { x: 168, y: low, w: 646, h: zone },
    side: 828,
  };
}

/** @param {Form} form @returns {Base} */
function narrowFrame({ room, high }) {
  const height = Math.max(PHONE_LOWEST, Math.min(PHONE_HIGHEST, high));
  const spare = height - PHONE_LOWEST;
  const [shelf, losses] = [50, Math.round(92 + 0.16 * spare)];
  const [zone, arcs] = [Math.round(104 + 0.16 * spare), Math.round(36 + 0.06 * spare)];
  const top = shelf + 10;
  const low = height - arcs - zone;
  const middle = low - 14 - losses;
  const tray = (middle - 8 - top - 8) / 2;
  const pitch = room / 6;
  const third = (room - 16) / 3;
  return {
    ...{ width: room, height, cardHeight: zone - 30, arcs, cellsTop: 20 },
    shelf: places(6, pitch, { w: pitch - 5, h: shelf, image: 30 }),
    support: { x: 0, y: top, w: room, h: tray },
    query: { x: 0, y: top + tray + 8, w: room, h: tray },
    net: { x: 0, y: middle, w: third, h: losses },
    supportLoss: { x: third + 8, y: middle, w: third, h: losses },
    queryLoss: { x: 2 * (third + 8), y: middle, w: third, h: losses },
    original: { x: 0, y: low, w: 66, h: zone },
    alone: { x: room / 2 - 70, y: low, w: 140, h: zone },
    inner: { x: 76, y: low, w: room - 76, h: zone },
    side: room,
  };
}

/** @param {number} count @param {number} pitch @param {{ w: number, h: number, image: number }} size */
const places = (count, pitch, size) =>
  Array.from({ length: count }, (_, i) => ({ x: i * pitch, y: 0, ...size }));

/**
 * A batch has two rows of images with names; its tray takes some of the test set's height.
 * @param {Base} base
 */
function moreRoom({ support, query }) {
  const more = Math.round(0.22 * support.h);
  support.h += more;
  query.y += more;
  query.h -= more;
}

/**
 * Reptile has no query loss, and many steps: its losses take both boxes.
 * @param {Base} base
 * @param {boolean} narrow
 */
function joinLosses({ supportLoss, queryLoss }, narrow) {
  if (narrow) supportLoss.w = queryLoss.x + queryLoss.w - supportLoss.x;
  else supportLoss.h = queryLoss.y + queryLoss.h - supportLoss.y;
}

/** @param {Box} zone @param {Base} base @param {boolean} narrow @returns {Box} */
function thetaCard(zone, { cardHeight }, narrow) {
  const w = Math.min(116, zone.w - (narrow ? 8 : 32));
  return { x: zone.x + (zone.w - w) / 2, y: cardTop(zone, cardHeight), w, h: cardHeight };
}

/** @param {Box} zone @param {number} cardHeight */
const cardTop = (zone, cardHeight) => zone.y + zone.h - cardHeight - 5;

/** Which states φ are shown; null stands for a fold. @param {number} steps @param {number} most */
export function shownStates(steps, most) {
  if (steps <= most) return Array.from({ length: steps + 1 }, (_, k) => k);
  const first = Array.from({ length: most - 2 }, (_, k) => k);
  return [...first, null, steps - 1, steps];
}

/**
 * Cards of the unrolled inner loop, left to right; a fold is a narrow place.
 * @param {Base} base
 * @param {number} steps
 * @param {boolean} narrow
 * @returns {StatePlace[]}
 */
function rail({ inner: zone, cardHeight }, steps, narrow) {
  const states = shownStates(steps, narrow ? 3 : 5);
  const margin = narrow ? 5 : 14;
  const folded = states.includes(null);
  const room = zone.w - 2 * margin - (folded ? 22 : 0);
  const full = states.length - (folded ? 1 : 0);
  const least = narrow ? 12 : 26;
  const w = Math.min(narrow ? 62 : 116, (room - (states.length - 1) * least) / full);
  const gap = Math.min(narrow ? 30 : 64, (room - full * w) / Math.max(1, states.length - 1));
  let x = zone.x + margin;
  return states.map((k) => {
    const card = { k, x, y: cardTop(zone, cardHeight), w: k === null ? 22 : w, h: cardHeight };
    x += card.w + gap;
    return card;
  });
}

/**
 * Small cards of the meta-batch's tasks, where there are several.
 * @param {Base} base
 * @param {number} tasks
 * @param {boolean} narrow
 * @returns {Box[]}
 */
function team({ inner: zone, cardHeight }, tasks, narrow) {
  const shown = tasks < 2 ? 0 : Math.min(tasks, narrow ? 4 : 5);
  const gap = narrow ? 4 : 12;
  const margin = narrow ? 5 : 14;
  const w = Math.min(136, (zone.w - 2 * margin - (shown - 1) * gap) / shown);
  const y = cardTop(zone, cardHeight);
  return Array.from(
    { length: shown },
    (_, i) => ({ x: zone.x + margin + i * (w + gap), y, w, h: cardHeight }),
  );
}

/**
 * Where state k stands: its card, or the fold that hides it.
 * @param {Layout} place
 * @param {number | "t"} k
 * @returns {Box}
 */
export function cardOf(place, k) {
  if (k === "t") return place.theta;
  const found = place.cards.find((card) => card.k === k) ?? place.cards.find((card) => card.k === null);
  return found ?? place.theta;
}
