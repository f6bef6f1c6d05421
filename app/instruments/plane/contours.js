// @ts-check
// Numbers on a square lattice of ``side`` × ``side`` points, row by row from the lower left: what is between
// them, and lines of equal height.

/** @typedef {{ side: number, edge: number }} Lattice the square from -edge to edge in both directions */

/**
 * Bilinear interpolation between the four lattice points around a place, of all numbers of their rows.
 * @param {Lattice & { views: number[][] }} grid
 * @param {number[]} place
 */
export function between({ side, edge, views }, place) {
  const at = place.map((v) => Math.min(Math.max(((v + edge) / (2 * edge)) * (side - 1), 0), side - 1.0001));
  const [i, j] = at.map(Math.floor);
  const [u, v] = [at[0] - i, at[1] - j];
  const row = (/** @type {number} */ x, /** @type {number} */ y) => views[y * side + x];
  const [p, q, r, s] = [row(i, j), row(i + 1, j), row(i, j + 1), row(i + 1, j + 1)];
  return p.map((_, n) => (1 - v) * ((1 - u) * p[n] + u * q[n]) + v * ((1 - u) * r[n] + u * s[n]));
}

/** Where each surface is lowest. @param {Lattice & { losses: number[][] }} surfaces */
export const lowest = ({ side, edge, losses }) =>
  losses.map((surface) => {
    const best = surface.indexOf(Math.min(...surface));
    return [best % side, Math.floor(best / side)].map((v) => (v / (side - 1)) * 2 * edge - edge);
  });

const EDGES = [[0, 1], [1, 2], [0, 2]];

/**
 * Segments of the line where a surface has this height, as an SVG path: each cell is cut as two triangles.
 * @param {number[]} losses
 * @param {number} side
 * @param {number} level
 * @param {(x: number, y: number) => string} place where a place of the lattice is drawn
 */
export function contour(losses, side, level, place) {
  const corner = (/** @type {number} */ x, /** @type {number} */ y) => [x, y, losses[y * side + x]];
  const cut = (/** @type {number[]} */ a, /** @type {number[]} */ b) => {
    const t = (level - a[2]) / (b[2] - a[2]);
    return place(a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]));
  };
  let path = "";
  for (let y = 0; y < side - 1; y++) {
    for (let x = 0; x < side - 1; x++) {
      const [first, last] = [corner(x, y), corner(x + 1, y + 1)];
      for (const third of [corner(x + 1, y), corner(x, y + 1)]) {
        const triangle = [first, third, last];
        const ends = EDGES.filter(([a, b]) => triangle[a][2] < level !== triangle[b][2] < level);
        if (ends.length < 2) continue;
        const [from, to] = ends.map(([a, b]) => cut(triangle[a], triangle[b]));
        path += `M${from}L${to}`;
      }
    }
  }
  return path;
}
