// Two curves over the training steps of one task. The steps stand at even distances: they are chosen closer
// together at the beginning, where everything happens. The slider below has the chart's own places.

const PAD = { left: 52, right: 108, top: 12, bottom: 38 };
const TICKS = [0, 1, 2, 3, 5, 10, 20, 50, 100];

function drawFit(holder, d) {
  const width = Math.max(280, holder.parentElement.clientWidth); // an empty holder is not laid out
  const height = innerHeight < 780 || width < 420 ? 216 : 270;
  const { steps, support_right, query_right } = d.fitting;
  const [right, bottom] = [width - PAD.right, height - PAD.bottom];
  const x = (i) => PAD.left + ((right - PAD.left) * i) / (steps.length - 1);
  const y = (percent) => bottom - ((bottom - PAD.top) * percent) / 100;
  const curves = { support: support_right.map((n) => (100 * n) / d.support.count), query: query_right.map((n) => (100 * n) / d.query.count) };
  const points = (set) => line(curves[set].map((value, i) => [x(i), y(value)]));
  const ticks = steps.map((step, i) => (TICKS.includes(step) ? `<text x="${x(i)}" y="${bottom + 19}" text-anchor="middle">${step}</text>` : ""));
  const chance = 100 / d.classes.length;
  holder.innerHTML = `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(d.words.chart_alt)}">
    <clipPath id="upto"><rect x="0" y="0" height="${height}" width="${width}"/></clipPath>
    ${percentGrid(y, PAD.left, right, d.words)}${ticks.join("")}
    <text x="${(PAD.left + right) / 2}" y="${height - 2}" text-anchor="middle">${escape(d.words.axis)}</text>
    <path class="chance" d="M${PAD.left} ${y(chance)}H${right}"/>
    <text x="${right - 4}" y="${y(chance) + (chance < 12 ? -5 : 15)}" text-anchor="end">${escape(d.words.chance)}</text>
    ${learnerLine(d, y, right)}
    <g class="ahead"><path class="curve support" d="${points("support")}"/><path class="curve query" d="${points("query")}"/></g>
    <g clip-path="url(#upto)"><path class="curve support" d="${points("support")}"/><path class="curve query" d="${points("query")}"/></g>
    ${labels(d, curves, y, right, bottom)}
    <path class="cursor" d="M0 ${PAD.top - 6}V${bottom}"/><circle class="now support" r="5.5"/><circle class="now query" r="5.5"/></svg>`;
  const [support, query] = holder.querySelectorAll(".now");
  return {
    left: PAD.left,
    width: right - PAD.left,
    move(i) {
      holder.querySelector("#upto rect").setAttribute("width", x(i));
      holder.querySelector(".cursor").style.transform = `translateX(${x(i)}px)`;
      support.style.transform = `translate(${x(i)}px,${y(curves.support[i])}px)`;
      query.style.transform = `translate(${x(i)}px,${y(curves.query[i])}px)`;
    },
  };
}

const learnerPercent = (d) => (100 * d.learner.right) / d.query.count;

function learnerLine(d, y, right) {
  if (d.learner.right === null) return "";
  return `<path class="level" stroke-dasharray="${d.learner.dash}" d="M${PAD.left} ${y(learnerPercent(d))}H${right}"/>`;
}

/** Names at the right end, with what they come to. */
function labels(d, curves, y, right, bottom) {
  const ends = [["support", d.words.support, curves.support.at(-1)], ["query", d.words.query, curves.query.at(-1)]];
  if (d.learner.right !== null) ends.push(["learner", d.learner.name, learnerPercent(d)]);
  const places = apart(ends.map(([, , value]) => y(value)), 32, PAD.top + 6, bottom - 14);
  return ends
    .map(([kind, name, value], i) => `<path class="lead ${kind}" d="M${right + 3} ${y(value)}L${right + 12} ${places[i]}"/>
      <text class="label ${kind}" x="${right + 16}" y="${places[i] + 1}">${escape(name)}<tspan x="${right + 16}" dy="15">${say(d.words.percent, { value: Math.round(value) })}</tspan></text>`)
    .join("");
}
