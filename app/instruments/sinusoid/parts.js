// Building blocks of the sine plane: text, escaped, and small markup. Joined before the other scripts.

const escape = (text) =>
  String(text).replace(/[&<>"']/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[c]);

/** Put values into the {places} of a sentence that came with the data. */
const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

const say = (sentence, values) => escape(fill(sentence, values));

const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

/** An error as it is read: a run-away fit has no number worth reading. */
const number = (value) => (value >= 100 ? "> 100" : value.toFixed(2));

const minus = (value) => value.toFixed(2).replace("-", "−");

const lineSample = (line) =>
  `<svg class="line" viewBox="0 0 34 8" aria-hidden="true"><path d="M1 4H33" style="stroke:${line.colour}" stroke-dasharray="${line.dash}"/></svg>`;

function toolbar(d) {
  const w = d.words;
  const draws = [5, 10].map((n) => `<button type="button" class="primary" data-draw="${n}">${say(w.new_task, { points: n })}</button>`);
  return `<div class="tools">${draws.join("")}
    <button type="button" class="plain" data-do="add">${escape(w.add)}</button>
    <button type="button" class="plain" data-do="clear">${escape(w.clear)}</button>
    <span class="gap"></span>
    <button type="button" class="plain toggle" data-show="right" aria-pressed="false">${escape(w.right)}</button>
    <button type="button" class="plain toggle" data-show="mean" aria-pressed="false">${escape(w.mean)}</button>
    <button type="button" class="plain" data-do="save" title="${escape(w.save_hint)}">${escape(w.save)}</button></div>`;
}

function stepControl(d) {
  const last = d.learners[0].fits.length - 1;
  const stops = [0, 1, 5, 10].map(
    (s) => `<button type="button" data-step="${s}" style="--s:${s / last}" aria-label="${say(d.words.go_step, { step: s })}">${s}</button>`,
  );
  return `<div class="card steps"><div class="top"><label for="sine-step"><h2>${escape(d.words.steps)}</h2></label><output for="sine-step"></output></div>
    <div class="rail"><input id="sine-step" type="range" min="0" max="${last}" step="1"><div class="stops">${stops.join("")}</div></div></div>`;
}

/** One line a learner: how it is drawn, how far it is from right here, and over many tasks. */
function readouts(board) {
  const { data: d, step } = board;
  const rows = d.learners.map((l) => {
    const shown = !board.hidden.has(l.id);
    const here = l.wrong ?? l.left;
    return `<tr class="${shown ? "" : "off"}"><th scope="row"><button type="button" data-learner="${l.id}" aria-pressed="${shown}"
      title="${escape(l.how)}">${lineSample(l)}<b>${escape(l.name)}</b></button></th>
      <td>${here.length ? number(here[step]) : "–"}</td>
      <td>${number(l.mean[step])} <small>± ${number(l.ci95[step])}</small></td></tr>`;
  });
  const here = d.right ? d.words.error_task : d.words.error_points;
  const over = say(d.words.error_tasks, { tasks: d.learners[0].tasks, points: d.drawn });
  return `<table class="readouts"><caption>${escape(d.words.error)}</caption><thead><tr><td></td><th scope="col">${escape(here)}</th>
    <th scope="col">${over}</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

/** The numbers behind both pictures. */
function numbersTable(d) {
  const heads = d.learners.map((l) => `<th scope="col">${escape(l.name)}</th>`).join("");
  const rows = d.learners[0].mean.map((_, step) => {
    const cells = d.learners.map((l) => `<td>${number(l.mean[step])} ± ${number(l.ci95[step])}</td>`).join("");
    return `<tr><th scope="row">${step}</th>${cells}</tr>`;
  });
  const points = d.points.map(([x, y]) => `(${minus(x)}, ${minus(y)})`).join(" ");
  return `<details class="numbers"><summary>${escape(d.words.numbers)}</summary><p>${escape(d.words.points)}: ${points || "–"}</p>
    <table><caption>${say(d.words.chart_hint, { tasks: d.learners[0].tasks, points: d.drawn })}</caption>
    <thead><tr><th scope="col">${escape(d.words.step)}</th>${heads}</tr></thead><tbody>${rows.join("")}</tbody></table></details>`;
}
