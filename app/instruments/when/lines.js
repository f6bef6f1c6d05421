// Accuracy against steps, with bands. Joined after parts.js.

const EDGE = { left: 50, top: 12, bottom: 46 };

const path = (points) => `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`;

function linesPicture(d, width) {
  const height = width < 560 ? 300 : 340;
  const names = width < 560 ? 92 : 190;
  const { series, chance } = d.lines;
  const most = Math.max(...series.flatMap((l) => l.x));
  const bottom = height - EDGE.bottom;
  const x = (step) => EDGE.left + 14 + ((width - names - EDGE.left - 28) * step) / most;
  const y = (percent) => bottom - ((bottom - EDGE.top) * percent) / 100;
  let out = "";
  for (let value = 0; value <= 100; value += 20)
    out += `<path class="rule" d="M${EDGE.left} ${y(value)}H${width - names}"/><text x="${EDGE.left - 8}" y="${y(value) + 4}" text-anchor="end">${escape(fill(d.words.percent, { value }))}</text>`;
  for (const step of ticksOf(series[0].x, x))
    out += `<text x="${x(step)}" y="${bottom + 20}" text-anchor="middle">${step}</text>`;
  out += `<path class="chance" d="M${EDGE.left} ${y(chance)}H${width - names}"/><text x="${EDGE.left + 18}" y="${y(chance) + 17}">${escape(d.words.chance)}</text>`;
  out += `<text x="${width < 560 ? width / 2 : (EDGE.left + width - names) / 2}" y="${height - 6}" text-anchor="middle">${escape(d.lines.axis)}</text>`;
  const ends = spread(series.map((l) => y(l.mean.at(-1))), 18, EDGE.top + 8, bottom);
  out += series.map((l, i) => oneLine(d, l, { x, y, at: width - names + 10, end: ends[i], narrow: width < 560 })).join("");
  return `<svg class="picture" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(d.words.alt)}">${out}</svg>`;
}

/** Steps that have room for their number. */
function ticksOf(steps, x) {
  const shown = [];
  for (const step of steps) if (!shown.length || x(step) - x(shown.at(-1)) > 34) shown.push(step);
  return shown;
}

function oneLine(d, l, { x, y, at, end, narrow }) {
  const learner = d.learners[l.id];
  const edge = (sign) => l.x.map((step, i) => [x(step), y(Math.min(100, l.mean[i] + sign * l.ci95[i]))]);
  const means = l.x.map((step, i) => [x(step), y(l.mean[i])]);
  const dash = l.id.endsWith(" val") ? "7 5" : l.id.endsWith(" train") ? "" : learner.dash;
  return `<g style="--c:${learner.colour}"><path class="band" d="${path([...edge(1), ...edge(-1).reverse()])}Z"/>
    <path class="curve" stroke-dasharray="${dash}" d="${path(means)}"/>${means.map(([a, b]) => mark(learner, a, b, 4)).join("")}
    <text class="end" x="${at}" y="${end + 5}">${escape(narrow ? learner.short : learner.name)}</text></g>`;
}

/** Labels at these heights, moved apart within top and bottom. */
function spread(heights, gap, top, bottom) {
  const order = heights.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y);
  order.forEach((end, n) => (end.y = Math.max(end.y, n ? order[n - 1].y + gap : top)));
  for (let n = order.length - 1, floor = bottom; n >= 0; n--, floor = order[n + 1].y - gap) order[n].y = Math.min(order[n].y, floor);
  const placed = [];
  for (const end of order) placed[end.i] = end.y;
  return placed;
}

function linesTable(d) {
  const { series } = d.lines;
  const rows = series.map((l) => [d.learners[l.id].name, ...l.mean.map((mean, i) => interval(d.words, { mean, ci95: l.ci95[i] }))]);
  return numbersTable(d.words, series[0].x, rows);
}
