// @ts-check
// Training from scratch on one task: guess first, then play or scrub. Everything moves here, in the browser;
// only the guess, the choice of the learner beside it and the step come to rest at are sent.

import { closest, keepFocus, lasting, one, put, sizeWatcher } from "../../shared/web/dom.js";
import { Echo } from "../../shared/web/echo.js";
import { guessOf } from "../../shared/web/guess_card.js";
import { afterPause } from "../../shared/web/pause.js";
import { saveButton, saveSvg } from "../../shared/web/picture_file.js";
import { escape, fill } from "../../shared/web/text.js";
import { imagesMarkup, layout, markTiles, nameTiles } from "./images.js";
import { pageMarkup, questionMarkup, readoutsMarkup, trainingTable, waitingMarkup } from "./markup.js";
import { drawTraining } from "./training.js";

/** @import { Component } from "../../shared/web/dom.js" */
/** @import { Data } from "./images.js" */
/** @import { Chart } from "./training.js" */

/**
 * @typedef {object} Board
 * @property {HTMLElement} root
 * @property {Data} data
 * @property {number} at which of the steps looked at is shown
 * @property {string | null} guess
 * @property {number | null} timer while it plays
 * @property {boolean} eager it is to play as soon as the training is done
 * @property {boolean} ended the last step was seen
 * @property {number} width of the page when it was laid out
 * @property {Chart | null} chart
 * @property {Echo} echo
 * @property {(name: "guess" | "learner" | "rest", value: unknown) => void} send
 * @property {(step: number) => void} sendRest
 * @property {ResizeObserver} watcher
 */

const PACE = 330; // milliseconds a look
const WIDE = 980; // px; the images then stand beside the curves
const NARROW = 640;
const IMAGES = 540; // px, of the images beside the curves
const PLAY = "M4 2l10 6-10 6z";
const PAUSE = "M3 2h3.5v12H3zM9.5 2H13v12H9.5z";

export default lasting(".overfit", open, show, close);

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** @param {HTMLElement} root @param {Component<Data>} component @returns {Board} */
function open(root, { data }) {
  /** @type {Board} */
  const board = {
    root,
    data: { ...data, task: "", look: "" },
    at: 0,
    guess: null,
    timer: null,
    eager: false,
    ended: false,
    width: 0,
    chart: null,
    echo: new Echo(),
    send: () => {},
    sendRest: afterPause((step) => {
      board.echo.sent(step);
      board.send("rest", step);
    }),
    watcher: sizeWatcher(root, () => root.clientWidth !== board.width && board.data.task && arrange(board)),
  };
  root.addEventListener("click", (event) => onClick(board, event));
  root.addEventListener("input", (event) => onInput(board, event));
  root.addEventListener("change", (event) => {
    if (event.target === slider(board)) tellRest(board);
  });
  board.watcher.observe(root);
  return board;
}

/** @param {Board} board */
function close(board) {
  stop(board);
  board.watcher.disconnect();
}

/** @param {Board} board */
const slider = ({ root }) => /** @type {HTMLInputElement} */ (one(root, "input[type=range]"));

/** @param {Board} board */
const last = ({ data }) => (data.fitting?.steps.length ?? 1) - 1;

/**
 * New data: the page is built anew for another task or language only; the step shown stays.
 * @param {Board} board
 * @param {Component<Data>} component
 */
function show(board, { data, setTriggerValue }) {
  board.send = setTriggerValue;
  const { task, look } = board.data;
  board.data = data;
  const news = board.echo.isNews(data.fitting?.steps[data.at] ?? null);
  if (task !== data.task) {
    stop(board);
    Object.assign(board, { at: data.at, guess: data.guess, ended: data.guess !== null });
  } else if (news && board.timer === null && !board.eager) board.at = data.at;
  board.guess ??= data.guess;
  if (look !== data.look) {
    board.root.innerHTML = pageMarkup(data.words);
    for (const set of /** @type {const} */ (["support", "query"])) {
      board.root.style.setProperty(`--${set}-strip`, `url("${data[set].strip}")`);
    }
  }
  board.root.style.setProperty("--learner", data.learner.colour);
  arrange(board);
  if (board.eager && data.fitting) play(board); // the guess came before the training was done
}

