// What the visitor does with the compare board. Joined before compare_board.js.

function onInput(board, event) {
  if (event.target.id === "step") {
    board.step = +event.target.value;
    update(board);
  }
  if (event.target.name === "guess") board.root.querySelector(".guess .primary").disabled = false;
}

function onChange(board, event) {
  if (event.target.id === "step") {
    board.sent = +event.target.value;
    board.send.state("step", board.sent);
  }
  if (event.target.closest(".chooser")) limitChoice(board);
}

/** At most so many contenders side by side: the others wait until one is taken away. */
function limitChoice(board) {
  const boxes = [...board.root.querySelectorAll(".chooser input")];
  const chosen = boxes.filter((box) => box.checked).length;
  boxes.forEach((box) => (box.disabled = !box.checked && chosen >= board.data.most));
  board.root.querySelector(".chooser .primary").disabled = chosen < 1;
}

function onClick(board, event) {
  const action = event.target.closest("[data-do]")?.dataset.do;
  if (action) return actions[action](board);
  const query = event.target.closest(".query");
  if (query) return openRow(board, query.closest("tr"));
  const who = event.target.closest(".who");
  if (who) {
    const id = who.closest("th").dataset.contender;
    board.pinned = board.pinned === id ? null : id;
    board.focus = null;
    light(board);
  }
  const chooser = board.root.querySelector(".chooser[open]");
  if (chooser && !event.target.closest(".chooser")) chooser.open = false;
}

const actions = {
  skip: (board) => board.send.trigger("guess", "skip"),
  save: (board) => saveSvg(board.root.querySelector(".holder svg"), "accuracy-by-steps"),
  choose(board) {
    const boxes = [...board.root.querySelectorAll(".chooser input:checked")];
    board.root.querySelector(".chooser").open = false;
    board.send.trigger("chosen", boxes.map((box) => box.value));
  },
  all(board) {
    board.all = !board.all;
    board.opened.clear();
    buildRows(board);
    update(board);
  },
};

function onSubmit(board, event) {
  event.preventDefault();
  const guess = board.root.querySelector("input[name=guess]:checked");
  if (guess) board.send.trigger("guess", guess.value);
}

function openRow(board, row) {
  const index = +row.dataset.row;
  if (!board.opened.delete(index)) {
    board.opened.add(index);
    board.image = board.data.rows[index].tile;
    board.send.state("image", board.image);
    markChosen(board);
  }
  updateShares(board, row);
}

/** The query image that was chosen last, here or on another page. */
function markChosen(board) {
  board.rows.forEach((row, i) => row.classList.toggle("chosen", board.data.rows[i].tile === board.image));
}

/** Arrow keys walk through the query images; Escape closes what is open. */
function onKey(board, event) {
  const chooser = board.root.querySelector(".chooser[open]");
  if (event.key === "Escape" && chooser) {
    chooser.open = false;
    chooser.querySelector("summary").focus();
  }
  const row = event.target.closest(".query")?.closest("tr");
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!row || !by) return;
  event.preventDefault();
  board.rows[+row.dataset.row + by]?.querySelector(".query").focus();
}

/** Pointer or focus on a row lights it; on a column's head it singles out that contender's curve. */
function onGlance(board, event, on) {
  const row = event.target.closest?.("tr.row");
  if (row && !row.contains(event.relatedTarget) && row.classList.contains("lit") !== on) {
    row.classList.toggle("lit", on);
    updateShares(board, row);
  }
  const head = event.target.closest?.("th[data-contender]");
  if (head && !head.contains(event.relatedTarget)) {
    board.focus = on ? head.dataset.contender : null;
    light(board);
  }
}

function light(board) {
  const id = board.focus ?? board.pinned;
  board.root.querySelector(".holder")?.classList.toggle("one-only", Boolean(id));
  for (const mark of board.root.querySelectorAll("[data-of]")) mark.classList.toggle("lit", mark.dataset.of === id);
  for (const head of board.root.querySelectorAll("th[data-contender]"))
    head.querySelector(".who").setAttribute("aria-pressed", head.dataset.contender === board.pinned);
}
