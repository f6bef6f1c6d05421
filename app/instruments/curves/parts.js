// Building blocks of the curves: text, escaped, and small markup. Joined before the other scripts.

const escape = (text) =>
  String(text).replace(/[&<>"']/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[c]);

/** Put values into the {places} of a sentence that came with the data. */
const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

const say = (sentence, values) => escape(fill(sentence, values));

const strong = (sentence) => escape(sentence).replace(/\*\*(.+?)\*\*/g, "<b>$1</b>");

const lineSample = (l) =>
  `<svg class="line" viewBox="0 0 40 8" aria-hidden="true"><path d="M1 4H39" style="stroke:${l.colour}" stroke-dasharray="${l.dash}"/></svg>`;

/** Form of the tasks of a point, with the step where that is what changes. */
const formOf = (d, p) => fill(d.picture === "steps" ? d.words.form_step : d.words.form, { way: p.way, shot: p.shot, step: p.x });

const interval = (d, p) => fill(d.words.interval, { mean: p.mean.toFixed(1), ci: p.ci95.toFixed(1) });

function toolbar(board) {
  const { data: d, enlarged } = board;
  const w = d.words;
  const tab = (kind, value, text, on) =>
    `<button type="button" data-${kind}="${value}" data-key="${kind}${value}" aria-pressed="${on}">${escape(text)}</button>`;
  const pictures = d.pictures.map((p) => tab("picture", p, w[p], p === d.picture)).join("");
  const shots = d.shots.map((s) => tab("shot", s, fill(w.shot, { shot: s }), s === d.shot)).join("");
  return `<div class="seg wide" role="group" aria-label="${escape(w.pictures)}">${pictures}</div>
    ${d.picture === "steps" ? `<div class="seg" role="group" aria-label="${escape(w.shots)}">${shots}</div>` : ""}<span class="gap"></span>
    <button type="button" class="plain" data-do="enlarge" data-key="enlarge" aria-pressed="${enlarged}" title="${escape(w.enlarge_hint)}"
      ${d.curves.length ? "" : "disabled"}>${escape(w.enlarge)}</button>
    <button type="button" class="plain" data-do="save" data-key="save" title="${escape(w.save_hint)}" ${d.curves.length ? "" : "disabled"}>${escape(w.save)}</button>`;
}

/** Every learner by the kind of its training: drawn or not, and why it cannot be. */
function learnerList(d, chosen) {
  const why = d.picture === "steps" ? d.words.no_steps : d.words.no_curve;
  const row = (l) => `<li><button type="button" class="${l.there ? "" : "absent"}" data-learner="${escape(l.id)}" data-key="${escape(l.id)}"
    aria-pressed="${chosen.has(l.id)}" title="${escape(l.how)}">${lineSample(l)}<span>${escape(l.name)}${l.there ? "" : `<small>${escape(why)}</small>`}</span></button></li>`;
  const families = ["ordinary", "gradient", "metric"].map((family) => {
    const rows = d.learners.filter((l) => l.family === family).map(row).join("");
    return rows && `<section><h3>${escape(d.words[family])}</h3><ul>${rows}</ul></section>`;
  });
  return `<h2>${escape(d.words.learners)}</h2><div class="families">${families.join("")}</div>`;
}

function question(d) {
  const options = d.learners.filter((l) => l.shown && l.there);
  return `<div class="ask"><h2>${escape(d.words.guess_first)}</h2><p>${escape(d.question)}</p><div class="options">${options
    .map((l) => `<button type="button" data-guess="${escape(l.id)}" data-key="guess${escape(l.id)}">${lineSample(l)}<span>${escape(l.name)}</span></button>`)
    .join("")}</div><button type="button" class="plain" data-guess="skip">${escape(d.words.skip)}</button></div>`;
}

function tipMarkup(d, learner, p) {
  return `<b style="color:${learner.colour}">${escape(learner.name)}</b><span class="value">${escape(interval(d, p))}</span>
    <span>${escape(formOf(d, p))} · ${say(d.words.tasks, { tasks: p.tasks })}</span>
    <span class="see">${escape(d.words.see)}</span><a class="see-here" href="${escape(p.href)}" data-open>${escape(d.words.see_here)}</a>`;
}

/** The numbers behind the picture. */
function numbersTable(d) {
  if (!d.curves.length) return "";
  const cell = (p) => (p ? `${escape(interval(d, p))} <small>${say(d.words.tasks, { tasks: p.tasks })}</small>` : escape(d.words.missing));
  const rows = d.curves.map((c) => {
    const cells = d.ticks.map((x) => `<td>${cell(c.points.find((p) => p.x === x))}</td>`).join("");
    return `<tr><th scope="row">${escape(d.learners.find((l) => l.id === c.id).name)}</th>${cells}</tr>`;
  });
  const head = d.ticks.map((x) => `<th scope="col">${escape(headOf(d, x))}</th>`).join("");
  return `<details class="numbers"><summary>${escape(d.words.numbers)}</summary><div><table><caption>${escape(d.words.caption)}</caption>
    <thead><tr><th scope="col">${escape(d.words.learner)}</th>${head}</tr></thead><tbody>${rows.join("")}</tbody></table></div></details>`;
}

const headOf = (d, x) => (d.picture === "steps" ? x : `${d.picture.toUpperCase()} = ${x}`);
