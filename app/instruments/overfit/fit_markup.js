// The markup of one task: rows of images, the question, the numbers. Every text is escaped.

const letterOf = (label) => String.fromCharCode(65 + label);

function badge(label) {
  const name = letterOf(label).toLowerCase();
  const kind = label > 9 ? "plain" : label === 0 ? "first" : "ghi".includes(name) ? "deep" : "";
  const colour = label > 9 ? "" : `style="--c:var(--fs-class-${name})"`;
  return `<span class="badge ${kind}" ${colour} aria-hidden="true">${letterOf(label)}</span>`;
}

/** Side of a tile and columns of each set: all rows within width and height, a class on one line if that can be read. */
function layout(way, shot, query, width, height, narrow) {
  const room = width - (narrow ? 64 : 124) - 68;
  const places = Array.from({ length: 20 }, (_, i) => place(56 - 2 * i, shot, query, room)).filter(Boolean);
  const fits = places.filter((p) => way * (p.lines * (p.t + 4) + 4) <= height);
  return fits.find((p) => p.lines === 1 && p.t >= (narrow ? 28 : 34)) ?? fits[0] ?? places.at(-1);
}

/** The columns that take the fewest lines with tiles of side t. */
function place(t, shot, query, room) {
  const columns = Math.floor(room / (t + 4));
  let best = null;
  for (let s = 1; s <= shot && s < columns; s++) {
    const q = Math.min(query, columns - s);
    const lines = Math.max(Math.ceil(shot / s), Math.ceil(query / q));
    if (!best || lines < best.lines) best = { t, s, q, lines };
  }
  return best;
}

function pageMarkup(d) {
  return `<div class="page"><section class="task" data-part="task" aria-label="${escape(d.words.task)}"></section>
    <section class="story"><div data-part="ask"></div><div data-part="readouts"></div><div data-part="chart"></div>
    <div class="rail" hidden><button type="button" class="play"></button>
      <input type="range" min="0" step="1" aria-label="${escape(d.words.slider)}"></div>
    <p class="when" data-part="when"></p><div data-part="told" aria-live="polite"></div></section></div><div data-part="numbers"></div>`;
}

function taskMarkup(d, at) {
  const head = ["support", "query"].map((set) => `<header class="${set}"><h2>${escape(d.words[set])}</h2>
    <small>${say(d.words[`${set}_count`], { count: d[set].count })}</small></header>`);
  const rows = d.classes.map((name, label) => {
    const row = `grid-row:${label + 2}`;
    const tiles = (set, columns) => {
      const each = d[set].count / d.classes.length;
      const cells = Array.from({ length: each }, (_, k) => tile(d[set].count, label * each + k));
      return `<div class="tiles ${set}" style="${row};--columns:${columns}">${cells.join("")}</div>`;
    };
    return `<div class="name" style="${row}">${badge(label)}<b>${escape(name)}</b></div>${tiles("support", at.s)}${tiles("query", at.q)}`;
  });
  const frames = ["support", "query"].map((set) => `<i class="frame ${set}" style="grid-row:2 / span ${d.classes.length}"></i>`);
  return `<div class="sets ${at.t < 34 ? "tiny" : ""}" style="--t:${at.t}px"><span></span>${head.join("")}${frames.join("")}${rows.join("")}</div>`;
}

function tile(count, index) {
  const place = count > 1 ? (100 * index) / (count - 1) : 0;
  return `<span class="tile" role="img" data-index="${index}"><i style="background-position:${place}% 0;background-size:${count * 100}% 100%"></i><s></s><em></em></span>`;
}

function askMarkup(d) {
  const options = ["all", "nearly", "far"].map(
    (id) => `<label><input type="radio" name="guess" value="${id}"><span>${escape(d.words[`guess_${id}`])}</span></label>`);
  return `<form class="card ask"><p>${escape(d.words.before)}</p><fieldset><legend>${escape(d.words.question)}</legend>${options.join("")}</fieldset>
    <div class="buttons"><button type="submit" class="primary" disabled>${escape(d.words.done)}</button>
    <button type="button" class="plain" data-do="skip">${escape(d.words.skip)}</button></div></form>`;
}

/** The three numbers of this task: on its support set, on its query set, and what the learner beside it has. */
function readoutsMarkup(d, at) {
  const number = (kind, name, right, all) => `<div class="readout ${kind}"><h3>${name}</h3>
    <p><b>${say(d.words.percent, { value: Math.round((100 * right) / all) })}</b> <span>${say(d.words.score, { right, all })}</span></p></div>`;
  const names = d.learners.map((l) => `<button type="button" data-learner="${escape(l.id)}" aria-pressed="${l.id === d.learner.id}">${escape(l.name)}</button>`);
  const choice = `<span class="learners" role="group" aria-label="${escape(d.words.learner)}">${names.join("")}</span>`;
  const beside = d.learner.right === null
    ? `<div class="readout learner"><h3>${choice}</h3><p><span>${escape(d.learner.note)}</span></p></div>`
    : number("learner", choice, d.learner.right, d.query.count);
  return number("support", escape(d.words.support), d.fitting.support_right[at], d.support.count)
    + number("query", escape(d.words.query), d.fitting.query_right[at], d.query.count) + beside;
}

function fitTable(d) {
  const share = (right, set) => `${fill(d.words.score, { right, all: d[set].count })} (${fill(d.words.percent, { value: Math.round((100 * right) / d[set].count) })})`;
  const rows = d.fitting.steps.map((step, i) => [step, share(d.fitting.support_right[i], "support"), share(d.fitting.query_right[i], "query")]);
  return numbersTable(d.words.numbers, d.words.numbers_hint, [d.words.axis, d.words.support, d.words.query], rows);
}
