// @ts-check
// Human against machine: before, while and after a visitor names the images that the learners name as well.

import { lasting, one, put } from "../../shared/web/dom.js";
import { Echo } from "../../shared/web/echo.js";
import { explainTerms } from "../../shared/web/terms.js";
import { letterOf } from "../../shared/web/text.js";
import { savePicture } from "./picture.js";
import { Play } from "./play.js";
import { resultMarkup } from "./result.js";
import { find, rightOf, store, withLearners, withTask } from "./score.js";
import { readAfter, setupMarkup } from "./setup.js";
import { challenge, copy } from "./share.js";

/** @import { Answers, Shown } from "./result.js" */
/** @import { Data, Task } from "./types.js" */

/**
 * @typedef {object} Board
 * @property {HTMLElement} root
 * @property {Data} data
 * @property {Play | null} play
 * @property {boolean} seen are the answers shown?
 * @property {Answers | null} answers
 * @property {string[]} urls of the pictures, to be given back
 * @property {Promise<unknown>} pictures that they are decoded
 * @property {boolean} onward has the visitor asked for the next task?
 * @property {Echo} echo
 * @property {(name: string, value: unknown) => void} send
 */

/** @typedef {import("../../shared/web/dom.js").Component<Data>} Component */

export default lasting(".human", open, (board, { data, setTriggerValue }) => {
  board.send = setTriggerValue;
  update(board, data);
}, leave);

/** @param {HTMLElement} root @param {Component} component @returns {Board} */
function open(root, { data }) {
  /** @type {Board} */
  const board = {
    ...{ root, data: { ...data, look: "" }, play: null, seen: false, answers: null, urls: [] },
    ...{ pictures: Promise.resolve(), onward: false, echo: new Echo(), send: () => {} },
  };
  root.addEventListener("click", (event) => onClick(board, event));
  root.addEventListener("change", (event) => onChange(board, event));
  return board;
}

/** @param {Board} board */
function leave(board) {
  board.play?.stop();
  for (const url of board.urls) URL.revokeObjectURL(url);
}

/** @param {Board} board @param {Data} data */
function update(board, data) {
  const other = board.data.look !== data.look;
  const news = board.echo.isNews({ seen: data.seen, said: data.said });
  board.data = data;
  if (other) {
    leave(board);
    board.pictures = load(board, data.task);
  }
  if (other || news) adopt(board);
  if (data.rivals.some(({ labels }) => labels)) keepLearners(data);
  explainTerms(board.root, data.terms);
  draw(board);
  if (other && board.onward) one(board.root, "[data-do=start]").focus({ preventScroll: true });
  if (other) board.onward = false;
}

/** Take over from the address what was answered. @param {Board} board */
function adopt(board) {
  const { seen, said } = board.data;
  const [letters, milliseconds] = said.split("-");
  const labels = [...letters].map((letter) => letter.charCodeAt(0) - 65);
  board.play?.stop();
  board.play = null;
  board.seen = seen;
  board.answers = labels.length ? { labels, milliseconds: Number(milliseconds), again: false } : null;
}

/**
 * Have the pictures decoded. Each gets a short address: tiles must not each carry the whole picture's text.
 * @param {Board} board
 * @param {Task | null} task
 */
async function load(board, task) {
  /** @type {string[]} */
  const urls = board.urls = [];
  if (!task) return;
  for (const set of /** @type {const} */ (["support", "query"])) {
    const url = URL.createObjectURL(await (await fetch(task[set])).blob());
    if (board.urls !== urls) return URL.revokeObjectURL(url); // another task has come meanwhile
    urls.push(url);
    await Object.assign(new Image(), { src: url }).decode();
    board.root.style.setProperty(`--${set}`, `url("${url}")`);
  }
}

/** @param {Board} board */
function draw(board) {
  const { root, data, seen, play } = board;
  const state = play ? "play" : seen && data.task ? "result" : "setup";
  const focused = focusIn(root);
  root.dataset.state = state;
  put(root, "setup", state === "setup" ? setupMarkup(data) : "");
  put(root, "result", state === "result" ? resultMarkup(/** @type {Shown} */ (data), board.answers) : "");
  const link = root.querySelector("[data-part=link]");
  if (link instanceof HTMLInputElement) link.value = challenge(data);
  const again = focused ? root.querySelector(focused) : null;
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
}

