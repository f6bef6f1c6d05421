// The picture as markup: contours of the tasks, inner steps from θ, an arrow for each method.

const SIZE = 560;
const DASHES = { maml: "", fomaml: "9 4", reptile: "3 4" };
const COLOURS = ["var(--fs-class-a)", "var(--fs-class-b)", "var(--fs-class-c)"];
const LETTERS = ["A", "B", "C"];
const HEIGHTS = [0.02, 0.08, 0.2, 0.45, 0.9]; // of the contours, above the lowest loss

const escape = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const pen = (m) => `stroke="var(--fs-m-${m})" stroke-width="3" fill="none" stroke-dasharray="${DASHES[m]}"`;

/** A place of the plane, in pixels of the picture. */
const placed = ([a, b], edge) => [((a + edge) / (2 * edge)) * SIZE, SIZE - ((b + edge) / (2 * edge)) * SIZE];
const point = (place, edge) => placed(place, edge).map((v) => v.toFixed(1)).join(" ");

/** Where each task's support loss is lowest. */
const lowest = ({ side, edge, losses }) => losses.map((surface) => {
  const best = surface.indexOf(Math.min(...surface));
  return [best % side, Math.floor(best / side)].map((v) => (v / (side - 1)) * 2 * edge - edge);
});

/** Contours of the three support losses, with the task's letter in the middle. */
function ground(surfaces) {
  const { side, edge, losses } = surfaces;
  const step = SIZE / (side - 1);
  const place = (x, y) => `${(x * step).toFixed(1)} ${(SIZE - y * step).toFixed(1)}`;
  const lines = losses.map((surface, t) => HEIGHTS.map((above, i) =>
    `<path d="${contour(surface, side, Math.min(...surface) + above, place)}" stroke="${COLOURS[t]}" opacity="${0.8 - 0.12 * i}" fill="none"/>`).join(""));
  const letters = lowest(surfaces).map((best, t) => {
    const [x, y] = placed(best, edge);
    return `<g class="letter"><circle cx="${x}" cy="${y}" r="10" fill="${COLOURS[t]}"/>
      <text x="${x}" y="${y + 4.5}" text-anchor="middle" fill="var(--fs-on-class${t ? "" : "-a"})">${LETTERS[t]}</text></g>`;
  });
  return lines.join("") + letters.join("");
}

/** All that moves with θ. ``tips`` are where the arrows end. */
function moving(shown) {
  const { seen, tips, walked, hessian, surfaces } = shown;
  const { edge } = surfaces;
  const at = (place) => placed(place, edge);
  const walks = seen.paths.map((path, t) => `<polyline points="${path.map((p) => point(p, edge)).join(" ")}" fill="none"
    stroke="${COLOURS[t]}" stroke-width="2" stroke-dasharray="2 4"/>${path.slice(1).map((p) =>
    `<circle cx="${at(p)[0].toFixed(1)}" cy="${at(p)[1].toFixed(1)}" r="3.5" fill="${COLOURS[t]}"/>`).join("")}`);
  const trail = `<polyline points="${walked.map((p) => point(p, edge)).join(" ")}" fill="none" stroke="var(--fs-quiet)" stroke-width="2"/>`;
  const arrows = METHODS.map((m, i) => arrow(at(seen.theta), at(tips[i]), pen(m), `var(--fs-m-${m})`)).join("");
  const left = hessian ? `<g class="term">${arrow(at(tips[1]), at(tips[0]), 'stroke="var(--fs-wrong)" stroke-width="4"', "var(--fs-wrong)")}</g>` : "";
  return trail + walks.join("") + arrows + left + names(shown);
}

function arrow([ax, ay], [bx, by], line, fill) {
  const long = Math.hypot(bx - ax, by - ay);
  if (long < 0.5) return "";
  const angle = (Math.atan2(by - ay, bx - ax) * 180) / Math.PI;
  const head = Math.min(1, 0.25 + long / 24); // a short arrow has a small head
  return `<g class="arrow"><path d="M${ax.toFixed(1)} ${ay.toFixed(1)}L${bx.toFixed(1)} ${by.toFixed(1)}" ${line}/>
    <path d="M3 0L-9 -5V5Z" transform="translate(${bx.toFixed(1)} ${by.toFixed(1)}) rotate(${angle.toFixed(1)}) scale(${head.toFixed(2)})" fill="${fill}"/></g>`;
}

/** Names of what is long enough to be told apart; the sum beside the picture, and the table, name all. */
function names({ seen, tips, hessian, surfaces, words, font }) {
  const at = (place) => placed(place, surfaces.edge);
  const long = (from, to, least) => Math.hypot(...at(from).map((v, i) => v - at(to)[i])) > least;
  const middle = tips[0].map((v, i) => (v + tips[1][i]) / 2);
  const named = (name, place, fill) => ({ name, x: at(place)[0], y: at(place)[1], fill });
  const all = [
    ...METHODS.map((m, i) => named(words[m], tips[i], `var(--fs-m-${m})`)).filter((_, i) => long(seen.theta, tips[i], 16)),
    ...(hessian && long(tips[0], tips[1], 28) ? [named(words.hessian_name, middle, "var(--fs-wrong)")] : []),
    ...seen.paths.map((path, t) => named(`φ${LETTERS[t]}`, path.at(-1), "var(--fs-text)")),
  ];
  const taken = [...lowest(surfaces).map((p) => around(...at(p), 12)), around(...at(seen.theta), 11),
    ...tips.map((tip) => around(...at(tip), 7)), ...tips.flatMap((tip) => along(at(seen.theta), at(tip))),
    ...seen.paths.flatMap((path) => [around(...at(path.at(-1)), 4), ...along(at(seen.theta), at(path.at(-1)))])];
  return placeNames(all, taken, SIZE, font);
}
