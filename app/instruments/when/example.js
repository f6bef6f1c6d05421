// One support set with two questions: the same drawings, labelled by thing or by hand. Joined after parts.js.

const letter = (i) => String.fromCharCode(65 + i);

const classColour = (i) => `var(--fs-class-${letter(i).toLowerCase()})`;

const badge = (i) => `<i class="badge" style="background:${classColour(i)};color:var(--fs-on-class${i ? "" : "-a"})">${letter(i)}</i>`;

/** Show image ``at`` of a strip of ``count``. */
const fromStrip = (strip, at, count) =>
  `background-image:url('${strip}');background-size:${100 * count}% 100%;background-position:${count > 1 ? (100 * at) / (count - 1) : 0}% 0`;

function tile(strip, at, count, label, said) {
  return `<span class="tile" role="img" aria-label="${escape(said)}" style="${fromStrip(strip, at, count)};border-color:${classColour(label)}"></span>`;
}

function exampleMarkup(d, asked) {
  const e = d.example;
  const n = e.way;
  const byThing = asked === "thing";
  const names = byThing ? e.things : e.hands;
  const tab = (id, text) => `<button type="button" data-asked="${id}" data-key="asked-${id}" aria-pressed="${asked === id}">${escape(text)}</button>`;
  const head = e.hands.map((hand, i) => `<th scope="col" ${byThing ? "" : `class="asked"`}>${byThing ? "" : badge(i)}<span>${escape(hand)}</span></th>`).join("");
  const rows = e.things.map((thing, t) => {
    const cells = e.hands.map((hand, h) => `<td>${tile(e.support, t * n + h, n * n, byThing ? t : h, `${thing}, ${hand}`)}</td>`).join("");
    return `<tr><th scope="row" ${byThing ? `class="asked"` : ""}>${byThing ? badge(t) : ""}<span>${escape(thing)}</span></th>${cells}</tr>`;
  });
  const queries = names.map((name, i) => {
    const tiles = Array.from({ length: e.each }, (_, q) => tile(e.query[asked], i * e.each + q, n * e.each, i, name));
    return `<div class="answers">${badge(i)}<span class="tiles">${tiles.join("")}</span></div>`;
  });
  const w = d.words;
  const draw = `<button type="button" class="plain" data-do="new" data-key="new">${escape(w.new_task)}</button>`;
  return `<div class="line"><div class="seg" role="group" aria-label="${escape(w.questions)}">${tab("thing", w.which_thing)}${tab("hand", fill(w.which_hand, { hand: e.hand_word }))}</div>${draw}</div>
    <div class="both"><div><h3>${escape(w.support)}</h3><table class="grid way${n}"><thead><tr><td></td>${head}</tr></thead><tbody>${rows.join("")}</tbody></table></div>
    <div><h3>${escape(byThing ? w.query_thing : fill(w.query_hand, { hand: e.hand_word }))}</h3>${queries.join("")}</div></div>${d.live ? answersMarkup(d, asked) : ""}`;
}
