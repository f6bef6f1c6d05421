// @ts-check
// What the visitor does with the compare board.

import { one } from "../../shared/web/dom.js";
import { guessOf } from "../../shared/web/guess_card.js";
import { saveSvg } from "../../shared/web/picture_file.js";
import { fill } from "../../shared/web/text.js";
import { markChosen, updateShares } from "./answers.js";
import { buildRows, light, update } from "./build.js";
import { referenceName } from "./data.js";

/** @typedef {import("./compare.js").Board} Board */

/** Listen to all that happens on a board. @param {Board} board */
export function listen(board) {
  const { root } = board;
  root.addEventListener("input", (event) => onInput(board, event));
  root.addEventListener("change", (event) => onChange(board, event));
  root.addEventListener("click", (event) => onClick(board, event));
  root.addEventListener("keydown", (event) => onKey(board, event));
  for (const kind of ["pointerover", "focusin"]) {
    root.addEventListener(kind, (event) => onGlance(board, event, true));
  }
  for (const kind of ["pointerout", "focusout"]) {
    root.addEventListener(kind, (event) => onGlance(board, event, false));
  }
}

/** The element that an event happened on. @param {Event} event */
const targetOf = (event) => /** @type {Element} */ (event.target);

/** @param {Board} board */
const chooserOf = (board) => /** @type {HTMLDetailsElement | null} */ (board.root.querySelector(".chooser"));

/** @param {Board} board @param {string} selector */
function inputs(board, selector) {
  /** @type {NodeListOf<HTMLInputElement>} */
  const found = board.root.querySelectorAll(selector);
  return [...found];
}

/** @param {Board} board @param {Event} event */
function onInput(board, event) {
  const target = targetOf(event);
  if (!(target instanceof HTMLInputElement) || target.id !== "step") return;
  board.step = Number(target.value);
  update(board);
}

/** @param {Board} board @param {Event} event */
function onChange(board, event) {
  const target = targetOf(event);
  if (target.id === "step") {
    board.sent = board.step;
    board.send("step", board.step);
  }
  if (target instanceof HTMLSelectElement && target.name === "against") board.send("against", target.value);
  if (target.closest(".chooser")) limitChoice(board);
}

/** At most so many learners side by side: the others wait until one is taken away. @param {Board} board */
function limitChoice(board) {
  const boxes = inputs(board, ".chooser input");
  const chosen = boxes.filter((box) => box.checked).length;
  for (const box of boxes) box.disabled = !box.checked && chosen >= board.data.most;
  /** @type {HTMLButtonElement} */ (one(board.root, ".chooser .primary")).disabled = chosen < 1;
}

/** @param {Board} board @param {Event} event */
function onClick(board, event) {
  const target = targetOf(event);
  const guess = guessOf(event);
  if (guess) return board.send("guess", guess);
  const action = target.closest("[data-do]");
  if (action instanceof HTMLElement) return actions[action.dataset.do ?? ""]?.(board);
  const query = target.closest(".query");
  if (query) return openRow(board, /** @type {HTMLElement} */ (query.closest("tr")));
  const learner = target.closest(".which")?.closest("th")?.dataset.learner;
  if (learner) {
    board.pinned = board.pinned === learner ? null : learner;
    board.focus = null;
    light(board);
  }
  const chooser = chooserOf(board);
  if (chooser && !target.closest(".chooser")) chooser.open = false;
}

/** @type {Record<string, (board: Board) => void>} */
const actions = {
  save(board) {
    const { words, against, heading } = board.data;
    const title = against
      ? `${words.gaps_chart}: ${fill(words.set_against, { name: referenceName(board.data) })}`
      : words.chart;
    const picture = /** @type {unknown} */ (one(board.root, ".holder svg"));
    const name = against ? "differences-by-steps" : "accuracy-by-steps";
    saveSvg(/** @type {SVGSVGElement} */ (picture), name, [title, ...heading]);
  },
  choose(board) {
    const chosen = inputs(board, ".chooser input").filter((box) => box.checked).map((box) => box.value);
    const chooser = chooserOf(board);
    if (chooser) chooser.open = false;
    board.send("learners", chosen);
  },
  all(board) {
    board.all = !board.all;
    board.opened.clear();
    buildRows(board);
    update(board);
  },
  levels: (board) => board.send("against", ""),
  differences: (board) => board.send("against", board.data.reference),
};

/** @param {Board} board @param {HTMLElement} row */
function openRow(board, row) {
  const index = Number(row.dataset.row);
  if (!board.opened.delete(index)) {
    board.opened.add(index);
    board.image = board.data.rows[index].tile;
    board.send("image", board.image);
    markChosen(board);
  }
  updateShares(board, row);
}

/**
 * Arrow keys walk through the query images; Escape closes what is open.
 * @param {Board} board
 * @param {KeyboardEvent} event
 */
function onKey(board, event) {
  const chooser = chooserOf(board);
  if (event.key === "Escape" && chooser?.open) {
    chooser.open = false;
    one(chooser, "summary").focus();
  }
  const row = targetOf(event).closest(".query")?.closest("tr");
  const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (!row || !by) return;
  event.preventDefault();
  const next = board.rows[Number(row.dataset.row) + by];
  if (next) one(next, ".query").focus();
}

/**
 * Pointer or focus on a row lights it; on a column's head it singles out that learner's curve.
 * @param {Board} board
 * @param {Event} event
 * @param {boolean} on
 */
function onGlance(board, event, on) {
  const target = targetOf(event);
  const other = /** @type {PointerEvent | FocusEvent} */ (event).relatedTarget;
  const outside = (/** @type {Element} */ of) => !(other instanceof Node && of.contains(other));
  const row = /** @type {HTMLElement | null} */ (target.closest("tr.row"));
  if (row && outside(row) && row.classList.contains("lit") !== on) {
    row.classList.toggle("lit", on);
    updateShares(board, row);
  }
  const head = /** @type {HTMLElement | null} */ (target.closest("th[data-learner]"));
  if (head && outside(head)) {
    board.focus = on ? head.dataset.learner ?? null : null;
    light(board);
  }
}
