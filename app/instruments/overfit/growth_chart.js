// Accuracy of training from scratch against K, with its 95 % band, and the level that a meta-trained learner
// reaches with one image of each class. Nothing here moves.

const PAD = { left: 52, right: 132, top: 14, bottom: 42 };

export default function (component) {
  const root = component.parentElement.querySelector(".growth") ?? component.parentElement;
  const data = component.data;
  const d = data.growth;
  const copied = (shot) => {
    const i = d.copied?.shots.indexOf(shot) ?? -1;
    return i < 0 ? "–" : fill(data.words.interval, { mean: d.copied.query[i].toFixed(1), ci: d.copied.ci95[i].toFixed(1) });
  };
  const rows = d.shots.map((shot, i) => [shot, fill(data.words.percent, { value: d.support[i].toFixed(1) }),
    fill(data.words.interval, { mean: d.query[i].toFixed(1), ci: d.ci95[i].toFixed(1) }),
    fill(data.words.percent, { value: d.query_fewer[i].toFixed(1) }),
    ...(d.copied ? [copied(shot)] : [])]);
  const heads = [data.words.shots, data.words.support, data.words.query, data.words.fewer, ...(d.copied ? [data.words.copied] : [])];
  root.innerHTML = `<div class="page"><div class="holder"></div><div class="told">${data.told
    .map((text, i) => `<p class="${i ? "" : "answer"}">${escape(text)}</p>`).join("")}<p class="note">${escape(data.note)}</p>
    ${numbersTable(data.words.numbers, data.note, heads, rows)}${saveButton(data.words.save)}</div></div>`;
  root.style.setProperty("--learner", data.learner.colour);
  const holder = root.querySelector(".holder");
  root.querySelector("[data-do=save]").onclick = () => saveSvg(holder.querySelector("svg"), "accuracy-by-images");
  let drawn = 0;
  const draw = () => {
    if (holder.clientWidth === drawn) return;
    drawn = holder.clientWidth;
    holder.innerHTML = picture(data, Math.max(280, drawn));
  };
  const watcher = new ResizeObserver(draw);
  watcher.observe(holder);
  draw();
  return () => watcher.disconnect();
}

function picture(data, width) {
  const d = data.growth;
  const height = width < 420 ? 270 : 330;
  const [right, bottom] = [width - PAD.right, height - PAD.bottom];
  const widest = Math.log(d.shots.at(-1) / d.shots[0]);
  const x = (shot) => PAD.left + 14 + ((right - PAD.left - 28) * Math.log(shot / d.shots[0])) / widest;
  const y = (percent) => bottom - ((bottom - PAD.top) * percent) / 100;
  const ticks = d.shots.map((shot) => `<text x="${x(shot)}" y="${bottom + 19}" text-anchor="middle">${shot}</text>`);
  const chance = 100 / d.way;
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(data.alt)}">
    ${percentGrid(y, PAD.left, right, data.words)}${ticks.join("")}
    <text x="${(PAD.left + right) / 2}" y="${height - 4}" text-anchor="middle">${escape(data.words.axis)}</text>
    <path class="chance" d="M${PAD.left} ${y(chance)}H${right}"/><text x="${PAD.left + 4}" y="${y(chance) + 15}">${escape(data.words.chance)}</text>
    ${level(data, y, right)}${d.copied ? withCopies(d.copied, x, y) : ""}${curves(d, x, y)}${meeting(data, x, y, bottom)}${names(data, y, right, bottom)}</svg>`;
}

/** The learner's mean as a line, its interval as a band. */
function level(data, y, right) {
  const [mean, ci] = data.growth.level;
  return `<rect class="level-band" x="${PAD.left}" width="${right - PAD.left}" y="${y(mean + ci)}" height="${y(mean - ci) - y(mean + ci)}"/>
    <path class="level" stroke-dasharray="${data.learner.dash}" d="M${PAD.left} ${y(mean)}H${right}"/>`;
}

function curves(d, x, y) {
  const points = (values) => d.shots.map((shot, i) => [x(shot), y(values[i])]);
  const edge = (sign) => points(d.query.map((value, i) => value + sign * d.ci95[i]));
  const dots = (kind, values) => points(values).map(([cx, cy]) => `<circle class="dot ${kind}" cx="${cx}" cy="${cy}" r="4"/>`).join("");
  return `<path class="band" d="${line([...edge(1), ...edge(-1).reverse()])}Z"/>
    <path class="curve support" d="${line(points(d.support))}"/>${dots("support", d.support)}
    <path class="curve query" d="${line(points(d.query))}"/>${dots("query", d.query)}`;
}

/** The query set again, with jittered copies of every image among what is trained on. */
function withCopies(copied, x, y) {
  const points = (sign) => copied.shots.map((shot, i) => [x(shot), y(copied.query[i] + sign * copied.ci95[i])]);
  const squares = points(0).map(([cx, cy]) => `<rect class="dot query" x="${cx - 3.5}" y="${cy - 3.5}" width="7" height="7"/>`).join("");
  return `<path class="band" d="${line([...points(1), ...points(-1).reverse()])}Z"/>
    <path class="curve query copied" d="${line(points(0))}"/>${squares}`;
}

/** Where training from scratch reaches the level, read off the straight line between two measured K. */
function meeting(data, x, y, bottom) {
  const { at, level: [mean] } = data.growth;
  if (at === null) return "";
  return `<path class="meeting" d="M${x(at)} ${y(mean)}V${bottom}"/><circle class="meet" cx="${x(at)}" cy="${y(mean)}" r="6"/>
    <text class="here" x="${x(at) + 8}" y="${bottom - 10}">${escape(data.meeting)}</text>`;
}

function names(data, y, right, bottom) {
  const d = data.growth;
  const ends = [["support", data.words.support, d.support.at(-1)], ["query", data.words.query, d.query.at(-1)], ["learner", data.level, d.level[0]]];
  if (d.copied) ends.push(["query", data.words.copied, d.copied.query.at(-1)]);
  const places = apart(ends.map(([, , value]) => y(value)), 34, PAD.top + 2, bottom - 16);
  return ends
    .map(([kind, name, value], i) => {
      const [first, ...more] = name.split("\n");
      const rest = more.map((text) => `<tspan x="${right + 16}" dy="15">${escape(text)}</tspan>`).join("");
      return `<path class="lead ${kind}" d="M${right + 3} ${y(value)}L${right + 12} ${places[i]}"/>
        <text class="label ${kind}" x="${right + 16}" y="${places[i] + 4}">${escape(first)}${rest}</text>`;
    })
    .join("");
}
