// @ts-check
// The surface is turned: by buttons everywhere, by dragging where there is a mouse. How it stands is told.

import { plotIn, whenDrawn } from "../../shared/charts/light.js";
import { closest, one } from "../../shared/web/dom.js";
import { escape } from "../../shared/web/text.js";

/**
 * @typedef {{ x: number, y: number, z: number }} Eye
 * @typedef {object} Data
 * @property {string} chart the class of the chart's container
 * @property {number[]} view degrees that it is turned and tilted by
 * @property {number[]} front the view that the page begins with
 * @property {number} far
 * @property {Record<string, string>} words
 */

const BY = 15; // degrees
const HIGHEST = 85; // straight from above, left and right would be lost
/** @type {Record<string, [number, number]>} */
const TURNS = { left: [-BY, 0], right: [BY, 0], up: [0, BY], down: [0, -BY] };
const SIGNS = { left: "⟲", right: "⟳", up: "▲", down: "▼" };

/** From where one looks, in Plotly's coordinates. @param {number[]} view @param {number} far @returns {Eye} */
export function eyeOf([turn, tilt], far) {
  const [around, up] = [turn, tilt].map((degrees) => (degrees * Math.PI) / 180);
  return {
    x: far * Math.sin(around) * Math.cos(up),
    y: -far * Math.cos(around) * Math.cos(up),
    z: far * Math.sin(up),
  };
}

/** The nearest whole degrees. @param {Eye} eye @returns {[number, number]} */
export function viewOf({ x, y, z }) {
  const degrees = (/** @type {number} */ radians) => Math.round((radians * 180) / Math.PI);
  const tilt = degrees(Math.atan2(z, Math.hypot(x, y)));
  return [(degrees(Math.atan2(x, -y)) + 360) % 360, Math.min(Math.max(tilt, 0), HIGHEST)];
}

/**
 * A view after one press of a button.
 * @param {number[]} view
 * @param {number[]} by
 * @returns {[number, number]}
 */
export const turned = ([turn, tilt], by) => [
  (turn + by[0] + 360) % 360,
  Math.min(Math.max(tilt + by[1], 0), HIGHEST),
];

/** The view of each chart as it stands. @type {WeakMap<Element, number[]>} */
const stands = new WeakMap();
/** Who is told of it: the component's latest call. @type {WeakMap<Element, (view: number[]) => void>} */
const listeners = new WeakMap();

/** @param {import("../../shared/web/dom.js").Component<Data>} component */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = one(parentElement, ".turn");
  if (!document.createElement("canvas").getContext("webgl")) {
    root.textContent = data.words.no_webgl;
    return;
  }
  root.innerHTML = buttons(data.words);
  root.onclick = (event) => {
    const plot = plotIn(data.chart);
    const way = closest(event, "button")?.dataset.turn;
    if (!plot || !way) return;
    const view = way === "front" ? data.front : turned(stands.get(plot) ?? data.view, TURNS[way]);
    // Streamlit's Plotly is there once a chart is.
    /** @type {any} */ (globalThis).Plotly.relayout(plot, { "scene.camera.eye": eyeOf(view, data.far) });
  };
  return whenDrawn(data.chart, (plot) => {
    const heard = listeners.has(plot);
    listeners.set(plot, (view) => setTriggerValue("view", view));
    if (heard) return;
    stands.set(plot, data.view);
    plot.on("plotly_relayout", (changes) => {
      const eye = changes["scene.camera"]?.eye ?? changes["scene.camera.eye"];
      if (!eye) return;
      stands.set(plot, viewOf(eye));
      listeners.get(plot)?.(viewOf(eye));
    });
  });
}

/** @param {Record<string, string>} words */
function buttons(words) {
  const button = (/** @type {string} */ way, /** @type {string} */ sign) =>
    `<button type="button" data-turn="${way}" title="${escape(words[way])}" aria-label="${
      escape(words[way])
    }">${escape(sign)}</button>`;
  return Object.entries(SIGNS).map(([way, sign]) => button(way, sign)).join("") +
    `<button type="button" data-turn="front">${escape(words.front)}</button><span>${
      escape(words.hint)
    }</span>`;
}
