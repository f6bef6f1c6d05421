// What each learner answers to the query images of one task: a card each. Joined after example.js.

function answersMarkup(d, asked) {
  const w = d.words;
  const ready = asked === d.example.asked;  // else the answers to the other question are on their way
  const cards = d.live.cards.map((card) => answerCard(d, ready ? card : { ...card, labels: null }, asked, ready));
  return `<h3>${escape(w.answers)}</h3><div class="cards">${cards.join("")}</div><p class="note">${escape(d.live.note)}</p>`;
}

function answerCard(d, card, asked, ready) {
  const { words: w, example: e } = d;
  const learner = d.learners[card.id];
  const score = card.labels ? `<b class="score">${escape(card.score)}</b>` : `<span class="score">${escape(w.answering)}</span>`;
  const stored = ready ? escape(fill(w.on_many, { value: interval(w, card) })) : "&nbsp;";
  const names = asked === "thing" ? e.things : e.hands;
  const rows = names.map((name, truth) => {
    const tiles = Array.from({ length: e.each }, (_, q) => answerTile(d, card, asked, truth, name, truth * e.each + q));
    return `<div class="row">${badge(truth)}${tiles.join("")}</div>`;
  });
  return `<section class="card" data-learner="${escape(card.id)}" style="--c:${learner.colour}">
    <h4><svg viewBox="0 0 14 14" aria-hidden="true">${mark(learner, 7, 7)}</svg><span>${escape(learner.name)}</span></h4>
    ${score}<span class="many">${stored}</span>${rows.join("")}</section>`;
}

/** A query image with the letter it was given; a wrong one has a cross and a crossed corner. */
function answerTile(d, card, asked, truth, name, at) {
  const { words: w, example: e } = d;
  const image = `style="${fromStrip(e.query[asked], at, e.way * e.each)}"`;
  if (!card.labels) return `<span class="said"><i ${image}></i><small>&nbsp;</small></span>`;
  const given = card.labels[at];
  const right = given === truth;
  const spoken = fill(w.answered, { truth: name, letter: letter(given), verdict: right ? w.right : w.wrong });
  return `<span class="said ${right ? "right" : "wrong"}" role="img" aria-label="${escape(spoken)}" title="${escape(spoken)}"><i ${image}></i><small>${letter(given)} ${right ? "✓" : "✕"}</small></span>`;
}
