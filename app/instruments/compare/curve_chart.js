// Accuracy after each adaptation step: curves with bands over many tasks, and this one task as open dots.
// The x axis is the slider's: the page places the slider by `chart.left` and `chart.width`.

const PAD = { left: 42, right: 88, top: 14, bottom: 40 };

const nearest = (value, low, high) => Math.max(low, Math.min(high, value));

function scales(d, contenders, width, height) {
  const values = contenders.flatMap((c) => [
    ...(c.curve ? c.curve.mean.flatMap((m, s) => [m - c.curve.ci95[s], m + c.curve.ci95[s]]) : []),
    ...(c.right ? c.right.map((r) => (100 * r) / d.query.count) : []),
  ]);
  const low = Math.max(0, 10 * Math.floor((Math.min(d.chance, ...values) - 2) / 10));
  const high = Math.min(100, 10 * Math.ceil((Math.max(d.chance + 20, ...values) + 1) / 10));
  const right = width - PAD.right;
  return {
    low, high, right,
    bottom: height - PAD.bottom,
    x: (step) => PAD.left + ((right - PAD.left) * step) / d.last,
    y: (percent) => height - PAD.bottom - ((height - PAD.bottom - PAD.top) * (percent - low)) / (high - low),
  };
}

function grid(d, s) {
  const every = s.high - s.low > 60 ? 20 : 10;
  let out = "";
  for (let v = Math.ceil(s.low / every) * every; v <= s.high; v += every) {
    const text = v + every > s.high ? fill(d.words.percent, { value: v }) : v;
    out += `<path class="rule" d="M${PAD.left - 8} ${s.y(v)}H${s.right + 6}"/><text x="${PAD.left - 13}" y="${s.y(v) + 4}" text-anchor="end">${escape(text)}</text>`;
  }
  for (let step = 0; step <= d.last; step++)
    out += `<text class="tick" data-tick="${step}" x="${s.x(step)}" y="${s.bottom + 22}" text-anchor="middle">${step}</text>`;
  out += `<text x="${s.right + 16}" y="${s.bottom + 22}">${escape(d.words.axis)}</text>`;
  const y = s.y(d.chance);
  return `${out}<path class="chance" d="M${PAD.left - 8} ${y}H${s.right + 6}"/><text x="${s.right - 2}" y="${y - 5}" text-anchor="end">${escape(d.words.chance)}</text>`;
}

function curve(d, s, c) {
  const steps = Array.from({ length: d.last + 1 }, (_, step) => step);
  const at = (step) => stateAt(c.curve.mean, step);
  const edge = (sign) => steps.map((t) => `${s.x(t)} ${s.y(c.curve.mean[at(t)] + sign * c.curve.ci95[at(t)])}`);
  const middle = steps.map((t) => `${s.x(t)} ${s.y(c.curve.mean[at(t)])}`).join("L");
  return `<path class="band" style="fill:${c.colour}" d="M${[...edge(1), ...edge(-1).reverse()].join("L")}Z"/>
    <path class="curve" style="stroke:${c.colour}" stroke-dasharray="${c.dash}" d="M${middle}"/>`;
}

/** This task's own accuracy at every step; seen while its contender is highlighted. */
function ownDots(d, s, c) {
  const steps = Array.from({ length: d.last + 1 }, (_, step) => step);
  return steps
    .map((t) => `<circle class="own" r="3.5" style="stroke:${c.colour}" cx="${s.x(t)}" cy="${s.y((100 * c.right[stateAt(c.right, t)]) / d.query.count)}"/>`)
    .join("");
}

/** Names at the right end, moved apart where they would lie on one another. */
function labels(d, s, contenders) {
  const ends = contenders.map((c) => ({ c, end: s.y(c.curve.mean.at(-1)) })).sort((a, b) => a.end - b.end);
  const gap = 16;
  ends.forEach((e, i) => (e.y = i ? Math.max(e.end, ends[i - 1].y + gap) : Math.max(e.end, PAD.top)));
  for (let i = ends.length - 1, floor = s.bottom; i >= 0; i--, floor -= gap) ends[i].y = Math.min(ends[i].y, floor);
  return ends.map(({ c, end, y }) => `<g class="label" data-of="${escape(c.id)}"><path style="stroke:${c.colour}" d="M${s.right + 7} ${end}L${s.right + 15} ${y}"/>
    <text x="${s.right + 18}" y="${y + 4.5}" style="fill:${c.colour}">${escape(c.short)}</text></g>`).join("");
}

/** Draw the chart for a width; `move(step)` then shifts only the cursor and its dots. */
function drawChart(holder, d, contenders, label) {
  const width = Math.max(280, holder.clientWidth);
  const height = innerHeight < 780 ? 214 : nearest(Math.round(width * 0.84), 250, 310);
  const s = scales(d, contenders, width, height);
  const measured = contenders.filter((c) => c.curve);
  const answered = contenders.filter((c) => c.right);
  const series = contenders.map((c) => `<g class="series" data-of="${escape(c.id)}">${c.curve ? curve(d, s, c) : ""}
    ${c.right ? ownDots(d, s, c) : ""}</g>`);
  const dots = [
    ...answered.map((c) => `<circle class="now one" data-of="${escape(c.id)}" r="4" style="stroke:${c.colour}"/>`),
    ...measured.map((c) => `<circle class="now" data-of="${escape(c.id)}" r="5" style="fill:${c.colour}"/>`),
  ];
  holder.innerHTML = `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(label)}">
    ${grid(d, s)}<path class="cursor" d="M0 ${PAD.top - 10}V${s.bottom + 6}"/>${series.join("")}${labels(d, s, measured)}${dots.join("")}</svg>`;
  const place = (dot, x, y) => dot && (dot.style.transform = `translate(${x}px,${y}px)`);
  const find = (kind, c) => holder.querySelector(`.now${kind}[data-of="${CSS.escape(c.id)}"]`);
  return {
    left: PAD.left,
    width: s.right - PAD.left,
    move(step) {
      holder.querySelector(".cursor").style.transform = `translateX(${s.x(step)}px)`;
      holder.querySelectorAll(".tick").forEach((t) => t.classList.toggle("here", +t.dataset.tick === step));
      measured.forEach((c) => place(find(":not(.one)", c), s.x(step), s.y(c.curve.mean[stateAt(c.curve.mean, step)])));
      answered.forEach((c, i) => {
        const aside = (i - (answered.length - 1) / 2) * 5;
        place(find(".one", c), s.x(step) + aside, s.y((100 * c.right[stateAt(c.right, step)]) / d.query.count));
      });
    },
  };
}
