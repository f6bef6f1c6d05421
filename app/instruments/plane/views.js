// Numbers of the plane: views of θ, exact or interpolated, and lines of equal height.

const METHODS = ["maml", "fomaml", "reptile"];

/** A view is sent as a row: θ, gradients of three methods, losses before and after, paths. */
const view = (row, steps) => ({
  theta: row.slice(0, 2),
  gradients: Object.fromEntries(METHODS.map((m, i) => [m, row.slice(2 + 2 * i, 4 + 2 * i)])),
  before: row.slice(8, 11),
  after: row.slice(11, 14),
  paths: [0, 1, 2].map((task) => Array.from({ length: steps + 1 }, (_, k) => {
    const start = 14 + 2 * (task * (steps + 1) + k);
    return row.slice(start, start + 2);
  })),
});

/** Bilinear interpolation between the four lattice points around θ. */
function between({ side, edge, views }, theta) {
  const at = theta.map((v) => Math.min(Math.max(((v + edge) / (2 * edge)) * (side - 1), 0), side - 1.0001));
  const [i, j] = at.map(Math.floor);
  const [u, v] = [at[0] - i, at[1] - j];
  const row = (x, y) => views[y * side + x];
  const [p, q, r, s] = [row(i, j), row(i + 1, j), row(i, j + 1), row(i + 1, j + 1)];
  return p.map((_, n) => (1 - v) * ((1 - u) * p[n] + u * q[n]) + v * ((1 - u) * r[n] + u * s[n]));
}

/** Segments of the line where a surface has this height: each cell is cut as two triangles. */
function contour(losses, side, level, place) {
  let path = "";
  const cut = (a, b) => {
    const t = (level - a[2]) / (b[2] - a[2]);
    return place(a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]));
  };
  for (let y = 0; y < side - 1; y++) for (let x = 0; x < side - 1; x++) {
    const corner = (dx, dy) => [x + dx, y + dy, losses[(y + dy) * side + x + dx]];
    for (const three of [[corner(0, 0), corner(1, 0), corner(1, 1)], [corner(0, 0), corner(0, 1), corner(1, 1)]]) {
      const ends = [[0, 1], [1, 2], [0, 2]].filter(([a, b]) => three[a][2] < level !== three[b][2] < level);
      if (ends.length === 2) path += `M${cut(three[ends[0][0]], three[ends[0][1]])}L${cut(three[ends[1][0]], three[ends[1][1]])}`;
    }
  }
  return path;
}
