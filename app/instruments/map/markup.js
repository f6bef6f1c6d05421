// What the map consists of, as markup.

const escape = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const letter = (label) => String.fromCharCode(65 + label);

/** A class's letter on its colour; after ten classes the letter alone. */
const badge = (label) => `<span class="badge c${label < 10 ? label : "none"}" aria-hidden="true">${letter(label)}</span>`;
const named = (map, label) => `${badge(label)} <b>${escape(map.data.classes[label])}</b>`;

/** A drawing cut out of the strip of 64-pixel tiles. */
function drawing(map, image, size) {
  const count = map.data.record.labels.length;
  return `background-image:var(--strip);background-size:${count * size}px ${size}px;background-position:${-image * size}px 0;width:${size}px;height:${size}px`;
}

const isQuery = (map, image) => image >= map.data.record.support;
const answerOf = (map, image, step = map.step) => map.data.record.answer[step][image - map.data.record.support];
const isWrong = (map, image) => isQuery(map, image) && answerOf(map, image) !== map.data.record.labels[image];

function pageMarkup(map) {
  const { words, record } = map.data;
  const last = record.states - 1;
  const steps = `<label class="steps"><span>${escape(words.step)} <output></output></span>
    <input type="range" min="0" max="${last}" value="${map.step}" aria-label="${escape(words.step)}"></label>
    <button type="button" class="plain" data-do="play" aria-pressed="false"></button>`;
  return `<div class="line">${last ? steps : `<p class="still">${escape(words.no_steps)}</p>`}
      <p class="score" aria-live="polite"></p><button type="button" class="plain save" data-do="save">${escape(words.save)}</button></div>
    <div class="both"><figure><div class="stage" role="group" aria-label="${escape(words.stage)}"><canvas class="ground" aria-hidden="true"></canvas>
      <svg class="links" viewBox="-1000 -1000 2000 2000" aria-hidden="true"></svg><div class="things"></div></div>
      <figcaption><p class="kept"></p>${legend(map)}</figcaption></figure>
    <aside class="look" aria-live="polite"></aside></div>
    <details class="table"><summary>${escape(words.table)}</summary><div data-part="table"></div></details>`;
}

function legend(map) {
  const { words, classes } = map.data;
  const all = classes.map((name, label) => `<li>${badge(label)} ${escape(name)}</li>`).join("");
  return `<ul class="legend"><li><i class="key support"></i>${escape(words.support)}</li><li><i class="key query"></i>${escape(words.query)}</li>
    <li><i class="mean-key"></i>${escape(words.mean)}</li><li><i class="key ground-key"></i>${escape(words.regions)}</li></ul><ul class="legend">${all}</ul>`;
}

/** What a screen reader says of a tile. */
function describe(map, image) {
  const { words, record, classes } = map.data;
  const name = (label) => fill(words.named, { letter: letter(label), name: classes[label] });
  const values = { number: image + 1, truth: name(record.labels[image]) };
  if (!isQuery(map, image)) return fill(words.support_tile, values);
  const query = image - record.support;
  const told = { ...values, number: query + 1, answer: name(answerOf(map, image)), sure: record.sure[map.step][query] };
  return fill(isWrong(map, image) ? words.wrong_tile : words.right_tile, told);
}

/** The chosen image, what is said of it, and what it lies next to. */
function lookMarkup(map, image) {
  const { words, record } = map.data;
  const truth = record.labels[image];
  const set = isQuery(map, image) ? "query" : "support";
  const query = image - record.support;
  const verdict = isWrong(map, image) ? "wrong" : "right";
  const answer = set === "support" ? "" : `<p class="answer ${verdict}"><em>${verdict === "right" ? "✓" : "✕"}</em>
    ${escape(words.answer)} ${named(map, answerOf(map, image))} <span>${fill(words.percent, { value: record.sure[map.step][query] })}</span></p>`;
  const near = record.near[map.step][image].map((other, i) => `<li><button type="button" data-image="${other}" aria-label="${escape(describe(map, other))}">
    <i class="tile ${isQuery(map, other) ? "query" : "support"}" style="${drawing(map, other, 48)}"></i></button>
    <span>${named(map, record.labels[other])}<small>${escape(words[isQuery(map, other) ? "query" : "support"])} · ${fill(words.distance, { value: record.distances[map.step][image][i].toFixed(2) })}</small></span></li>`);
  return `<h2>${escape(words.looked_at)}</h2><div class="large"><i class="tile ${set}" style="${drawing(map, image, 96)}"></i>
    <div><p>${escape(words[set])}</p><p>${named(map, truth)}</p></div></div>${answer}
    <h3>${escape(words.near)}</h3><p class="quiet">${escape(words.near_note)}</p><ol class="near">${near.join("")}</ol>`;
}

function tableMarkup(map) {
  const { words, record } = map.data;
  const rows = record.answer[map.step].map((answer, query) => {
    const image = record.support + query;
    const nearest = record.near[map.step][image].find((other) => !isQuery(map, other));
    const cells = [query + 1, named(map, record.labels[image]), named(map, answer), fill(words.percent, { value: record.sure[map.step][query] }),
      isWrong(map, image) ? "✕" : "✓", nearest === undefined ? "–" : named(map, record.labels[nearest])];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  });
  const heads = ["number", "truth", "answer", "sure", "right", "near_support"].map((key) => `<th scope="col">${escape(words[`column_${key}`])}</th>`);
  return `<table><thead><tr>${heads.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}
