// @ts-check
// The lasting elements of the stage, built once for a layout. What they show is stage.js's business.

import { drawing, make, phi, rich, say } from "./words.js";

/** @import { Layout, ShelfPlace, StatePlace } from "./geometry.js" */
/** @import { Dealt } from "./trays.js" */
/** @import { Box, Scene, Words } from "./types.js" */

/** @typedef {ReturnType<typeof buildParts>} Parts */
/** @typedef {ReturnType<typeof stateCard>} StateCard */
/**
 * @typedef {{ node: HTMLElement, label: HTMLElement, cells: Cell[], height: number, pips: HTMLElement }}
 *   Card
 */
/**
 * @typedef {{ cell: HTMLElement, bar: HTMLElement, change: HTMLElement, tick: HTMLElement, arrow:
 *   HTMLElement }} Cell
 */

const CELLS = 12;
const ROW = 16; // px of one loss

/**
 * Put an element at its place.
 * @template {HTMLElement} Node
 * @param {Node} node
 * @param {{ x: number, y: number, w?: number, h?: number }} place
 */
function put(node, { x, y, w, h }) {
  node.style.left = `${x}px`;
  node.style.top = `${y}px`;
  if (w != null) node.style.width = `${w}px`;
  if (h != null) node.style.height = `${h}px`;
  return node;
}

/**
 * All parts of a stage for one layout.
 * @param {HTMLElement} stage
 * @param {Layout} place
 * @param {Words} words
 */
export function buildParts(stage, place, words) {
  stage.replaceChildren();
  stage.style.width = `${place.width}px`;
  stage.style.height = `${place.height}px`;
  stage.classList.toggle("narrow", place.narrow);
  const losses = place.conventional ? 0 : place.steps;
  const below = { ...place.inner, y: place.inner.y + 26, h: place.inner.h - 26 };
  const parts = {
    shelf: place.shelf.map((at) => shelfCard(stage, at)),
    support: tray(stage, place.support),
    query: tray(stage, place.query),
    net: network(stage, place, words),
    supportLoss: lossBox(stage, place.supportLoss, losses),
    queryLoss: lossBox(stage, place.queryLoss, 0),
    original: zone(stage, place.original, "original"),
    inner: place.conventional ? null : zone(stage, place.inner, "inner"),
    theta: card(stage, place.theta, "theta", "θ", place),
    cards: place.cards.map((at) => stateCard(stage, at, place, words)),
    team: place.team.map((at, i) => teamCard(stage, at, i, words)),
    supportTiles: place.support.tiles.map(() => tile(stage)),
    queryTiles: place.query.tiles.map(() => tile(stage)),
    note: put(make("div", "rail-note", stage), below),
    flows: drawing("flows", stage),
  };
  rich(parts.original.title, say(words, "original"));
  parts.flows.setAttribute("viewBox", `0 0 ${place.width} ${place.height}`);
  parts.flows.setAttribute("aria-hidden", "true");
  return parts;
}

/** @param {HTMLElement} stage @param {ShelfPlace} at */
function shelfCard(stage, at) {
  const node = put(make("div", "shelf", stage), at);
  const image = make("div", "image", node);
  const name = make("b", "", node);
  const badge = make("i", "badge", node);
  return { node, image, name, badge, size: at.image };
}

/** @param {HTMLElement} stage @param {Box & Dealt} at */
function tray(stage, at) {
  const node = put(make("div", "tray", stage), at);
  const title = make("h3", "", node);
  const empty = make("div", "empty", node);
  const groups = at.groups.map((place) => put(make("div", "group", stage), place));
  return { node, title, empty, groups };
}

/** @param {HTMLElement} stage */
function tile(stage) {
  const node = make("div", "tile image", stage);
  return { node, badge: make("s", "", node) };
}

/** @param {HTMLElement} stage @param {Layout} place @param {Words} words */
function network(stage, place, words) {
  const node = put(make("div", "net", stage), place.net);
  const title = make("h3", "", node);
  const body = make("div", "net-body", node);
  const layers = make("div", "layers", body);
  for (let i = 0; i < 4; i++) make("span", "", layers);
  const outs = make("div", "outs", body);
  const rows = Array.from({ length: place.conventional ? Math.min(5, place.batch) : place.way }, () => {
    const row = make("div", "out", outs);
    const letter = make("b", "", row);
    return { row, letter, bar: make("u", "", make("span", "", row)), value: make("em", "", row) };
  });
  const foot = make("div", "net-foot", node);
  make("span", "", foot, say(words, "network_layers"));
  make("span", "", foot, say(words, "network_answers"));
  return { node, title, rows };
}

