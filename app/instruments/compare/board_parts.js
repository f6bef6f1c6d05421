// Building blocks of the compare board: small pieces of markup, every text escaped. Joined before compare_board.js.

const escape = (text) =>
  String(text).replace(/[&<>"']/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[c]);

/** Put values into the {places} of a sentence that came with the data. */
const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

const say = (sentence, values) => escape(fill(sentence, values));

/** One tile of a strip of 64-pixel tiles that lie side by side. */
function tile(strip, index, label) {
  const at = strip.count > 1 ? (100 * index) / (strip.count - 1) : 0;
  return `<span class="tile" role="img" aria-label="${escape(label)}" title="${escape(label)}"
    style="background-image:var(--${strip.id});background-size:${strip.count * 100}% 100%;background-position:${at}% 0"></span>`;
}

const letter = (c) => c.letter.toLowerCase();

function badge(classes, index) {
  const c = classes[index];
  const kind = index > 9 ? " plain" : ["a", "g", "h", "i"].includes(letter(c)) ? (index ? " deep" : " first") : "";
  const colour = index > 9 ? "" : `style="--c:var(--fs-class-${letter(c)})"`;
  return `<span class="badge${kind}" ${colour} title="${escape(c.name)}">${escape(c.letter)}</span>`;
}

function lineSample(contender) {
  return `<svg class="line" viewBox="0 0 104 6" preserveAspectRatio="none" aria-hidden="true"><path d="M2 3H102"
    style="stroke:${contender.colour}" stroke-dasharray="${contender.dash}"/></svg>`;
}

function supportStrip(d) {
  const shot = d.support.shot;
  const sets = d.classes.map((c, i) => {
    const tiles = Array.from({ length: shot }, (_, k) => tile(d.support, i * shot + k, c.name)).join("");
    return `<li class="class"><span class="name">${badge(d.classes, i)}<b>${escape(c.name)}</b></span><span class="tiles">${tiles}</span></li>`;
  });
  const form = shot === 1 && d.classes.length <= 6 ? "one-line" : "many";
  const size = d.support.count > 100 ? "tiny" : d.support.count > 30 ? "small" : "";
  return `<section class="support ${form} ${size}"><header><h2>${escape(d.words.support)}</h2><p>${escape(d.words.support_hint)}</p></header>
    <ul>${sets.join("")}</ul></section>`;
}

function chooser(d) {
  const options = d.choices.map(
    (c) => `<label><input type="checkbox" value="${escape(c.id)}" ${c.shown ? "checked" : ""}>${lineSample(c)}
      <span>${escape(c.name)}<small>${escape(c.how)}</small></span></label>`,
  );
  return `<details class="chooser"><summary>${escape(d.words.choose)}</summary><div class="sheet"><fieldset>
    <legend>${escape(d.words.choose_hint)}</legend>${options.join("")}</fieldset>
    <button type="button" class="primary" data-do="choose">${escape(d.words.choose_done)}</button></div></details>`;
}

function columnHead(d, c) {
  const still = c.still ? `<span class="still">${escape(c.still)}</span>` : "";
  return `<th scope="col" data-contender="${escape(c.id)}"><div class="head">
    <span class="sample">${lineSample(c)}${still}</span>
    <button type="button" class="who" aria-pressed="false" title="${escape(d.words.highlight)}"><b class="long">${escape(c.name)}</b><b class="short">${escape(c.short)}</b></button>
    <small class="how">${escape(c.how)}</small>
    <span class="score" data-score></span><span class="over" data-over></span></div></th>`;
}

function rowHead(d, row) {
  const c = d.classes[row.truth];
  return `<th scope="row"><button type="button" class="query" aria-expanded="false"
    aria-label="${say(d.words.row_label, { number: row.number, letter: c.letter, name: c.name })}">
    ${tile(d.query, row.tile, d.words.query_tile)}<span class="is">${escape(d.words.is)}</span>${badge(d.classes, row.truth)}</button></th>`;
}

function waitingCell(status, words) {
  const text = { hidden: "?", waiting: "···", failed: "–" }[status];
  const label = { hidden: words.hidden, waiting: words.waiting, failed: words.failed_cell }[status];
  return `<span class="blank" role="img" aria-label="${escape(label)}">${text}</span>`;
}

function answerCell() {
  return `<div class="cell"><span data-badge></span><span class="sure"><span class="percent"></span>
    <span class="bar"><i></i></span><span class="shares" aria-hidden="true"></span></span>
    <span class="mark" aria-hidden="true"></span><span class="unseen"></span></div>`;
}

/** All class probabilities of one answer, as lines of letter, bar and number. */
function shareList(d, shares, truth) {
  const lines = shares.map((s, i) => {
    const here = i === truth ? ' class="true"' : "";
    return `<li${here}>${badge(d.classes, i)}<span class="bar"><i style="width:${s / 10}%"></i></span><b>${say(d.words.percent, { value: Math.round(s / 10) })}</b></li>`;
  });
  return `<ul class="lines">${lines.join("")}</ul>`;
}

function guessForm(d) {
  const options = d.contenders.map(
    (c) => `<label><input type="radio" name="guess" value="${escape(c.id)}">${lineSample(c)}<span>${escape(c.name)}</span></label>`,
  );
  return `<form class="card guess"><fieldset><legend>${escape(d.words.guess)}</legend><p>${escape(d.words.guess_hint)}</p>
    <div class="options">${options.join("")}</div></fieldset>
    <div class="buttons"><button type="submit" class="primary" disabled>${escape(d.words.guess_done)}</button>
    <button type="button" class="plain" data-do="skip">${escape(d.words.guess_skip)}</button></div></form>`;
}

function stepControl(d) {
  const marks = Array.from({ length: d.last + 1 }, (_, s) => `<i style="--s:${s / d.last}"></i>`).join("");
  return `<div class="card steps"><div class="top"><label for="step"><h2>${escape(d.words.steps)}</h2></label>
    <output for="step"></output></div><div class="rail"><span class="marks" aria-hidden="true">${marks}</span>
    <input id="step" type="range" min="0" max="${d.last}" step="1"></div><p>${escape(d.words.steps_hint)}</p></div>`;
}

/** What the conventional network says when nobody tells it about the new classes. */
function asItStands(d) {
  if (!d.stands) return "";
  const items = d.stands.map(
    (s) => `<li>${tile(d.query, s.tile, d.words.query_tile)}<span>${escape(s.name)}<small>${say(d.words.percent, { value: s.percent })}</small></span></li>`,
  );
  return `<section class="stands"><h2>${escape(d.words.stands)}</h2><p>${escape(d.words.stands_hint)}</p><ul>${items.join("")}</ul></section>`;
}

/** The chart's numbers for those who do not see it, and for those who want to read them off. */
function numbersTable(d, contenders) {
  if (!contenders.length) return "";
  const heads = contenders.map((c) => `<th scope="col">${escape(c.short)}</th>`).join("");
  const rows = Array.from({ length: d.last + 1 }, (_, s) => {
    const cells = contenders.map((c) => `<td>${say(d.words.interval, intervalAt(c, s))}</td>`).join("");
    return `<tr><th scope="row">${s}</th>${cells}</tr>`;
  });
  return `<details class="numbers"><summary>${escape(d.words.numbers)}</summary><div><table><caption>${escape(d.words.numbers_hint)}</caption>
    <thead><tr><th scope="col">${escape(d.words.step_word)}</th>${heads}</tr></thead><tbody>${rows.join("")}</tbody></table></div></details>`;
}

/** A contender without steps answers alike at every place of the slider. */
const stateAt = (list, step) => Math.min(step, list.length - 1);

function intervalAt(c, step) {
  const at = stateAt(c.curve.mean, step);
  return { mean: c.curve.mean[at].toFixed(1), ci: c.curve.ci95[at].toFixed(1) };
}