/** Lay out for the room there is, then show the present step. @param {Board} board */
function arrange(board) {
  const { data, root, guess } = board;
  const fitting = guess === null ? null : data.fitting;
  board.width = root.clientWidth;
  const [narrow, wide, way] = [board.width < NARROW, board.width >= WIDE, data.classes.length];
  root.classList.toggle("narrow", narrow);
  root.classList.toggle("wide", wide);
  const form = { way, shot: data.support.count / way, query: data.query.count / way };
  const height = Math.max(narrow ? 560 : 470, 32 * way);
  put(root, "task", imagesMarkup(data, layout(form, wide ? IMAGES : board.width, height, narrow)));
  put(root, "ask", guess === null ? questionMarkup(data) : fitting ? "" : waitingMarkup(data));
  put(root, "numbers", fitting ? trainingTable(data, fitting) + saveButton(data.words.save) : "");
  one(root, ".rail").hidden = !fitting;
  board.chart = fitting && drawTraining(one(root, '[data-part="chart"]'), data, fitting);
  if (board.chart) {
    slider(board).max = String(last(board));
    root.style.setProperty("--rail-left", `${board.chart.left}px`);
    root.style.setProperty("--rail-width", `${board.chart.width}px`);
  } else {
    one(root, '[data-part="chart"]').replaceChildren();
    for (const name of ["readouts", "when", "verdict"]) put(root, name, "");
  }
  root.querySelector(`.query .tile[data-index="${data.image}"]`)?.classList.add("chosen");
  go(board, board.at);
}

/** Show a look: marks on the images, numbers, cursor. @param {Board} board @param {number} at */
function go(board, at) {
  const { data: { fitting, words }, data, root } = board;
  if (!board.chart || !fitting) return nameTiles(root, data);
  board.at = Math.max(0, Math.min(last(board), at));
  board.ended ||= board.at === last(board);
  markTiles(root, data, fitting, board.at);
  showReadouts(board);
  board.chart.move(board.at);
  const step = fitting.steps[board.at];
  const when = fill(words.step_of, { step, last: fitting.steps[last(board)] });
  const range = slider(board);
  range.value = String(board.at);
  range.style.setProperty("--v", String(board.at / last(board)));
  range.setAttribute("aria-valuetext", when);
  root.dataset.step = String(step);
  put(root, "when", escape(when));
  const verdict = data.verdict.map((text) => `<p>${escape(text)}</p>`).join("");
  const hint = `<p class="hint">${escape(words.watch)}</p>`;
  put(root, "verdict", board.ended ? `<div class="verdict">${verdict}</div>` : hint);
  paintPlay(board);
}

/** The numbers; a button among them that has the focus keeps it. @param {Board} board */
const showReadouts = ({ root, data, at }) =>
  keepFocus(root, "data-learner", () => {
    if (data.fitting) put(root, "readouts", readoutsMarkup(data, data.fitting, at));
  });

/** @param {Board} board */
function play(board) {
  board.eager = !board.chart;
  if (board.eager) return;
  if (calm()) return rest(board, last(board));
  board.root.classList.add("playing");
  if (board.at >= last(board)) go(board, 0);
  board.timer = setTimeout(() => tick(board), PACE);
  paintPlay(board);
}

/** @param {Board} board */
function tick(board) {
  if (!board.root.isConnected) return stop(board);
  if (calm()) return rest(board, last(board));
  go(board, board.at + 1);
  if (board.at >= last(board)) return rest(board, board.at);
  board.timer = setTimeout(() => tick(board), PACE);
}

/** @param {Board} board */
function stop(board) {
  clearTimeout(board.timer ?? undefined);
  Object.assign(board, { timer: null, eager: false });
  board.root.classList.remove("playing");
}

/** Come to rest at a look. @param {Board} board @param {number} at */
function rest(board, at) {
  stop(board);
  go(board, at);
  tellRest(board);
}

/** @param {Board} board */
function tellRest(board) {
  if (board.data.fitting) board.sendRest(board.data.fitting.steps[board.at]);
}

/** @param {Board} board */
function paintPlay({ root, timer, data: { words } }) {
  const button = one(root, ".play");
  const label = timer === null ? words.play : words.pause;
  if (button.title === label) return;
  button.innerHTML = `<svg width="16" height="16" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">
    <path d="${timer === null ? PLAY : PAUSE}"/></svg>`;
  button.title = button.ariaLabel = label;
}

/** @param {Board} board @param {MouseEvent} event */
function onClick(board, event) {
  const guessed = guessOf(event);
  if (guessed) return guess(board, guessed);
  const svg = closest(event, '[data-do="save"]') && board.root.querySelector("svg.curves");
  if (svg instanceof SVGSVGElement) saveSvg(svg, "training-alone");
  if (closest(event, ".play")) {
    if (board.timer === null) play(board);
    else rest(board, board.at);
  }
  const learner = closest(event, "[data-learner]")?.dataset.learner;
  if (learner && learner !== board.data.learner.id) board.send("learner", learner);
}

/** @param {Board} board @param {string} value */
function guess(board, value) {
  Object.assign(board, { guess: value, at: 0, ended: false });
  board.send("guess", value);
  arrange(board);
  play(board);
}

/** @param {Board} board @param {Event} event */
function onInput(board, event) {
  if (event.target !== slider(board)) return;
  if (board.timer !== null) stop(board);
  go(board, Number(slider(board).value));
}