/**
 * A box with one loss a state, in as many columns as they need; or, without states, with one large
 * number.
 * @param {HTMLElement} stage
 * @param {Box} at
 * @param {number} states
 */
function lossBox(stage, at, states) {
  const node = put(make("div", "loss", stage), at);
  const title = make("h3", "", node);
  const list = make("div", "loss-rows", node);
  list.hidden = states === 0;
  const most = Math.max(1, Math.floor((at.h - 26) / ROW));
  list.style.gridTemplateRows = `repeat(${Math.min(most, Math.max(1, states))}, ${ROW}px)`;
  const rows = Array.from({ length: states }, (_, k) => {
    const row = make("div", "loss-row", list);
    make("i", "", row, phi(k));
    return { row, bar: make("u", "", make("span", "", row)), value: make("b", "", row) };
  });
  const large = make("div", "large", node);
  large.hidden = states > 0;
  const big = make("div", "big", large);
  const bar = make("u", "", make("div", "meter", large));
  return { node, title, rows, big, bar, note: make("div", "loss-note", large) };
}

/** @param {HTMLElement} stage @param {Box} at @param {string} kind */
function zone(stage, at, kind) {
  const node = put(make("div", `zone ${kind}`, stage), at);
  return { node, title: make("h3", "", node) };
}

/**
 * A card with the twelve cells: bar, change, tick at θ, gradient arrow.
 * @param {HTMLElement} stage
 * @param {Box} at
 * @param {string} kind
 * @param {string} name
 * @param {Layout} place
 * @returns {Card}
 */
function card(stage, at, kind, name, place) {
  const node = put(make("div", `card ${kind}`, stage), at);
  const title = make("h4", "", node);
  make("span", "", title, name);
  const label = make("small", "", title);
  const pips = make("div", "pips", node);
  const holder = make("div", "cells", node);
  holder.style.top = `${place.cellsTop}px`;
  const cells = Array.from({ length: CELLS }, () => {
    const cell = make("div", "cell", holder);
    const part = (/** @type {string} */ name) => make("div", name, cell);
    return { cell, bar: part("v"), change: part("d"), tick: part("t"), arrow: part("g") };
  });
  return { node, label, cells, height: at.h - place.cellsTop - 9, pips };
}

/** @param {HTMLElement} stage @param {StatePlace} at @param {Layout} place @param {Words} words */
function stateCard(stage, at, place, words) {
  if (at.k === null) return { node: put(make("div", "card fold", stage, "…"), at), k: null, card: null };
  const made = card(stage, at, "state", phi(at.k), place);
  const said = at.k === 0 ? "copy_of" : at.k === place.steps ? "adapted" : "";
  if (said && !place.narrow) made.label.textContent = say(words, said);
  for (let j = 0; j < place.way; j++) make("i", "", made.pips).style.setProperty("--class", classColour(j));
  return { node: made.node, k: at.k, card: made };
}

/** @param {HTMLElement} stage @param {Box} at @param {number} i @param {Words} words */
function teamCard(stage, at, i, words) {
  const node = put(make("div", "card team", stage), at);
  make("h4", "", node, say(words, "task_of", { i: i + 1 }));
  const thumbs = make("div", "thumbs", node);
  const arrows = make("div", "arrows", node);
  const foot = make("div", "team-loss", node);
  return { node, thumbs, arrows: Array.from({ length: CELLS }, () => make("i", "", arrows)), foot };
}

/** The colour of a class in its task. @param {number} j */
export const classColour = (j) => `var(--fs-class-${"abcdefghij"[j] ?? "j"})`;

/**
 * One image of the sheet as the ground of an element.
 * @param {HTMLElement} node
 * @param {Scene} scene
 * @param {number} index
 * @param {number} size
 */
export function picture(node, scene, index, size) {
  node.style.backgroundImage = scene.sheet;
  node.style.backgroundSize = `${scene.film.tiles * size}px ${size}px`;
  node.style.backgroundPosition = `${-index * size}px 0`;
  node.style.width = node.style.height = `${size}px`;
}
