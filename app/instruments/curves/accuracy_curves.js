// Accuracy against K, N or steps. Guesses, switches and choices go to the server, which sends what to draw.

const boards = new WeakMap();

export default function (component) {
  const root = component.parentElement.querySelector(".curves");
  const board = boards.get(root) ?? open(root);
  board.send = component.setTriggerValue;
  show(board, component.data);
  return () => close(root);
}

function open(root) {
  const board = { root, data: null, chosen: new Set(), enlarged: false, hidden: false };
  board.learner = (id) => board.data.learners.find((l) => l.id === id);
  const watched = [["click", onClick], ["pointermove", onMove], ["pointerleave", onLeave], ["pointerdown", onDown]];
  watched.push(["focusin", onFocus], ["focusout", onBlur], ["keydown", onKey]);
  for (const [kind, react] of watched) root.addEventListener(kind, (event) => react(board, event));
  board.watcher = new ResizeObserver(() => board.data && resized(board));
  root.innerHTML = `<div class="page"><div class="main"><div class="tools" data-part="tools"></div><div class="holder" data-part="chart"></div>
    <div class="told" data-part="told" aria-live="polite"></div><div data-part="numbers"></div></div><aside class="side" data-part="learners"></aside></div>`;
  board.watcher.observe(root.querySelector('[data-part="chart"]'));
  boards.set(root, board);
  return board;
}

function close(root) {
  boards.get(root)?.watcher.disconnect();
  boards.delete(root);
}

const chosenIds = (board) => board.data.learners.map((l) => l.id).filter((id) => board.chosen.has(id));

/** New data. A choice that is still on its way is not undone by the answer to an earlier one. */
function show(board, data) {
  board.data = data;
  const shown = data.learners.filter((l) => l.shown).map((l) => l.id);
  if (!board.asked || board.asked === shown.join()) {
    board.asked = null;
    board.chosen = new Set(shown);
  }
  if (board.wanted == null || board.wanted === data.scale) {
    board.wanted = null;
    board.enlarged = data.scale === "near";
  }
  render(board);
}

/** Draw everything; what had the focus keeps it, what was open stays open. */
function render(board) {
  const { data: d } = board;
  const focused = board.root.getRootNode().activeElement?.dataset?.key;
  board.tip = null;
  put(board, "tools", toolbar(board));
  put(board, "learners", learnerList(d, board.chosen));
  put(board, "told", d.told.map((text, i) => `<p class="${i ? "" : "first"}">${strong(text)}</p>`).join("") + `<p class="note">${escape(d.note)}</p>`);
  put(board, "numbers", numbersTable(d));
  drawChart(board);
  if (focused) board.root.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  board.root.dataset.picture = d.picture;
}

function put(board, name, markup) {
  const holder = board.root.querySelector(`[data-part="${name}"]`);
  const opened = holder.querySelector("details")?.open;
  if (holder.markup !== markup) holder.innerHTML = holder.markup = markup;
  if (opened && holder.querySelector("details")) holder.querySelector("details").open = true;
}

function resized(board) {
  if (board.root.querySelector('[data-part="chart"]').clientWidth !== board.scales?.width) drawChart(board);
}

const actions = {
  enlarge(board) {
    board.enlarged = !board.enlarged;
    board.wanted = board.enlarged ? "near" : "full";
    render(board);
    board.send("scale", board.wanted);
  },
  save: saveChart,
};

function onClick(board, event) {
  if (event.target.closest("[data-open]") && board.tip) {
    event.preventDefault();
    return openTask(board, board.tip);
  }
  if (event.target.closest("svg.picture")) return onPicture(board, event);
  const button = event.target.closest("button");
  if (!button || button.disabled) return;
  const { picture, shot, guess, learner, do: action } = button.dataset;
  if (picture && picture !== board.data.picture) board.send("picture", picture);
  if (shot && shot !== board.data.shot) board.send("shot", shot);
  if (guess) board.send("guess", guess);
  if (learner) choose(board, learner);
  if (action) actions[action](board);
}

/** Draw a learner or no longer; one stays. */
function choose(board, id) {
  if (board.chosen.has(id) && board.chosen.size === 1) return;
  if (!board.chosen.delete(id)) board.chosen.add(id);
  board.asked = chosenIds(board).join();
  put(board, "learners", learnerList(board.data, board.chosen));
  board.root.querySelector(`[data-learner="${CSS.escape(id)}"]`).focus({ preventScroll: true });
  board.send("lines", chosenIds(board));
}

function onDown(board, event) {
  board.touched = event.pointerType === "touch";
}

function onLeave(board, event) {
  if (event.pointerType !== "touch") hideTip(board);
}

function onKey(board, event) {
  if (event.key === "Escape") hideTip(board);
}