/** What has the focus, which new markup would lose: a selector, or nothing. @param {HTMLElement} root */
function focusIn(root) {
  const active = /** @type {Document | ShadowRoot} */ (root.getRootNode()).activeElement;
  if (!(active instanceof HTMLElement) || !root.contains(active)) return "";
  if (active.matches("[data-part=result] h2")) return "[data-part=result] h2";
  const [key] = Object.keys(active.dataset);
  return key ? `[data-${key}="${active.dataset[key]}"]` : "";
}

/** @param {Board} board @param {Event} event */
function onClick(board, event) {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (!button) return;
  const { mode, known, do: deed } = button.dataset;
  if (mode) board.send("mode", mode);
  else if (known) board.send("known", readAfter(board.data.scripts, known));
  else if (deed === "start") start(board);
  else if (deed === "skip") {
    meet(board, { right: 0, all: 0, milliseconds: 0 });
    reveal(board, null);
  } else if (deed === "next") {
    board.onward = true;
    board.send("next", true);
  } else if (deed === "copy") copy(board.root, board.data.words);
  else if (deed === "save" && board.answers) {
    savePicture(board.root, /** @type {Shown} */ (board.data), board.answers);
  } else if (deed === "forget") {
    store.write([]);
    draw(board);
    one(board.root, "[role=status]").textContent = board.data.words.forgotten;
  }
}

/** @param {Board} board @param {Event} event */
function onChange(board, { target }) {
  if (target instanceof HTMLInputElement && target.dataset.option) {
    board.send("option", { name: target.dataset.option, on: target.checked });
  }
}

/** @param {Board} board */
async function start(board) {
  const { look } = board.data;
  await board.pictures;
  if (board.data.look !== look || board.play || !board.data.task) return;
  const shown = /** @type {Shown} */ (board.data);
  board.root.dataset.state = "play";
  put(board.root, "setup", "");
  board.play = new Play(one(board.root, "[data-part=play]"), shown, (play) => finish(board, play));
  const whole = board.root.getBoundingClientRect().bottom <= innerHeight;
  if (!whole) board.root.scrollIntoView({ block: "start" });
}

/** All is answered: it counts, unless this task was met before. @param {Board} board @param {Play} play */
function finish(board, play) {
  const { form, seed, task } = /** @type {Shown} */ (board.data);
  const [labels, milliseconds] = [play.said, Math.round(play.milliseconds)];
  const again = find(store.read(), form, seed) !== undefined;
  meet(board, { right: rightOf(labels, task.truth), all: labels.length, milliseconds });
  play.stop();
  board.play = null;
  reveal(board, { labels, milliseconds, again });
}

/**
 * Remember that this task was met.
 * @param {Board} board
 * @param {{ right: number, all: number, milliseconds: number }} score
 */
function meet({ data: { form, seed } }, score) {
  store.write(withTask(store.read(), { form, seed, learners: {}, ...score }));
}

/** Show the answers, and have the address say so. @param {Board} board @param {Answers | null} answers */
function reveal(board, answers) {
  Object.assign(board, { seen: true, answers });
  const said = answers ? `${answers.labels.map(letterOf).join("")}-${answers.milliseconds}` : "";
  board.echo.sent({ seen: true, said });
  draw(board);
  one(board.root, "[data-part=result] h2").focus();
  board.send("done", said || "skip");
}

/** What the learners reached counts beside the visitor's score of the same task. @param {Data} data */
function keepLearners({ form, seed, rivals, task }) {
  /** @type {Record<string, [number, number]>} */
  const learners = {};
  for (const { id, labels, milliseconds } of rivals) {
    if (labels && task) learners[id] = [rightOf(labels, task.truth), milliseconds];
  }
  if (find(store.read(), form, seed)) store.write(withLearners(store.read(), form, seed, learners));
}
