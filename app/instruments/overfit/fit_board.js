// Training from scratch on one task: guess first, then play or scrub. Everything moves here, in the browser;
// only the guess, the choice of the learner beside it and the step come to rest at are sent.

const PACE = 330; // milliseconds a look
const boards = new WeakMap();
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export default function (component) {
  const root = component.parentElement.querySelector(".fit") ?? component.parentElement;
  const board = boards.get(root) ?? open(root);
  board.send = { state: component.setStateValue, trigger: component.setTriggerValue };
  show(board, component.data);
  return () => close(root);
}

function open(root) {
  const board = { root, data: null, at: 0, guess: null, timer: null, seen: false };
  const watched = [["click", onClick], ["submit", onSubmit], ["input", onInput], ["change", onChange]];
  for (const [kind, react] of watched) root.addEventListener(kind, (event) => react(board, event));
  board.watcher = new ResizeObserver(() => root.clientWidth !== board.width && board.data && arrange(board));
  board.watcher.observe(root);
  boards.set(root, board);
  return board;
}

function close(root) {
  const board = boards.get(root);
  clearTimeout(board?.timer);
  board?.watcher.disconnect();
  boards.delete(root);
}

const part = (board, name) => board.root.querySelector(`[data-part="${name}"]`);

function put(board, name, markup) {
  const holder = part(board, name);
  if (holder.markup !== markup) holder.innerHTML = holder.markup = markup;
}

/** New data: the page is built anew for another task or language only; the step shown stays. */
function show(board, data) {
  const before = board.data;
  board.data = data;
  if (before?.task !== data.task) {
    pause(board, false);
    Object.assign(board, { at: data.at, guess: data.guess, seen: data.guess !== null });
  }
  board.guess ??= data.guess;
  if (before?.look !== data.look) {
    board.root.innerHTML = pageMarkup(data);
    board.root.style.setProperty("--support-strip", `url("${data.support.strip}")`);
    board.root.style.setProperty("--query-strip", `url("${data.query.strip}")`);
  }
  board.root.style.setProperty("--learner", data.learner.colour);
  arrange(board);
  if (board.eager && data.fitting) play(board); // the guess came before the training was done
}

/** Lay out for the room there is, then show the present step. */
function arrange(board) {
  const { data: d, root } = board;
  board.width = root.clientWidth;
  const narrow = board.width < 640;
  const wide = board.width >= 980;
  root.classList.toggle("narrow", narrow);
  root.classList.toggle("wide", wide);
  const each = (set) => d[set].count / d.classes.length;
  const height = Math.max(narrow ? 560 : 470, 32 * d.classes.length);
  put(board, "task", taskMarkup(d, layout(d.classes.length, each("support"), each("query"), wide ? 540 : board.width, height, narrow)));
  const ready = board.guess !== null && d.fitting !== null;
  put(board, "ask", board.guess === null ? askMarkup(d) : ready ? "" : waitingMarkup(d));
  root.querySelector(".rail").hidden = !ready;
  put(board, "numbers", ready ? fitTable(d) + saveButton(d.words.save) : "");
  board.chart = null;
  if (ready) {
    root.querySelector("input[type=range]").max = d.fitting.steps.length - 1;
    board.chart = drawFit(part(board, "chart"), d);
    part(board, "chart").markup = null;
    root.style.setProperty("--rail-left", `${board.chart.left}px`);
    root.style.setProperty("--rail-width", `${board.chart.width}px`);
  } else for (const name of ["chart", "readouts", "when", "told"]) put(board, name, "");
  part(board, "task").querySelector(`.query .tile[data-index="${d.image}"]`)?.classList.add("chosen");
  go(board, board.at);
}

const waitingMarkup = (d) => `<div class="card"><p>${escape(d.note || fill(d.words.training, { percent: Math.round(100 * d.progress) }))}</p>
  <progress max="1" value="${d.progress}" ${d.note ? "hidden" : ""}></progress></div>`;

