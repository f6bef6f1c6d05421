// @ts-check
// The plane itself: the classifier's regions, the tiles on them, and lines to neighbours and to a true place.

import { one } from "../../shared/web/dom.js";
import { badge } from "../../shared/web/marks.js";
import { describe } from "./markup.js";
import { spread } from "../../shared/web/spread.js";
import { drawing, isQuery, isWrong, tileSide } from "./view.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("./view.js").Point} Point */

const SEEN = 4; // px that a tile must have moved for a line to lead to its true place
const REACH = 1000; // the plane's coordinates go from -REACH to REACH

/** @param {View} view */
const stageOf = (view) => {
  const { clientWidth: width, clientHeight: height } = one(view.root, ".stage");
  return { width, height };
};

/**
 * One button an image and one mark a class mean, at their places from the start; they only move afterwards.
 * @param {View} view
 */
export function makeThings(view) {
  const { labels } = view.data.record;
  lay(view);
  const side = tileSide(labels.length, stageOf(view));
  const tiles = labels.map((label, image) => {
    const node = document.createElement("button");
    node.type = "button";
    node.className = `thing tile ${isQuery(view, image) ? "query" : "support"}`;
    node.style.cssText = drawing(view, image, side);
    node.innerHTML = `${badge(label)}<s aria-hidden="true">✕</s>`;
    node.dataset.image = String(image);
    return node;
  });
  const means = view.data.classes.map((_, label) => {
    const node = document.createElement("span");
    node.className = "thing mean";
    node.innerHTML = badge(label);
    return node;
  });
  view.things = [...tiles, ...means];
  view.things.forEach((node, i) => node.style.transform = moveTo(view.places[i]));
  one(view.root, ".things").replaceChildren(...view.things);
}

/** A square stage has no room to spare at the sides: the images that lie farthest out fill it. @param {View} view */
export function fitZoom(view) {
  const { width, height } = stageOf(view);
  const farthest = Math.max(...view.data.record.points.flat(2).map(Math.abs));
  view.zoom = width > 1.2 * height ? 1 : REACH / (1.15 * farthest);
  view.root.style.setProperty("--zoom", String(view.zoom));
}

/** Where all things lie on the stage, and where they are shown, at this step. @param {View} view */
export function lay(view) {
  const { record } = view.data;
  const stage = stageOf(view);
  const scale = (stage.width / (2 * REACH)) * view.zoom;
  view.truth = record.points[view.step].map((
    [x, y],
  ) => [stage.width / 2 + x * scale, stage.height / 2 - y * scale]);
  const [images, means] = [view.truth.slice(0, record.labels.length), view.truth.slice(record.labels.length)];
  const apart = view.exact ? images : spread(images, tileSide(images.length, stage), stage, means);
  view.places = [...apart, ...means];
}

/** @param {View} view */
export function placeThings(view) {
  view.things.forEach((node, i) => {
    node.style.transform = moveTo(view.places[i]);
    if (i >= view.data.record.labels.length) return;
    node.classList.toggle("wrong", isWrong(view, i));
    node.classList.toggle("chosen", i === view.image);
    node.setAttribute("aria-label", describe(view, i));
    node.tabIndex = i === view.image ? 0 : -1;
  });
}

/** A pixel a place; the browser smooths it when it enlarges it. @param {View} view @param {HTMLCanvasElement} canvas */
export function drawRegions(view, canvas) {
  const { regions, grid } = view.data.record;
  const style = getComputedStyle(view.root);
  const colours = view.data.classes.map((_, label) =>
    style.getPropertyValue(`--fs-class-${"abcdefghij"[label] ?? "none"}`).trim()
  );
  const context = canvas.getContext("2d");
  if (!context) return;
  canvas.width = canvas.height = grid;
  [...regions[view.step]].forEach((sign, i) => {
    const colour = sign === "." ? "" : colours[sign.charCodeAt(0) - 65];
    if (!colour) return;
    context.fillStyle = colour;
    context.fillRect(i % grid, Math.floor(i / grid), 1, 1);
  });
}

/** Of the image that is looked at: lines to its neighbours, and its true place on top of all. @param {View} view */
export function drawLinks(view) {
  const near = view.data.record.near[view.step][view.looked];
  const [place, truth] = [view.places[view.looked], view.truth[view.looked]];
  const lines = near.map((other) => `<path d="M${point(place)}L${point(view.places[other])}"/>`);
  const moved = Math.hypot(place[0] - truth[0], place[1] - truth[1]) > SEEN;
  one(view.root, ".links").innerHTML = lines.join("") + (moved ? lead(place, truth) : "");
  view.things.forEach((node, i) => {
    node.classList.toggle("close", near.includes(i));
    node.classList.toggle("looked", i === view.looked);
  });
}

/** @param {Point} place of a thing's middle */
const moveTo = ([x, y]) => `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(-50%, -50%)`;

/** @param {Point} place */
const point = ([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** A line from where a tile is shown to a dot at its true place. @param {Point} place @param {Point} truth */
function lead(place, truth) {
  const [[x1, y1], [x2, y2]] = [place, truth].map((at) => at.map((v) => v.toFixed(1)));
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/><circle cx="${x2}" cy="${y2}" r="4.5"/>`;
}
