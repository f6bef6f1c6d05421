// The lasting elements of the stage, built once for a layout. What they show is stage.js's business.

import { make, phi, rich, say } from "./text.js";

const CELLS = 12;

/** Put an element at its place. */
export function put(node, { x, y, w, h }) {
  node.style.left = `${x}px`;
  node.style.top = `${y}px`;
  if (w != null) node.style.width = `${w}px`;
  if (h != null) node.style.height = `${h}px`;
  return node;
}

/** All parts of a stage for one layout. */
export function buildParts(stage, place, words) {
  stage.replaceChildren();
  stage.style.width = `${place.width}px`;
  stage.style.height = `${place.height}px`;
  stage.classList.toggle("narrow", place.narrow);
  const parts = {
    shelf: place.shelf.map((at) => shelfCard(stage, at)),
    support: tray(stage, place.support),
    query: tray(stage, place.query),
    net: network(stage, place, words),
    supportLoss: lossBox(stage, place.supportLoss, place.conventional ? 0 : place.steps),
    queryLoss: lossBox(stage, place.queryLoss, 0),
    original: zone(stage, place.original, "original"),
    inner: place.conventional ? null : zone(stage, place.inner, "inner"),
  };
  rich(parts.original.title, say(words, "original"));
  parts.theta = card(stage, place.theta, "theta", "θ", place);
  parts.cards = place.cards.map((at) => stateCard(stage, at, place, words));
  parts.team = place.conventional || place.tasks < 2 ? [] : place.team.map((at, i) => teamCard(stage, at, i, words));
  parts.supportTiles = place.support.tiles.map(() => tile(stage));
  parts.queryTiles = place.query.tiles.map(() => tile(stage));
  parts.note = make("div", "rail-note", stage);
  put(parts.note, { x: place.inner.x, y: place.inner.y + 26, w: place.inner.w, h: place.inner.h - 26 });
  parts.flows = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  parts.flows.setAttribute("class", "flows");
  parts.flows.setAttribute("viewBox", `0 0 ${place.width} ${place.height}`);
  parts.flows.setAttribute("aria-hidden", "true");
  stage.append(parts.flows);
  return parts;
}

function shelfCard(stage, at) {
  const node = put(make("div", "shelf", stage), at);
  const image = make("div", "image", node);
  const name = make("b", "", node);
  const badge = make("i", "badge", node);
  return { node, image, name, badge, size: at.image };
}

function tray(stage, at) {
  const node = put(make("div", "tray", stage), at);
  const title = make("h3", "", node);
  const empty = make("div", "empty", node);
  const groups = at.groups.map((place) => put(make("div", "group", stage), place));
  return { node, title, empty, groups };
}

function tile(stage) {
  const node = make("div", "tile image", stage);
  return { node, badge: make("s", "", node) };
}

function network(stage, place, words) {
  const node = put(make("div", "net", stage), place.net);
  const title = make("h3", "", node);
  const body = make("div", "net-body", node);
  const layers = make("div", "layers", body);
  for (let i = 0; i < 4; i++) make("span", "", layers);
  const outs = make("div", "outs", body);
  const rows = Array.from({ length: place.conventional ? 5 : place.way }, () => {
    const row = make("div", "out", outs);
    return { row, letter: make("b", "", row), bar: make("u", "", make("span", "", row)), value: make("em", "", row) };
  });
  const foot = make("div", "net-foot", node);
  make("span", "", foot, say(words, "network_layers"));
  const legend = make("span", "", foot, say(words, "network_answers"));
  return { node, title, rows, legend };
}

function lossBox(stage, at, states) {
  const node = put(make("div", "loss", stage), at);
  const title = make("h3", "", node);
  const rows = Array.from({ length: states }, (_, k) => {
    const row = make("div", "loss-row", node);
    make("i", "", row, phi(k));
    return { row, bar: make("u", "", make("span", "", row)), value: make("b", "", row) };
  });
  const big = states ? null : make("div", "big", node);
  const bar = states ? null : make("u", "", make("div", "meter", node));
  const note = states ? null : make("div", "loss-note", node);
  return { node, title, rows, big, bar, note };
}

function zone(stage, at, kind) {
  const node = put(make("div", `zone ${kind}`, stage), at);
  return { node, title: make("h3", "", node) };
}

/** A card with the twelve cells: bar, change, tick at θ, gradient arrow. */
function card(stage, at, kind, name, place) {
  const node = put(make("div", `card ${kind}`, stage), at);
  const title = make("h4", "", node);
  make("span", "", title, name);
  const label = make("small", "", title);
  const pips = make("div", "pips", node);
  const cells = make("div", "cells", node);
  cells.style.top = `${place.cellsTop}px`;
  const height = at.h - place.cellsTop - 9;
  const all = Array.from({ length: CELLS }, () => {
    const cell = make("div", "cell", cells);
    return { cell, bar: make("div", "v", cell), change: make("div", "d", cell), tick: make("div", "t", cell), arrow: make("div", "g", cell) };
  });
  return { node, label, cells: all, height, pips };
}

function stateCard(stage, at, place, words) {
  if (at.k === null) return { node: put(make("div", "card fold", stage, "…"), at), k: null };
  const result = card(stage, at, "state", phi(at.k), place);
  if (at.k === 0) result.label.textContent = place.narrow ? "" : say(words, "copy_of");
  if (at.k === place.steps) result.label.textContent = place.narrow ? "" : say(words, "adapted");
  for (let j = 0; j < place.way; j++) make("i", "", result.pips).style.setProperty("--class", classColour(j));
  return { ...result, k: at.k };
}

function teamCard(stage, at, i, words) {
  const node = put(make("div", "card team", stage), at);
  make("h4", "", node, say(words, "task_of", { i: i + 1 }));
  const thumbs = make("div", "thumbs", node);
  const arrows = make("div", "arrows", node);
  const foot = make("div", "team-loss", node);
  return { node, thumbs, arrows: Array.from({ length: CELLS }, () => make("i", "", arrows)), foot };
}

/** The colour of a class in its task. */
export function classColour(j) {
  return `var(--fs-class-${"abcdefghij"[j] ?? "j"})`;
}

/** One image of the sheet as the ground of an element. */
export function picture(node, scene, index, size) {
  node.style.backgroundImage = scene.sheet;
  node.style.backgroundSize = `${scene.record.tiles * size}px ${size}px`;
  node.style.backgroundPosition = `${-index * size}px 0`;
  node.style.width = node.style.height = `${size}px`;
}
