// The sine plane: points that a visitor places, the learners' fits, a slider of steps, the error over many tasks.
// The slider moves everything here, in the browser; an edit of the points is sent, and new fits come back.

const boards = new WeakMap();
const MOVE_MS = 260;

export default function (component) {
  const root = component.parentElement.querySelector(".sines");
  const board = boards.get(root) ?? open(root);
  board.send = { trigger: component.setTriggerValue };
  show(board, component.data);
  return () => close(root);
}

const part = (board, name) => board.root.querySelector(`[data-part="${name}"]`);

function open(root) {
  const board = { root, data: null, at: 0, step: 0, hidden: new Set(["scratch"]), show: { right: false, mean: false } };
  const watched = [["click", onClick], ["input", onInput], ["change", onInput], ["keydown", onPointKey], ["pointerdown", onDown]];
  watched.push(["pointermove", onMove], ["pointerup", onUp], ["pointercancel", onUp]);
  for (const [kind, react] of watched) root.addEventListener(kind, (event) => react(board, event));
  board.watcher = new ResizeObserver(() => board.data && resized(board));
  boards.set(root, board);
  return board;
}

function close(root) {
  const board = boards.get(root);
  board?.watcher.disconnect();
  cancelAnimationFrame(board?.frame);
  clearTimeout(board?.settling);
  boards.delete(root);
}

/** New data. While an edit is on its way, an answer to an earlier one changes nothing. */
function show(board, data) {
  const before = board.data;
  const newTask = before?.task !== data.task;
  if (newTask) board.pending = null;
  if (board.pending && board.pending !== JSON.stringify(data.points)) return;
  board.pending = null;
  board.data = data;
  board.points = data.points;
  if (!before || before.words.lang !== data.words.lang) build(board);
  if (board.sent !== data.step) board.at = board.step = board.sent = data.step;
  if (newTask && before) board.show.right = false;
  part(board, "said").textContent = "";
  drawPlane(board);
  drawErrors(board);
  put(board, "numbers", numbersTable(data));
  update(board);
  board.root.dataset.points = data.points.length;
  board.root.dataset.fitted = +(board.root.dataset.fitted ?? 0) + 1;
  if (board.asked) board.root.dataset.took = Math.round(performance.now() - board.asked);
  board.asked = null;
}

function build(board) {
  const d = board.data;
  board.root.innerHTML = `<div class="page"><div class="left">${toolbar(d)}<div data-part="plane"></div>
    <p class="hint">${escape(d.words.hint)} <span data-part="said" aria-live="polite"></span></p></div>
    <div class="side">${stepControl(d)}<div data-part="readouts"></div><div><h2>${escape(d.words.chart)}</h2><p class="quiet" data-part="under"></p>
    <div data-part="errors"></div></div><div data-part="numbers"></div></div></div>`;
  board.watcher.disconnect();
  board.watcher.observe(part(board, "plane"));
}

/** Replace a part's content, unless it is the same: what is open stays open. */
function put(board, name, markup) {
  const holder = part(board, name);
  const opened = holder.querySelector("details")?.open;
  if (holder.markup !== markup) holder.innerHTML = holder.markup = markup;
  if (opened) holder.querySelector("details").open = true;
}

function resized(board) {
  if (part(board, "plane").clientWidth === board.scales?.width) return;
  drawPlane(board);
  drawErrors(board);
}

/** Everything that depends on the step, or on what is shown. */
function update(board) {
  const { data: d, step } = board;
  const last = d.learners[0].fits.length - 1;
  const range = board.root.querySelector("#sine-step");
  range.value = step;
  range.style.setProperty("--v", step / last);
  range.setAttribute("aria-valuetext", fill(d.words.step_of, { step, last }));
  board.root.querySelector("output").innerHTML = `<b>${step}</b> ${say(d.words.of_last, { last })}`;
  board.root.querySelectorAll("[data-step]").forEach((b) => b.classList.toggle("here", +b.dataset.step === step));
  for (const button of board.root.querySelectorAll("[data-show]")) {
    button.setAttribute("aria-pressed", board.show[button.dataset.show]);
    button.disabled = button.dataset.show === "right" && !d.right;
  }
  part(board, "under").textContent = fill(d.words.chart_hint, { tasks: d.learners[0].tasks, points: d.drawn });
  const focused = board.root.getRootNode().activeElement?.dataset?.learner;
  put(board, "readouts", readouts(board));
  if (focused) board.root.querySelector(`[data-learner=${focused}]`).focus();
  drawCurves(board);
  moveErrors(board);
}

/** To a step: the curves move there, or are there at once where motion is not wanted. */
function goTo(board, step, send) {
  const [from, began] = [board.at, performance.now()];
  board.step = step;
  cancelAnimationFrame(board.frame);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const tick = (now) => {
    const share = still ? 1 : clamp((now - began) / MOVE_MS, 0, 1);
    board.at = share < 1 ? from + (step - from) * (1 - (1 - share) ** 3) : step;
    drawCurves(board);
    moveErrors(board);
    if (share < 1) board.frame = requestAnimationFrame(tick);
  };
  update(board);
  tick(began);
  if (send && board.sent !== step) board.send.trigger("step", (board.sent = step));
}

function onInput(board, event) {
  if (event.target.id === "sine-step") goTo(board, +event.target.value, event.type === "change");
}

const actions = {
  add: addByKey,
  clear: (board) => edited(board, [], null),
  save: savePlane,
};

function onClick(board, event) {
  if (event.target.closest("svg.plane")) return onPlaneClick(board, event);
  const button = event.target.closest("button");
  if (!button) return;
  const { draw, step, show: shown, learner, do: action } = button.dataset;
  if (draw) board.send.trigger("draw", draw);
  if (step) goTo(board, +step, true);
  if (action) actions[action](board);
  if (shown) board.show[shown] = !board.show[shown];
  if (learner && !board.hidden.delete(learner)) board.hidden.add(learner);
  if (learner) drawErrors(board);
  if (shown || learner) update(board);
}
