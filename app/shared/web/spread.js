// @ts-check
// Tiles that would cover one another move a little apart, as far as a limit and as there is room. Pure.

/** @typedef {[number, number]} Point in pixels from the stage's top left */

const SHARE = 0.98; // of a tile's side that is to stay free between two centres, this way or that
const HOME = 0.04; // of the way back to its true place, in each round
const BADGE = 8; // px that a tile's badge and mark stand out
const WORK = 4_000_000; // pairs looked at, at most
const ROUNDS = 120;

/**
 * Places for square tiles near their true ones, at most ``limit`` away and inside the stage.
 * @param {Point[]} places true ones
 * @param {number} side of a tile
 * @param {{ width: number, height: number }} stage
 * @param {Point[]} fixed marks that tiles make way for, half as wide as a tile
 * @param {number} limit
 * @returns {Point[]}
 */
export function spread(places, side, stage, fixed = [], limit = 1.2 * side) {
  const at = places.map(([x, y]) => /** @type {Point} */ ([x, y]));
  const rounds = Math.min(ROUNDS, Math.ceil(WORK / (places.length * places.length + 1)));
  for (let round = 0; round < rounds; round++) {
    let moved = 0;
    for (let a = 0; a < at.length; a++) {
      for (let b = a + 1; b < at.length; b++) moved += part(at[a], at[b], SHARE * side, a - b);
      for (const mark of fixed) moved += part(at[a], [...mark], 0.75 * SHARE * side, a + 1);
    }
    at.forEach((point, i) => hold(point, places[i], side, stage, limit));
    if (moved < 0.01 * side) break;
  }
  return at;
}

/**
 * Push two centres apart, each half of what is missing, along the side where less is missing.
 * @param {Point} a
 * @param {Point} b
 * @param {number} gap
 * @param {number} turn which way those go that are in one place
 */
function part(a, b, gap, turn) {
  const [x, y] = [a[0] - b[0], a[1] - b[1]];
  const [across, down] = [gap - Math.abs(x), gap - Math.abs(y)];
  if (across <= 0 || down <= 0) return 0;
  const side = across < down || (across === down && turn % 2) ? 0 : 1;
  const push = ((side ? down : across) / 2) * (Math.sign(side ? y : x) || Math.sign(turn));
  a[side] += push;
  b[side] -= push;
  return Math.abs(push);
}

/**
 * A little back home, never too far from it, never off the stage.
 * @param {Point} point
 * @param {Point} home
 * @param {number} side
 * @param {{ width: number, height: number }} stage
 * @param {number} limit
 */
function hold(point, home, side, { width, height }, limit) {
  const [x, y] = [point[0] - home[0], point[1] - home[1]];
  const keep = (1 - HOME) * Math.min(1, limit / (Math.hypot(x, y) || 1));
  const edge = side / 2 + BADGE;
  const inside = (/** @type {number} */ v, /** @type {number} */ most) =>
    Math.min(Math.max(v, edge), most - edge);
  point[0] = inside(home[0] + keep * x, width);
  point[1] = inside(home[1] + keep * y, height);
}
