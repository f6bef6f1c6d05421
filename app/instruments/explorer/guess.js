// Predict first: the query tiles are shuffled, their names hidden, and the visitor names them.

function shuffle(board) {
  const tiles = board.tiles.query;
  for (let i = tiles.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [tiles[i], tiles[j]] = [tiles[j], tiles[i]];
  }
}

/** Change between "rows" (by class, named), "guess" (shuffled, hidden) and "checked". */
function turn(board, mode) {
  const before = places(board);
  if (mode === "guess") {
    board.tiles.query.forEach((node) => (node.named = null));
    shuffle(board);
  } else if (mode === "rows") board.tiles.query.sort((a, b) => a.index - b.index);
  board.mode = mode;
  fit(board);
  if (mode !== "checked") place(board);
  repaint(board);
  if (mode !== "checked") glide(board, before);
}

const places = (board) => new Map(board.tiles.query.map((node) => [node, node.getBoundingClientRect()]));

/** Let every tile move from where it was; without motion it is simply there. */
function glide(board, before) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const [node, from] of before) {
    const to = node.getBoundingClientRect();
    const moved = `translate(${from.left - to.left}px, ${from.top - to.top}px)`;
    node.animate([{ transform: moved }, { transform: "none" }], { duration: 320, easing: "ease-out" });
  }
}

/** Give a tile a class; the same class again takes it back. */
function nameTile(board, node, label) {
  if (board.mode !== "guess" || node.set !== "query" || label >= board.data.way) return;
  node.named = node.named === label ? null : label;
  paint(board, node);
  paintPalette(board);
  if (board.tip === node) showTip(board, node);
}

/** The bar with the letters, the count and the buttons; empty while names are shown. */
function paintPalette(board) {
  const { words, classes, way } = board.data;
  const bar = board.root.querySelector('[data-part="palette"]');
  bar.hidden = board.mode === "rows";
  if (bar.hidden) return bar.replaceChildren();
  if (bar.dataset.mode !== board.mode || bar.dataset.task !== board.data.look) {
    bar.innerHTML = board.mode === "guess" ? pickMarkup(words, classes, way) : doneMarkup(words);
    Object.assign(bar.dataset, { mode: board.mode, task: board.data.look });
  }
  const done = board.tiles.query.filter((node) => node.named !== null);
  const right = done.filter((node) => node.named === node.label).length;
  const told = board.mode === "guess" ? words.progress : done.length ? words.score : words.skipped;
  bar.querySelector(".told").innerHTML = strong(fill(told, { named: done.length, all: board.tiles.query.length, right }));
  bar.querySelectorAll("[role=radio]").forEach((pick, i) => {
    pick.ariaChecked = String(i === board.brush);
    pick.tabIndex = i === board.brush ? 0 : -1;
  });
}

function pickMarkup(words, classes, way) {
  const pick = (name, i) => `<button type="button" role="radio" draggable="true" data-pick="${i}"
    aria-label="${letter(i)}, ${escape(name)}" title="${escape(name)}">${badge(i)}${way > 6 ? "" : `<span>${escape(name)}</span>`}</button>`;
  return `<div class="palette"><p class="how" id="how">${escape(words.how)}</p>
    <div class="picks" role="radiogroup" aria-labelledby="how">${classes.map(pick).join("")}</div>
    <p class="told"></p><button type="button" class="primary" data-do="check">${escape(words.check)}</button></div>`;
}

const doneMarkup = (words) => `<div class="palette done"><p class="told"></p>
  <button type="button" class="primary" data-do="again">${escape(words.again)}</button>
  <button type="button" class="plain" data-do="rows">${escape(words.rows)}</button></div>`;

/** Choose the class that the next click gives. */
function pick(board, label, focus = false) {
  board.brush = (label + board.data.way) % board.data.way;
  paintPalette(board);
  if (focus) board.root.querySelector(`[data-pick="${board.brush}"]`).focus();
}

function check(board) {
  turn(board, "checked");
  const told = board.root.querySelector(".told");
  board.root.querySelector("[role=status]").textContent = told.textContent;
  board.root.querySelector('[data-do="again"]').focus({ preventScroll: true });
}