/** Show look number ``at``: marks on the images, numbers, cursor. */
function go(board, at) {
  const { data: d, root } = board;
  if (!board.chart) return names(board);
  board.at = Math.max(0, Math.min(d.fitting.steps.length - 1, at));
  const step = d.fitting.steps[board.at];
  for (const set of ["support", "query"]) mark(board, set);
  const readouts = part(board, "readouts");
  const focused = root.getRootNode().activeElement?.dataset?.learner;
  put(board, "readouts", readoutsMarkup(d, board.at));
  if (focused) readouts.querySelector(`[data-learner="${focused}"]`)?.focus();
  const range = root.querySelector("input[type=range]");
  range.value = board.at;
  range.style.setProperty("--v", board.at / +range.max);
  range.setAttribute("aria-valuetext", fill(d.words.step_of, { step, last: d.fitting.steps.at(-1) }));
  root.dataset.step = step;
  board.chart.move(board.at);
  board.seen ||= board.at === d.fitting.steps.length - 1;
  paintPlay(board);
  part(board, "when").textContent = fill(d.words.step_of, { step, last: d.fitting.steps.at(-1) });
  const verdict = `<div class="verdict">${d.told.map((text) => `<p>${escape(text)}</p>`).join("")}</div>`;
  put(board, "told", board.seen ? verdict : `<p class="hint">${escape(d.words.watch)}</p>`);
}

/** Images without answers: before the guess. */
function names(board) {
  const { data: d } = board;
  for (const node of board.root.querySelectorAll(".tile"))
    node.setAttribute("aria-label", d.classes[labelOf(board, node)]);
}

const setOf = (node) => (node.parentElement.classList.contains("support") ? "support" : "query");
const labelOf = (board, node) => Math.floor((+node.dataset.index * board.data.classes.length) / board.data[setOf(node)].count);

function mark(board, set) {
  const { data: d } = board;
  for (const node of board.root.querySelectorAll(`.tiles.${set} .tile`)) {
    const said = d.fitting[set][board.at][+node.dataset.index];
    const truth = labelOf(board, node);
    const verdict = said === truth ? "right" : "wrong";
    node.dataset.state = verdict;
    node.querySelector("s").textContent = said === truth ? "✓" : "✕";
    node.querySelector("em").innerHTML = said === truth ? "" : badge(said);
    node.setAttribute("aria-label", fill(d.words.tile, { name: d.classes[truth], letter: letterOf(said), said: d.classes[said], verdict: d.words[verdict] }));
  }
}

function play(board) {
  board.eager = !board.chart;
  if (board.eager) return;
  const last = board.data.fitting.steps.length - 1;
  if (calm()) return rest(board, last);
  board.root.classList.add("playing");
  if (board.at >= last) go(board, 0);
  board.timer = setTimeout(() => tick(board), PACE);
  paintPlay(board);
}

function tick(board) {
  const last = board.data.fitting.steps.length - 1;
  if (!board.root.isConnected) return pause(board, false);
  if (calm()) return rest(board, last);
  go(board, board.at + 1);
  if (board.at >= last) return pause(board);
  board.timer = setTimeout(() => tick(board), PACE);
}

function pause(board, tell = true) {
  clearTimeout(board.timer);
  board.timer = null;
  board.eager = false;
  board.root.classList.remove("playing");
  if (!board.data?.fitting || !board.chart) return;
  paintPlay(board);
  if (tell) board.send.state("rest", board.data.fitting.steps[board.at]);
}

/** Come to rest at a look. */
function rest(board, at) {
  go(board, at);
  pause(board);
}

function paintPlay(board) {
  const button = board.root.querySelector(".play");
  const running = board.timer !== null;
  const path = running ? "M3 2h3.500v12H3zM9.500 2H13v12H9.500z" : "M4 2l10 6-10 6z";
  const label = board.data.words[running ? "pause" : "play"];
  if (button.title === label) return;
  button.innerHTML = `<svg width="16" height="16" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true"><path d="${path}"/></svg>`;
  button.title = label;
  button.setAttribute("aria-label", label);
}

function onClick(board, event) {
  if (event.target.closest('[data-do="skip"]')) guess(board, "skip");
  if (event.target.closest('[data-do="save"]')) saveSvg(part(board, "chart").querySelector("svg"), "training-alone");
  if (event.target.closest(".play")) board.timer === null ? play(board) : pause(board);
  const learner = event.target.closest("[data-learner]")?.dataset.learner;
  if (learner && learner !== board.data.learner.id) board.send.trigger("learner", learner);
}

function onSubmit(board, event) {
  event.preventDefault();
  const chosen = board.root.querySelector("input[name=guess]:checked");
  if (chosen) guess(board, chosen.value);
}

function guess(board, value) {
  board.guess = value;
  board.send.trigger("guess", value);
  board.at = 0;
  arrange(board);
  play(board);
}

function onInput(board, event) {
  if (event.target.name === "guess") board.root.querySelector(".ask .primary").disabled = false;
  if (event.target.type !== "range") return;
  const at = +event.target.value;
  if (board.timer !== null) pause(board, false);
  go(board, at);
}

function onChange(board, event) {
  if (event.target.type === "range") board.send.state("rest", board.data.fitting.steps[board.at]);
}
