// @ts-check
// The compare board: support strip, table of answers, step slider and curves in one component.
// The slider moves everything here, in the browser; only the step at which it is let go is sent back.

import { lasting, sizeWatcher } from "../../shared/web/dom.js";
import { buildHead, buildPage, buildRows, buildSide, redrawChart, update } from "./build.js";
import { listen } from "./events.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("../../shared/web/dom.js").Component<Data>} Component */
/**
 * @typedef {object} Board
 * @property {HTMLElement} root
 * @property {Data} data
 * @property {number} step the slider's place
 * @property {number} sent the step that the address has, as far as is known here
 * @property {number} image the query image that was chosen last
 * @property {boolean} all whether all query images are shown
 * @property {Set<number>} opened rows that show all probabilities
 * @property {string | null} focus the learner that is pointed at
 * @property {string | null} pinned the learner that was singled out
 * @property {HTMLElement[]} rows
 * @property {string[]} cells of each column, whose cells it has, and in which state
 * @property {import("./chart.js").Chart | null} chart
 * @property {number} drawnWidth
 * @property {ResizeObserver} watcher
 * @property {(name: string, value: unknown) => void} send
 */

export default lasting(".board", open, show, (board) => board.watcher.disconnect());

/** @param {HTMLElement} root @param {Component} component @returns {Board} */
function open(root, { data }) {
  /** @type {Board} */
  const board = {
    ...{ root, data, step: data.step, sent: data.step, image: data.image, all: false, opened: new Set() },
    ...{ focus: null, pinned: null, rows: [], cells: [], chart: null, drawnWidth: 0, send: () => {} },
    watcher: sizeWatcher(root, () => redrawChart(board)),
  };
  listen(board);
  buildPage(board);
  return board;
}

/**
 * New data: everything is built anew only for a new task; otherwise only what changed.
 * @param {Board} board
 * @param {Component} component
 */
function show(board, { data, setTriggerValue }) {
  board.send = setTriggerValue;
  const before = board.data;
  board.data = data;
  if (before.task !== data.task) Object.assign(board, { all: false, opened: new Set() });
  board.root.classList.toggle("revealed", data.revealed);
  if (board.sent !== data.step) board.step = board.sent = data.step;
  board.image = data.image;
  if (before.layout !== data.layout) buildPage(board);
  buildHead(board);
  buildRows(board);
  buildSide(board);
  update(board);
  board.root.dataset.answered = String(
    data.revealed && data.columns.every(({ status }) => status !== "waiting"),
  );
  board.root.dataset.task = data.task;
}
