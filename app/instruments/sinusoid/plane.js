// The plane: axes, the learners' curves at any step, also between two, and the points. Joined after parts.js.

function planeScales(d, width) {
  const wide = width > 560;
  const height = wide ? Math.round(clamp(innerHeight - 262, 330, width * 0.66)) : Math.round(width * 0.86);
  const [left, right, top, bottom] = [30, wide ? width - 108 : width - 8, 8, height - 26];
  const { x: far, y: high } = d.bounds;
  return {
    width, height, left, right, top, bottom, wide,
    x: (value) => left + ((right - left) * (value + far)) / (2 * far),
    y: (value) => bottom - ((bottom - top) * (value + high)) / (2 * high),
    fromX: (px) => (2 * far * (px - left)) / (right - left) - far,
    fromY: (px) => (2 * high * (bottom - px)) / (bottom - top) - high,
  };
}

function drawPlane(board) {
  const { data: d } = board;
  const holder = part(board, "plane");
  const focus = focusedPoint(board);
  const s = (board.scales = planeScales(d, Math.max(280, holder.clientWidth)));
  const curves = d.learners.map((l) => `<g data-of="${l.id}" style="stroke:${l.colour}" stroke-dasharray="${l.dash}">
    <path class="start"/><path class="curve"/></g>`);
  holder.innerHTML = `<svg class="plane" viewBox="0 0 ${s.width} ${s.height}" width="${s.width}" height="${s.height}" role="group"
    aria-label="${escape(d.words.plane_alt)}"><defs><clipPath id="sine-inside"><rect x="${s.left}" y="${s.top}" width="${s.right - s.left}" height="${s.bottom - s.top}"/></clipPath></defs>
    <rect class="ground" x="${s.left}" y="${s.top}" width="${s.right - s.left}" height="${s.bottom - s.top}" rx="8"/>${axes(d, s)}
    <g class="lines" clip-path="url(#sine-inside)"><path class="mean"/><path class="right"/>${curves.join("")}</g>
    <g class="names"></g><g class="points"></g></svg>`;
  drawPoints(board, focus);
  drawCurves(board);
}

function axes(d, s) {
  const { x: far, y: high } = d.bounds;
  let out = "";
  for (let v = -far; v <= far; v += 1)
    out += `<path class="rule${v ? "" : " zero"}" d="M${s.x(v)} ${s.top}V${s.bottom}"/><text x="${s.x(v)}" y="${s.bottom + 18}" text-anchor="middle">${String(v).replace("-", "−")}</text>`;
  for (let v = -high + 1; v < high; v += 1)
    out += `<path class="rule${v ? "" : " zero"}" d="M${s.left} ${s.y(v)}H${s.right}"/>` +
      (v % 2 ? `<text x="${s.left - 7}" y="${s.y(v) + 4}" text-anchor="end">${String(v).replace("-", "−")}</text>` : "");
  return out;
}

/** A learner's curve at a step, or between two. */
function curveAt(learner, at) {
  const [before, after] = [learner.fits[Math.floor(at)], learner.fits[Math.ceil(at)]];
  const share = at - Math.floor(at);
  return before.map((y, i) => y + share * (after[i] - y));
}

const outline = (s, far, curve) =>
  `M${curve.map((y, i) => `${s.x(-far + (2 * far * i) / (curve.length - 1)).toFixed(1)} ${s.y(y).toFixed(1)}`).join("L")}`;

/** All lines for the place where the film is. */
function drawCurves(board) {
  const { data: d, scales: s, at } = board;
  const find = (css) => part(board, "plane").querySelector(css);
  const far = d.bounds.x;
  const ends = [];
  const line = (css, curve, name, colour) => {
    find(css).setAttribute("d", curve ? outline(s, far, curve) : "");
    if (curve && name) ends.push({ name, colour, end: s.y(clamp(curve.at(-1), -d.bounds.y, d.bounds.y)) });
  };
  line(".mean", board.show.mean && d.mean, d.words.mean_short, "var(--fs-quiet)");
  line(".right", board.show.right && d.right, d.words.right_short, "var(--fs-text)");
  for (const l of d.learners) {
    const shown = !board.hidden.has(l.id);
    line(`[data-of=${l.id}] .start`, shown && at > 0 && l.fits[0]);
    line(`[data-of=${l.id}] .curve`, shown && curveAt(l, at), l.name, l.colour);
  }
  find(".names").innerHTML = s.wide ? names(ends, s) : "";
}

/** Names at the curves' right ends, moved apart where they would lie on one another. */
function names(ends, s) {
  const gap = 17;
  ends.sort((a, b) => a.end - b.end);
  ends.forEach((e, i) => (e.y = i ? Math.max(e.end, ends[i - 1].y + gap) : Math.max(e.end, s.top + 8)));
  for (let i = ends.length - 1, floor = s.bottom - 4; i >= 0; i--, floor -= gap) ends[i].y = Math.min(ends[i].y, floor);
  return ends.map((e) => `<path style="stroke:${e.colour}" d="M${s.right + 2} ${e.end}L${s.right + 10} ${e.y}"/>
    <text x="${s.right + 13}" y="${e.y + 4.5}" style="fill:${e.colour}">${escape(e.name)}</text>`).join("");
}

/** The points, each a button of its own; ``focus`` is the number of the one that has or gets it, or null. */
function drawPoints(board, focus) {
  const { data: d, scales: s } = board;
  const group = part(board, "plane").querySelector(".points");
  const place = ([x, y]) => `translate(${s.x(x)} ${s.y(y)})`;
  group.innerHTML = board.points
    .map((p, i) => `<g data-point="${i}" tabindex="0" role="button" transform="${place(p)}"
      aria-label="${say(d.words.point, { number: i + 1, x: minus(p[0]), y: minus(p[1]) })}"><circle class="reach" r="17"/><circle class="dot" r="7.5"/></g>`)
    .join("");
  if (focus !== null) group.children[Math.min(focus, group.children.length - 1)]?.focus();
}

function focusedPoint(board) {
  const focused = board.root.getRootNode().activeElement?.closest?.("[data-point]");
  return focused ? +focused.dataset.point : null;
}

const savePlane = (board) => saveSvg(part(board, "plane").querySelector("svg"), "sinusoid");
