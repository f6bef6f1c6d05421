// Contests: rounds, a guess before each, then what was measured. Guesses and rounds go to the server.

const boards = new WeakMap();

export default function (component) {
  const root = component.parentElement.querySelector(".contest");
  const board = boards.get(root) ?? open(root);
  board.send = component.setTriggerValue;
  board.data = component.data;
  board.asked = component.data.example?.asked;
  render(board);
  return () => {
    board.watcher.disconnect();
    boards.delete(root);
  };
}

function open(root) {
  const board = { root, data: null, asked: null };
  root.innerHTML = `<div data-part="rounds"></div><p class="background" data-part="background"></p><div data-part="example"></div>
    <div data-part="ask"></div><div class="holder" data-part="picture"></div><div class="told" data-part="told" aria-live="polite"></div><div data-part="below"></div>`;
  root.addEventListener("click", (event) => onClick(board, event));
  root.addEventListener("keydown", (event) => onKey(board, event));
  board.watcher = new ResizeObserver(() => board.data && drawPicture(board));
  board.watcher.observe(root);
  boards.set(root, board);
  return board;
}

/** Draw everything; what had the focus keeps it, an open table stays open. */
function render(board) {
  const { data: d } = board;
  const focused = board.root.getRootNode().activeElement?.dataset?.key;
  board.root.dataset.round = d.round;
  put(board, "rounds", rounds(d));
  put(board, "background", strong(d.background));
  put(board, "example", d.example ? exampleMarkup(d, board.asked) : "");
  placeExample(board);
  put(board, "ask", d.guess ? "" : question(d));
  put(board, "told", (d.told ?? []).map((text, i) => `<p class="${i ? "" : "first"}">${strong(text)}</p>`).join(""));
  drawPicture(board);
  put(board, "below", d.guess ? `<p class="note">${escape(d.note)}</p>${d.lines ? linesTable(d) : rowsTable(d)}${saveButton(escape(d.words.save))}` : "");
  if (focused) board.root.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

/** The task stands above the guess; once what came out is shown, below that. */
function placeExample({ root, data }) {
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const [example, ask] = [part("example"), part("ask")];
  if (data.guess && root.lastElementChild !== example) root.append(example);
  else if (!data.guess && ask.previousElementSibling !== example) root.insertBefore(example, ask);
}

function put(board, name, markup) {
  const holder = board.root.querySelector(`[data-part="${name}"]`);
  if (holder.markup !== markup) holder.innerHTML = holder.markup = markup;
}

function drawPicture(board) {
  const { data: d, root } = board;
  const width = Math.max(280, Math.min(1100, root.clientWidth));
  put(board, "picture", !d.guess ? "" : d.lines ? linesPicture(d, width) : rowsPicture(d, width));
}

function rounds(d) {
  const tab = (r, i) => `<button type="button" data-round="${r.id}" data-key="round-${r.id}" aria-pressed="${r.id === d.round}"><b>${i + 1}</b> ${escape(r.name)}</button>`;
  return `<div class="rounds" role="group" aria-label="${escape(d.words.rounds)}">${d.rounds.map(tab).join("")}</div>`;
}

function question(d) {
  const options = d.choices.map((c) => {
    const learner = d.learners[c.id];
    const sample = learner ? `<svg viewBox="0 0 14 14" aria-hidden="true">${mark(learner, 7, 7)}</svg>` : "";
    return `<button type="button" data-guess="${escape(c.id)}">${sample}<span>${escape(c.name)}</span></button>`;
  });
  return `<div class="ask"><h2>${escape(d.words.guess_first)}</h2><p>${escape(d.question)}</p><div class="options">${options.join("")}</div>
    <button type="button" class="plain" data-guess="skip">${escape(d.words.skip)}</button></div>`;
}

function onClick(board, event) {
  const button = event.target.closest("button");
  if (!button) return;
  const { round, guess, asked } = button.dataset;
  if (round && round !== board.data.round) board.send("round", round);
  if (guess) board.send("guess", guess);
  if (asked) {
    board.asked = asked;
    render(board);
    board.send("question", asked);
  }
  if (button.dataset.do === "new") board.send("new", true);
  if (button.dataset.do === "save") saveSvg(board.root.querySelector("svg.picture"), `contest-${board.data.round}`);
}

/** Arrow keys lead from one contest to the next. */
function onKey(board, event) {
  const at = event.target.closest("[data-round]:not(.contest)");
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!at || !by) return;
  const next = by > 0 ? at.nextElementSibling : at.previousElementSibling;
  if (!next) return;
  event.preventDefault();
  next.focus();
  board.send("round", next.dataset.round);
}
