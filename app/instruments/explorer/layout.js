// @ts-check
// How large the tiles are, and on how many lines the images of one class lie.

/** @import { Board } from "./tiles.js" */

const GAP = 8; // between tiles, in px
const PADDING = 14; // inside a frame
const FIXED = 2 * (2 * PADDING + 4) + 2 * 28; // frames and the space between the columns
const LARGEST = 96;
const SMALLEST = 46; // below this a drawing cannot be read from the back of a room
const NARROW = 720; // width of a board whose sets stand one under the other
const CLOSE = 1000; // and of one whose columns have little room

/**
 * Choose the tile size for the room there is; a narrow board is laid out by the style sheet alone.
 * @param {Board} board
 */
export function fit(board) {
  const width = board.root.clientWidth;
  if (!width || !board.data.task) return;
  const narrow = width < NARROW;
  const { way, shot, query } = board.data;
  const room = { width: width - FIXED - (width < CLOSE ? 124 : 150), height: roomBelow(board) };
  const { lines, tile } = bestLines(room, way, shot, query);
  board.small = !narrow && tile < 56; // hard to make out, so a glance enlarges it even while guessing
  const across = (/** @type {number} */ count, /** @type {number} */ least) =>
    Math.max(least, Math.ceil(count / lines) * (tile + GAP) + 2 * PADDING);
  const { classList, style } = board.root;
  classList.toggle("narrow", narrow);
  classList.toggle("close", !narrow && width < CLOSE);
  classList.toggle("aside", !narrow && width - 250 - across(shot, 190) - across(query, 440) > 290);
  style.setProperty("--t", `${tile}px`);
  style.setProperty("--lines", String(lines));
  style.setProperty("--between", `${lines > 1 ? 2.5 * GAP : GAP}px`);
  style.setProperty("--s-columns", String(Math.ceil(shot / lines)));
  style.setProperty("--q-columns", String(Math.ceil(query / lines)));
}

/**
 * Height from the top of the frames to the window's lower edge, as if the page were not scrolled.
 * @param {Board} board
 */
function roomBelow({ root, mode }) {
  const shadow = root.getRootNode();
  const page = shadow instanceof ShadowRoot ? shadow.host.closest('[data-testid="stMain"]') : null;
  const top = root.getBoundingClientRect().top + (page?.scrollTop ?? 0);
  const bar = mode === "rows" ? 0 : 64; // the bar with the letters must not cover the last row
  return globalThis.innerHeight - Math.min(top, 320) - 52 - 2 * PADDING - 20 - bar;
}

/**
 * More lines make larger tiles where the width is short, smaller ones where the height is.
 * @param {{ width: number, height: number }} room
 * @param {number} way
 * @param {number} shot
 * @param {number} query
 */
export function bestLines(room, way, shot, query) {
  const tried = [1, 2, 3, 4].map((lines) => {
    const columns = Math.ceil(shot / lines) + Math.ceil(query / lines);
    const byWidth = Math.floor((room.width - (columns - 2) * GAP) / columns);
    const byHeight = Math.floor((room.height / way - lines * GAP) / lines);
    return { lines, byWidth, tile: Math.min(byWidth, byHeight, LARGEST) };
  });
  const best = tried.reduce((a, b) => b.tile > a.tile ? b : a);
  if (best.tile >= SMALLEST) return best;
  // Not all fits in the window: readable tiles on as few lines as the width allows, and scroll.
  const wide = tried.find((t) => t.byWidth >= SMALLEST) ?? tried[tried.length - 1];
  return {
    lines: wide.lines,
    tile: Math.max(24, Math.min(wide.byWidth, wide.lines > 1 ? 56 : SMALLEST)),
  };
}
