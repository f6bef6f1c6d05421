// The picture: axes, bands, curves, points, names. Joined after picture_file.js and parts.js.

const EDGE = { left: 52, top: 14, bottom: 46 };

const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

const line = (points) => `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`;

/** Draw the picture for the width of its holder. */
function drawChart(board) {
  const { data: d } = board;
  const holder = board.root.querySelector('[data-part="chart"]');
  const width = Math.max(280, holder.clientWidth);
  const s = (board.scales = scales(d, width, board.enlarged));
  const fresh = d.curves.length && board.hidden;
  board.hidden = Boolean(d.question);
  holder.innerHTML = `<svg class="picture ${fresh ? "fresh" : ""}" viewBox="0 0 ${width} ${s.height}" width="${width}" height="${s.height}"
    role="group" aria-label="${escape(d.words.alt)}">${grid(d, s)}<g class="all ${d.curves.length > 5 ? "crowded" : ""}">${d.curves.map((c) => series(board, c, s)).join("")}</g>
    ${names(board, s)}</svg>${overlay(d)}<div class="tip" hidden></div>`;
}

function overlay(d) {
  if (d.question) return question(d);
  if (!d.curves.length) return `<p class="empty">${escape(d.words.empty)}</p>`;
  return d.curves.some((c) => c.points.length > 1) ? "" : `<p class="empty low">${escape(d.words.only_one)}</p>`;
}

function scales(d, width, enlarged) {
  const narrow = width < 520;
  const height = narrow ? 330 : clamp(innerHeight - 318, 300, 470);
  const [right, bottom] = [width - (narrow ? 78 : 112), height - EDGE.bottom];
  const drawn = d.curves.flatMap((c) => c.points.map((p) => p.mean - p.ci95));
  const lowest = enlarged && drawn.length ? Math.min(...drawn) : Math.min(...d.chance.map(([, share]) => share), ...drawn);
  const every = enlarged && lowest > 55 ? 5 : 10;
  const low = Math.max(0, every * Math.floor((lowest - 1) / every));
  const [first, last] = [d.ticks[0], d.ticks.at(-1)];
  const place = d.picture === "steps" ? (x) => (x - first) / (last - first) : (x) => Math.log(x / first) / Math.log(last / first);
  const from = EDGE.left + 22;
  return {
    width, height, narrow, right, bottom, low, every,
    x: (x) => from + (right - 16 - from) * (last === first ? 0.5 : place(x)),
    y: (percent) => bottom - ((bottom - EDGE.top) * (percent - low)) / (100 - low),
  };
}

function grid(d, s) {
  let out = "";
  const every = s.low > 50 ? s.every : 2 * s.every;
  for (let value = Math.ceil(s.low / every) * every; value <= 100; value += every) {
    const text = value + every > 100 ? fill(d.words.percent, { value }) : value;
    out += `<path class="rule" d="M${EDGE.left} ${s.y(value)}H${s.right}"/><text x="${EDGE.left - 8}" y="${s.y(value) + 4}" text-anchor="end">${escape(text)}</text>`;
  }
  for (const x of d.ticks)
    out += `<path class="tick" d="M${s.x(x)} ${s.bottom}v5"/><text class="at" x="${s.x(x)}" y="${s.bottom + 20}" text-anchor="middle">${x}</text>`;
  const axis = fill(d.words[`${d.picture}_axis`], { shot: d.shot });
  return `${out}<path class="axis" d="M${EDGE.left} ${s.bottom}H${s.right}"/>
    <text class="title" x="${(EDGE.left + s.right) / 2}" y="${s.height - 6}" text-anchor="middle">${escape(axis)}</text>${guessing(d, s)}`;
}

/** What guessing reaches, where the scale goes down so far. */
function guessing(d, s) {
  const seen = d.chance.filter(([, share]) => share >= s.low);
  if (seen.length < 2) return "";
  const shown = d.picture === "n" ? seen.map(([x, share]) => [s.x(x), s.y(share)]) : [[EDGE.left, s.y(seen[0][1])], [s.right, s.y(seen[0][1])]];
  const [x, y] = shown.at(-1);
  const below = x < s.right - 20; // from here on it lies below the scale
  return `<path class="chance" d="${line(shown)}"/><text x="${below ? x + 8 : s.right + 8}" y="${below ? y - 6 : y + 4.5}">${escape(d.words.chance)}</text>`;
}

function series(board, c, s) {
  const { data: d } = board;
  const l = board.learner(c.id);
  const edge = (sign) => c.points.map((p) => [s.x(p.x), s.y(clamp(p.mean + sign * p.ci95, s.low, 100))]);
  const dots = c.points.map((p, i) => {
    const told = fill(d.words.point, { name: l.name, form: formOf(d, p), mean: p.mean.toFixed(1), ci: p.ci95.toFixed(1), tasks: p.tasks });
    return `<a class="point" href="${escape(p.href)}" data-of="${escape(c.id)}" data-at="${i}" data-key="${escape(c.id)}@${i}" aria-label="${escape(told)}">
      <circle class="reach" cx="${s.x(p.x)}" cy="${s.y(p.mean)}" r="11"/><circle class="dot" cx="${s.x(p.x)}" cy="${s.y(p.mean)}" r="${d.picture === "steps" ? 4 : 5}"/></a>`;
  });
  return `<g class="series" data-of="${escape(c.id)}" style="--c:${l.colour}"><path class="band" d="${line([...edge(1), ...edge(-1).reverse()])}Z"/>
    <path class="curve" stroke-dasharray="${l.dash}" d="${line(c.points.map((p) => [s.x(p.x), s.y(p.mean)]))}"/>${dots.join("")}</g>`;
}

/** Names at the right end, moved apart where they would lie on one another. */
function names(board, s) {
  const ends = board.data.curves.map((c) => {
    const p = c.points.at(-1);
    return { id: c.id, l: board.learner(c.id), from: [s.x(p.x) + 8, s.y(p.mean)], y: s.y(p.mean) };
  });
  ends.sort((a, b) => a.y - b.y);
  const gap = Math.min(17, (s.bottom - EDGE.top) / ends.length);
  ends.forEach((e, i) => (e.y = Math.max(e.y, i ? ends[i - 1].y + gap : EDGE.top)));
  for (let i = ends.length - 1, floor = s.bottom - 4; i >= 0; i--, floor -= gap) ends[i].y = Math.min(ends[i].y, floor);
  return ends.map((e) => `<g class="name" data-of="${escape(e.id)}" style="--c:${e.l.colour}"><path d="M${e.from[0]} ${e.from[1]}H${s.right - 8}L${s.right + 5} ${e.y}"/>
    <text x="${s.right + 8}" y="${e.y + 4.5}">${escape(s.narrow ? e.l.short : e.l.name)}</text></g>`).join("");
}

/** The picture as it is, as an SVG file that says above the curves what they are. */
function saveChart(board) {
  const { data: d, enlarged } = board;
  saveSvg(board.root.querySelector("svg.picture"), `accuracy-${d.file}-${d.picture}${enlarged ? "-near" : ""}`, d.heading);
}
