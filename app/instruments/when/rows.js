// Who reached what: a row for each learner, a panel for each kind of tasks. Joined after parts.js.

const ROW = 34;
const HEAD = 34;

/** All panels, side by side where there is room, else one below the other. */
function rowsPicture(d, width) {
  const narrow = width < 720;
  const names = narrow ? 0 : 232;
  const row = narrow ? 46 : ROW;
  const count = d.panels[0].rows.length;
  const high = HEAD + count * row + 30;
  const wide = narrow ? width : (width - names) / d.panels.length;
  const drawn = d.panels.map((panel, i) => {
    const at = narrow ? { left: 8, right: wide - 12, top: i * high } : { left: names + i * wide + 20, right: names + (i + 1) * wide - 30, top: 0 };
    return rowsPanel(d, panel, { ...at, row, narrow, named: narrow || i === 0, names });
  });
  const height = narrow ? high * d.panels.length : high;
  return `<svg class="picture" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(d.words.alt)}">${drawn.join("")}</svg>`;
}

function rowsPanel(d, panel, s) {
  const low = 10 * Math.floor(Math.min(panel.chance, ...panel.rows.map((r) => r.mean - r.ci95)) / 10);
  const x = (percent) => s.left + ((s.right - s.left) * (percent - low)) / (100 - low);
  const bottom = s.top + HEAD + panel.rows.length * s.row;
  let out = `<text class="title" x="${s.left}" y="${s.top + 18}">${escape(panel.title)}</text>`;
  const every = low >= 60 ? 10 : 20;
  for (let value = every * Math.ceil(low / every); value <= 100; value += every) {
    out += `<path class="rule" d="M${x(value)} ${s.top + HEAD - 4}V${bottom}"/><text x="${x(value)}" y="${bottom + 18}" text-anchor="middle">${escape(fill(d.words.percent, { value }))}</text>`;
  }
  out += `<path class="chance" d="M${x(panel.chance)} ${s.top + HEAD - 4}V${bottom}"><title>${escape(d.words.chance)}</title></path>`;
  const best = Math.max(...panel.rows.map((r) => r.mean));
  panel.rows.forEach((r, i) => {
    const y = s.top + HEAD + i * s.row + (s.narrow ? 32 : s.row / 2);
    out += rowMarks(d, r, { x, y, s, best: r.mean === best });
  });
  return out;
}

/** One learner: name, each training as a tick, the mean with its interval, and its value. */
function rowMarks(d, r, { x, y, s, best }) {
  const learner = d.learners[r.id];
  const reach = s.narrow ? 7 : 10;
  const weight = best ? "best" : "";
  const name = s.narrow
    ? `<text class="who ${weight}" x="${s.left + 8}" y="${y - 15}" style="fill:${learner.colour}">${escape(learner.name)}</text>`
    : `<text class="who ${weight}" x="${s.names - 4}" y="${y + 5}" text-anchor="end" style="fill:${learner.colour}">${escape(learner.name)}</text>`;
  const ticks = r.seeds.map((seed) => `<path class="seed" d="M${x(seed).toFixed(1)} ${y - reach}v${2 * reach}" style="stroke:${learner.colour}"/>`).join("");
  const said = interval(d.words, r);
  const after = x(r.mean + r.ci95) + 12;
  const fits = after + 92 < s.right + 26;
  const value = s.narrow
    ? `<text class="value ${weight}" x="${s.right}" y="${y - 15}" text-anchor="end">${escape(said)}</text>`
    : `<text class="value ${weight}" x="${fits ? after : x(r.mean - r.ci95) - 12}" y="${y + 5}" text-anchor="${fits ? "start" : "end"}">${escape(said)}</text>`;
  return `${s.named ? name : ""}${ticks}<path class="ci" d="M${x(r.mean - r.ci95).toFixed(1)} ${y}H${x(r.mean + r.ci95).toFixed(1)}" style="stroke:${learner.colour}"/>${mark(learner, x(r.mean), y)}${value}`;
}

function rowsTable(d) {
  const cell = (panel, id) => {
    const r = panel.rows.find((each) => each.id === id);
    return `${interval(d.words, r)} (${r.seeds.map((s) => s.toFixed(1)).join(d.words.comma)})`;
  };
  const rows = d.panels[0].rows.map((r) => [d.learners[r.id].name, ...d.panels.map((p) => cell(p, r.id))]);
  return numbersTable(d.words, d.panels.map((p) => p.title), rows);
}
