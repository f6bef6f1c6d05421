// The error over many tasks after each step: curves with their 95 % bands. Joined after plane.js.

const PAD = { left: 30, right: 14, top: 12, bottom: 24 };

function drawErrors(board) {
  const { data: d } = board;
  const holder = part(board, "errors");
  const width = Math.max(260, holder.clientWidth);
  const height = clamp(innerHeight - 520, 170, 230);
  const shown = d.learners.filter((l) => !board.hidden.has(l.id));
  const last = d.learners[0].mean.length - 1;
  const top = Math.ceil(Math.max(d.least, ...d.learners.flatMap((l) => l.mean.map((m, i) => Math.min(m + l.ci95[i], 8)))) + 0.2);
  const right = width - PAD.right;
  const s = {
    x: (step) => PAD.left + ((right - PAD.left) * step) / last,
    y: (error) => height - PAD.bottom - ((height - PAD.bottom - PAD.top) * Math.min(error, top)) / top,
  };
  let grid = "";
  for (let v = 0; v <= top; v++)
    grid += `<path class="rule" d="M${PAD.left} ${s.y(v)}H${right}"/><text x="${PAD.left - 7}" y="${s.y(v) + 4}" text-anchor="end">${v}</text>`;
  for (let step = 0; step <= last; step++) grid += `<text x="${s.x(step)}" y="${height - 6}" text-anchor="middle">${step}</text>`;
  const least = `<path class="least" d="M${PAD.left} ${s.y(d.least)}H${right}"/><text class="least-name" x="${right - 2}" y="${s.y(d.least) - 6}"
    text-anchor="end">${say(d.words.least, { error: number(d.least) })}</text>`;
  holder.innerHTML = `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(d.words.chart_alt)}">
    ${grid}<path class="cursor" d="M0 ${PAD.top - 6}V${height - PAD.bottom + 4}"/>${least}${shown.map((l) => band(l, s)).join("")}
    ${shown.map((l) => `<circle class="now" r="5" data-now="${l.id}" style="fill:${l.colour}"/>`).join("")}</svg>`;
  board.errorScales = s;
  moveErrors(board);
}

function band(l, s) {
  const edge = (sign) => l.mean.map((m, i) => `${s.x(i)} ${s.y(Math.max(0, m + sign * l.ci95[i]))}`);
  return `<path class="band" style="fill:${l.colour}" d="M${[...edge(1), ...edge(-1).reverse()].join("L")}Z"/>
    <path class="curve" style="stroke:${l.colour}" stroke-dasharray="${l.dash}" d="M${l.mean.map((m, i) => `${s.x(i)} ${s.y(m)}`).join("L")}"/>`;
}

/** Cursor and dots to where the film is. */
function moveErrors(board) {
  const { data: d, errorScales: s, at } = board;
  const holder = part(board, "errors");
  holder.querySelector(".cursor").setAttribute("transform", `translate(${s.x(at)} 0)`);
  for (const l of d.learners) {
    const dot = holder.querySelector(`[data-now=${l.id}]`);
    const [before, after] = [l.mean[Math.floor(at)], l.mean[Math.ceil(at)]];
    dot?.setAttribute("transform", `translate(${s.x(at)} ${s.y(before + (at - Math.floor(at)) * (after - before))})`);
  }
}
