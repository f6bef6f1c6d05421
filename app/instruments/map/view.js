// @ts-check
// What the map is made of, and what can be asked of it. Types mirror MapData and MapRecord in Python.

import { ARROWS } from "../../shared/web/keys.js";
import { onStrip } from "../../shared/web/strip.js";

/**
 * @typedef {object} MapRecord
 * @property {number} states adaptation steps and the start
 * @property {number} support how many of the images are support images; these come first
 * @property {number[]} labels of every image
 * @property {[number, number][][]} points by state: images, then the classes' means; thousandths of the extent
 * @property {number[]} kept by state, percent
 * @property {string[]} regions by state: a letter a place, row by row from the top
 * @property {number} grid places along a side
 * @property {number[][]} answer by state, of the query images
 * @property {number[][]} sure by state, percent
 * @property {number[][][]} near by state and image
 * @property {number[][][]} distances by state and image
 *
 * @typedef {object} Data
 * @property {string} task
 * @property {string} look changes whenever the map must be built anew
 * @property {MapRecord} record
 * @property {string[]} classes
 * @property {string} strip
 * @property {number} step
 * @property {number} image the query image that is chosen
 * @property {boolean} exact tiles stand at their true places, whatever they cover
 * @property {string[]} heading what a saved picture says of itself
 * @property {Record<string, string>} words
 *
 * @typedef {import("../../shared/web/spread.js").Point} Point
 *
 * @typedef {object} View
 * @property {HTMLElement} root
 * @property {Data} data
 * @property {number} step
 * @property {number} image the one that is chosen, of all images
 * @property {number} looked the one that is pointed at, or else the chosen one
 * @property {boolean} exact
 * @property {HTMLElement[]} things the images' tiles, then the means' marks
 * @property {Point[]} truth where each thing lies on the stage
 * @property {Point[]} places where it is shown
 * @property {number} zoom
 */

const SIDES = { least: 20, most: 46 };
const FILLED = 0.38; // of the stage, at most, is under tiles

/** @param {View} view @param {number} image */
export const isQuery = (view, image) => image >= view.data.record.support;

/** @param {View} view @param {number} image a query image */
export const answerOf = (view, image) => view.data.record.answer[view.step][image - view.data.record.support];

/** @param {View} view @param {number} image */
export const isWrong = (view, image) =>
  isQuery(view, image) && answerOf(view, image) !== view.data.record.labels[image];

/** The style of a tile that shows an image. @param {View} view @param {number} image @param {number} side */
export const drawing = (view, image, side) =>
  `background-image:var(--strip);${
    onStrip(image, view.data.record.labels.length)
  };width:${side}px;height:${side}px`;

/**
 * The side of a tile: smaller where there are many, and on a narrow stage.
 * @param {number} count
 * @param {{ width: number, height: number }} stage
 */
export function tileSide(count, { width, height }) {
  const room = Math.min((1.1 * width) / Math.sqrt(count + 90), Math.sqrt((FILLED * width * height) / count));
  return Math.round(Math.max(SIDES.least, Math.min(SIDES.most, room)));
}

/**
 * The image that an arrow key leads to: the nearest in its direction, or -1.
 * @param {Point[]} places
 * @param {number} from
 * @param {string} key
 */
export function towards(places, from, key) {
  const way = ARROWS[key];
  if (!way) return -1;
  const cost = places.map(([x, y]) => {
    const [dx, dy] = [x - places[from][0], y - places[from][1]];
    const along = dx * way[0] + dy * way[1];
    return along > 0 ? along + 2 * Math.abs(dx * way[1] + dy * way[0]) : Infinity;
  });
  const least = Math.min(...cost);
  return least === Infinity ? -1 : cost.indexOf(least);
}
