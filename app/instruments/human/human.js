// @ts-check
// Human against machine: before, while and after a visitor names the images that the learners name as well.

import { lasting, one, put } from "../../shared/web/dom.js";
import { Echo } from "../../shared/web/echo.js";
import { explainTerms } from "../../shared/web/terms.js";
import { letterOf } from "../../shared/web/text.js";
import { savePicture } from "./picture.js";
import { Play } from "./play.js";
import { resultMarkup } from "./result.js";
import { beatText, find, rightOf, rowTo, store, withLearners, withTask } from "./score.js";
import { readAfter, setupMarkup } from "./setup.js";

/** @import { Answers, Shown } from "./result.js" */

/**
 * What the page sends, as HumanData in component.py says.
 * @typedef {{ id: string, name: string, note: string, on: boolean }} Chip
 * @typedef {{ support: string, query: string, truth: number[], classes: string[] }} Task
 * @typedef {object} Rival
 * @property {string} id
 * @property {string} name
 * @property {string} how
 * @property {string} colour
 * @property {string} dash
 * @property {string} note
 * @property {number[] | null} labels
 * @property {number} milliseconds
 *
 * @typedef {object} Data
 * @property {string} look
 * @property {string} form
 * @property {number} seed
 * @property {number} way
 * @property {number} shot
 * @property {Task | null} task
 * @property {string} trouble
 * @property {boolean} fair
 * @property {boolean} names
 * @property {boolean} feedback
 * @property {Chip[]} modes
 * @property {Chip[]} scripts
 * @property {boolean} seen
 * @property {string} said
 * @property {import("./score.js").Row | null} beat
 * @property {Rival[]} rivals
 * @property {string} link
 * @property {string} compare
 * @property {string} title
 * @property {string[]} notes
 * @property {import("../../shared/web/terms.js").Terms} terms
 * @property {Record<string, string>} words
 *
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

const boardOf = lasting(open, leave);

/** @param {import("../../shared/web/dom.js").Component<Data>} component */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = one(parentElement, ".human");
  const { kept: board, leave } = boardOf(root, data);
  board.send = setTriggerValue;
  update(board, data);
  return leave;
}

/** @param {HTMLElement} root @param {Data} data @returns {Board} */
function open(root, data) {
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
  explainTerms(board.root, data.terms, data.words);
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
  board.urls = [];
  if (!task) return;
  for (const set of /** @type {const} */ (["support", "query"])) {
    const url = URL.createObjectURL(await (await fetch(task[set])).blob());
    board.urls.push(url);
    await Object.assign(new Image(), { src: url }).decode();
    board.root.style.setProperty(`--${set}`, `url("${url}")`);
  }
}

/** @param {Board} board */
function draw(board) {
  const { root, data, seen, play } = board;
  root.dataset.state = play ? "play" : seen && data.task ? "result" : "setup";
  put(root, "setup", root.dataset.state === "setup" ? setupMarkup(data) : "");
  put(
    root,
    "result",
    root.dataset.state === "result" ? resultMarkup(/** @type {Shown} */ (data), board.answers) : "",
  );
  const link = root.querySelector("[data-part=link]");
  if (link instanceof HTMLInputElement) link.value = challenge(data);
}

/** The whole address of these tasks, with the score to beat where there is one. @param {Data} data */
function challenge({ link, form, seed }) {
  const address = new URL(link, document.baseURI);
  const row = rowTo(store.read(), form, seed);
  if (row) {
    address.searchParams.set("seed", String(row.first));
    address.searchParams.set("beat", beatText(row));
  }
  return address.href;
}

/** @param {Board} board @param {Event} event */
function onClick(board, event) {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (!button) return;
  const { mode, known, do: deed } = button.dataset;
  if (mode) board.send("mode", mode);
  else if (known) board.send("known", readAfter(board.data.scripts, known));
  else if (deed === "start") start(board);
  else if (deed === "skip") reveal(board, null);
  else if (deed === "next") {
    board.onward = true;
    board.send("next", true);
  } else if (deed === "copy") copy(board, button);
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
  const right = rightOf(labels, task.truth);
  store.write(
    withTask(store.read(), { form, seed, right, all: task.truth.length, milliseconds, learners: {} }),
  );
  play.stop();
  board.play = null;
  reveal(board, { labels, milliseconds, again });
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

/** @param {Board} board @param {HTMLButtonElement} button */
async function copy({ root, data }, button) {
  const link = /** @type {HTMLInputElement} */ (one(root, "[data-part=link]"));
  link.select();
  let told = data.words.copied;
  try {
    await navigator.clipboard.writeText(link.value);
    button.textContent = `✓ ${told}`;
  } catch {
    told = data.words.not_copied;
  }
  one(root, "[role=status]").textContent = told;
}
