// @ts-check
// Where images stand in a tray: as large as the tray allows, class by class.

/** @import { Box } from "./types.js" */

/**
 * ``under``: there is room for the answer below the image, so that it covers nothing of it. ``group``: the class
 * by its place in the task, of a batch the image by its place in the tray.
 * @typedef {{ x: number, y: number, size: number, group: number, under: boolean }} Spot
 * @typedef {{ tiles: Spot[], groups: { x: number, y: number, w: number, group: number }[] }} Dealt
 */

const TITLE = 21; // px of a tray's heading
const NAME = 21; // px of the line with a class's name
const ANSWER = 15; // px of an answer below its image
const CAPTION = 14; // px of a name below a batch's image
const ENOUGH = 0.92; // of the largest size
const [EDGE, GAP, BETWEEN] = [10, 8, 2];

/**
 * Images of some classes, ``each`` of one; every class has its name below.
 * @param {Box} tray
 * @param {number[]} classes by their places in the task
 * @param {number} each
 * @returns {Dealt}
 */
export function dealt(tray, classes, each) {
  const way = classes.length;
  const width = (tray.w - 2 * EDGE - (way - 1) * GAP) / way;
  const height = tray.h - TITLE - NAME - 2;
  const { size, columns, under } = largest(width, height, each);
  const rows = Math.ceil(each / columns);
  const pitch = size + (under ? ANSWER : BETWEEN);
  const above = Math.max(0, (height - rows * pitch + (under ? 0 : BETWEEN)) / 2);
  const used = columns * size + (columns - 1) * BETWEEN;
  const columnsOf = classes.map((group, j) => ({ group, left: tray.x + EDGE + j * (width + GAP) }));
  const tiles = columnsOf.flatMap(({ group, left }) =>
    Array.from({ length: each }, (_, i) => ({
      ...{ size, group, under },
      x: left + (width - used) / 2 + (i % columns) * (size + BETWEEN),
      y: tray.y + TITLE + 2 + above + Math.floor(i / columns) * pitch,
    }))
  );
  const y = tray.y + tray.h - NAME;
  return { tiles, groups: columnsOf.map(({ group, left }) => ({ group, x: left, y, w: width })) };
}

/**
 * In how many columns the images of a class become largest; where that covers images with their answers, a
 * little smaller ones that have room for them below are better.
 * @param {number} width
 * @param {number} height
 * @param {number} each
 */
function largest(width, height, each) {
  const ways = Array.from({ length: each }, (_, i) => {
    const columns = i + 1;
    const rows = Math.ceil(each / columns);
    const across = (width - BETWEEN * i) / columns;
    const size = Math.min(across, (height - BETWEEN * (rows - 1)) / rows);
    return { size, columns, under: height - rows * size - (rows - 1) * BETWEEN >= rows * ANSWER };
  });
  const most = Math.max(...ways.map(({ size }) => size));
  const large = ways.filter(({ size }) => size >= ENOUGH * most);
  const open = large.filter(({ under }) => under);
  return (open.length ? open : large).reduce((best, way) => way.size > best.size ? way : best);
}

/**
 * Three support images of a class or more: their tray takes height from the query's, as far as no image there
 * gets smaller than the support's, or is covered by its answer where it was not.
 * @param {Box} support
 * @param {Box} query
 * @param {{ way: number, asked: number[], shot: number, queries: number }} form
 */
export function shareRoom(support, query, { way, asked, shot, queries }) {
  if (shot < 3) return;
  /** @param {Box} tray @param {number} each @param {number} more */
  const first = (tray, each, more) =>
    dealt({ ...tray, h: tray.h + more }, tray === query ? asked : placesOf(way), each).tiles[0];
  const now = first(query, queries, 0);
  const free = [36, 24, 12].find((more) => {
    const left = first(query, queries, -more);
    const least = Math.min(now.size, first(support, shot, more).size);
    return left.size >= least && left.under === now.under;
  });
  if (!free || first(support, shot, free).size <= first(support, shot, 0).size) return;
  support.h += free;
  query.y += free;
  query.h -= free;
}

/** All classes of a task by their places. @param {number} way */
export const placesOf = (way) => Array.from({ length: way }, (_, j) => j);

/** The first images of a batch, in two rows. @param {Box} tray @param {number} shown @returns {Dealt} */
export const batchTiles = (tray, shown) => named(tray, shown, Math.min(2, shown));

/** Images of the test set, in one row. @param {Box} tray @param {number} shown @returns {Dealt} */
export const testTiles = (tray, shown) => named(tray, shown, 1);

/**
 * Images in rows, each with its class's name below.
 * @param {Box} tray
 * @param {number} shown
 * @param {number} rows
 * @returns {Dealt}
 */
function named(tray, shown, rows) {
  const columns = Math.max(1, Math.ceil(shown / rows));
  const pitch = (tray.w - 16) / columns;
  const high = (tray.h - TITLE - 3) / rows;
  const size = Math.min(pitch - 8, high - CAPTION - 2);
  const spots = Array.from({ length: shown }, (_, i) => ({
    x: tray.x + 8 + (i % columns) * pitch,
    y: tray.y + TITLE + Math.floor(i / columns) * high,
  }));
  return {
    tiles: spots.map(({ x, y }, group) => ({ size, group, under: false, x: x + (pitch - size) / 2, y })),
    groups: spots.map(({ x, y }, group) => ({ group, x, y: y + size, w: pitch })),
  };
}
