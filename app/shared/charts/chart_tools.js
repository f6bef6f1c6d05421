// @ts-check
// What Streamlit's Plotly chart lacks: a click on a point that tells the page, and files of the picture. It
// finds the chart by the class of its container, whenever that is drawn. A finger cannot hover: its first tap
// shows a point's numbers and offers to go where a click would lead.

import { closest, one, sizeWatcher } from "../web/dom.js";
import { savePng, saveSvg } from "../web/picture_file.js";
import { escape } from "../web/text.js";
import { light, whenDrawn } from "./light.js";

/**
 * @typedef {object} Data
 * @property {string} chart the class of the chart's container
 * @property {string} alt
 * @property {string} file
 * @property {string[]} heading
 * @property {boolean} points whether a click on a point leads somewhere
 * @property {string} leads where it leads to, in words
 * @property {boolean} narrow whether the chart was drawn for a narrow place
 * @property {Record<string, string>} words
 *
 * @typedef {{ points: { customdata?: unknown, data: { name?: string } }[] }} Pointed
 */

const NARROW = 560; // px
const BAR = 20; // px: a taller chart may bring the page a scroll bar, which must not bring the other chart back
const SHARPER = 2; // pixels of an image for each of the picture's

/** What a click on a chart does, by the component's latest call. @type {WeakMap<Element, (point: unknown) => void>} */
const told = new WeakMap();

/** @param {import("../web/dom.js").Component<Data>} component */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = one(parentElement, ".tools");
  root.innerHTML = buttons(data);
  root.onclick = (event) => save(event, data);
  const width = sizeWatcher(root, () => {
    const narrow = root.clientWidth < (data.narrow ? NARROW + BAR : NARROW);
    if (narrow !== data.narrow) setTriggerValue("narrow", narrow);
  });
  width.observe(root);
  const see = one(root, "[data-see]");
  /** @param {unknown} point */
  const go = (point) => setTriggerValue("point", point);
  /** @param {unknown} point */
  const choose = (point) => {
    if (!touched) return go(point);
    see.hidden = false;
    see.onclick = () => go(point);
  };
  const drawn = whenDrawn(data.chart, (plot) => {
    const heard = told.has(plot);
    told.set(plot, choose);
    if (!heard) hear(plot, data.points);
  });
  return () => {
    width.disconnect();
    drawn();
  };
}

let touched = false;

/** @param {import("./light.js").Drawn} plot @param {boolean} points */
function hear(plot, points) {
  plot.addEventListener("pointerdown", (event) => touched = event.pointerType === "touch", true);
  plot.on(
    "plotly_hover",
    (/** @type {Pointed} */ { points: [point] }) => light(plot, point.data.name ?? null),
  );
  plot.on("plotly_unhover", () => light(plot, null));
  if (!points) return;
  plot.on("plotly_click", (/** @type {Pointed} */ { points }) => {
    const chosen = points.find((point) => point.customdata != null);
    if (chosen) told.get(plot)?.(chosen.customdata);
  });
}

/** @param {Data} data */
function buttons({ words, leads }) {
  const button = (/** @type {string} */ kind) =>
    `<button type="button" data-save="${kind}" title="${escape(words[`save_${kind}`])}"
      aria-label="${escape(words[`save_${kind}`])}">${kind.toUpperCase()}</button>`;
  return `<button type="button" class="see" data-see hidden>${escape(leads)}</button>${
    button("svg") + button("png")
  }`;
}

/** @param {Event} event @param {Data} data */
async function save(event, data) {
  const button = closest(event, "[data-save]");
  const container = document.querySelector(`.${data.chart} .svg-container`);
  if (!button || !container) return;
  const picture = await inOne(container);
  if (button.dataset.save === "png") await savePng(picture, data.file, data.heading);
  else saveSvg(picture, data.file, data.heading);
  picture.remove();
}

/** Plotly draws in several layers: all of them in one SVG, out of sight. @param {Element} container */
async function inOne(container) {
  const { width, height } = container.getBoundingClientRect();
  const all = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  all.setAttribute("viewBox", `0 0 ${width} ${height}`);
  all.style.cssText = `position:absolute;left:-9999px;width:${width}px;height:${height}px`;
  const plot = container.closest(".js-plotly-plot");
  if (plot && container.querySelector(".gl-container canvas")) all.append(await painted(plot, width, height));
  else all.append(...layers(container));
  container.append(all);
  return all;
}

/** @param {Element} container */
const layers = (container) =>
  [...container.querySelectorAll(":scope > svg.main-svg > *")]
    .filter((part) => !part.matches(".hoverlayer, .menulayer, .zoomlayer, .shapelayer-hidden"))
    .map((part) => part.cloneNode(true));

/**
 * What is drawn in three dimensions has no layers of lines: an image.
 * @param {Element} plot
 * @param {number} width
 * @param {number} height
 */
async function painted(plot, width, height) {
  const image = document.createElementNS("http://www.w3.org/2000/svg", "image");
  // Streamlit's Plotly is there once a chart is.
  const address = await /** @type {any} */ (globalThis).Plotly.toImage(plot, {
    format: "png",
    scale: SHARPER,
    width,
    height,
  });
  for (const [key, value] of Object.entries({ href: address, width, height })) image.setAttribute(key, value);
  return image;
}
