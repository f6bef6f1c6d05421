// @ts-check
// The lecturer's board: how to join, what is asked, and the votes or drawings, which come by the room's events.

import { closest, keepFocus, lasting, put } from "../../shared/web/dom.js";
import { badge } from "../../shared/web/marks.js";
import { stripTile as tile } from "../../shared/web/strip.js";
import { escape, letterOf, say } from "../../shared/web/text.js";
import { questionMarkup } from "./question.js";
import { optionsMarkup, setsMarkup } from "./sets.js";
import { wallMarkup, withNews } from "./wall.js";

/** @import { Sketch } from "./wall.js" */

/**
 * As BoardData in component.py says.
 * @typedef {{ number: number, round: number, phones: number, voted: number, counts: number[][] }} Tally
 * @typedef {object} Asked
 * @property {"naming" | "prediction" | "question" | "drawing"} kind
 * @property {string} title
 * @property {string} support
 * @property {string} query
 * @property {number} way
 * @property {number} shot
 * @property {string[]} options
 * @property {string[]} whats
 * @property {string} turn
 * @property {number[][]} right
 * @property {number} images
 * @property {import("./question.js").Question | null} question
 * @typedef {object} Data
 * @property {{ code: string, address: string, qr: string, large: boolean }} door
 * @property {string} room
 * @property {Asked | null} question
 * @property {boolean} open
 * @property {boolean} shown
 * @property {Tally} tally
 * @property {Sketch[]} wall
 * @property {Record<string, string>} words
 * @typedef {Map<string, Sketch>} Wall
 * @typedef {object} Board
 * @property {HTMLElement} root
 * @property {Data} data
 * @property {string} run the tally of the page's last run, as text
 * @property {Tally} tally the last one told, by a run or an event
 * @property {string} address
 * @property {Set<EventSource>} sources
 * @property {number} number
 * @property {Wall} wall
 */

export default lasting(
  ".board",
  /** @returns {Board} */
  (root, { data }) => ({
    root,
    data,
    run: "",
    tally: data.tally,
    address: "",
    sources: new Set(),
    number: 0,
    wall: new Map(),
  }),
  show,
  leave,
);

const AGAIN = 1500; // milliseconds before the next attempt to listen

/** @param {Board} board @param {import("../../shared/web/dom.js").Component<Data>} component */
function show(board, { data, parentElement, setTriggerValue }) {
  board.data = data;
  board.root.dataset.part = "board";
  board.root.onclick = (event) => {
    const id = closest(event, "[data-leave]")?.dataset.leave;
    if (id) setTriggerValue("leave", id);
  };
  put(parentElement, "board", frameMarkup(data));
  count(board, data.tally);
  hang(board, { number: data.tally.number, drawings: data.wall });
  listen(board);
}

/**
 * Count as a run of the page says, unless events have told more since that run.
 * @param {Board} board
 * @param {Tally} tally
 */
function count(board, tally) {
  const run = JSON.stringify(tally);
  if (run !== board.run) Object.assign(board, { run, tally });
  draw(board);
}

/** Listen to the room: to how the vote stands, and to the drawings where something is drawn. @param {Board} board */
function listen(board) {
  const { room, question } = board.data;
  const home = /** @type {{ __streamlit?: { BACKEND_BASE_URL: string } }} */ (globalThis).__streamlit;
  const address = new URL(room, home?.BACKEND_BASE_URL ?? document.baseURI).href;
  const drawing = question?.kind === "drawing";
  const heard = `${address} ${drawing}`;
  if (board.address === heard) return;
  leave(board);
  board.address = heard;
  hear(board, `${address}/tally/events`, "tally", (tally) => draw(Object.assign(board, { tally })));
  if (drawing) hear(board, `${address}/drawings/events`, "drawings", (told) => hang(board, told));
}

/** @param {Board} board @param {string} address @param {string} name @param {(told: any) => void} act */
function hear(board, address, name, act) {
  const source = new EventSource(address);
  board.sources.add(source);
  source.addEventListener(name, (event) => act(JSON.parse(event.data)));
  source.addEventListener("gone", () => source.close());
  // A browser listens again by itself, but not after an answer that is no stream, such as that of a proxy whose
  // server is just starting.
  source.onerror = () => {
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => board.sources.delete(source) && hear(board, address, name, act), AGAIN);
  };
}

/** @param {Board} board */
function leave(board) {
  for (const source of board.sources) source.close();
  board.sources.clear();
}

/**
 * Hang new drawings on the wall, and those that were changed.
 * @param {Board} board
 * @param {{ number: number, drawings: Sketch[] }} news
 */
function hang(board, { number, drawings }) {
  const { question, tally, words, open } = board.data;
  if (number !== board.number) Object.assign(board, { number, wall: new Map() });
  board.wall = withNews(board.wall, drawings);
  if (question?.kind !== "drawing" || number !== tally.number) return;
  board.root.dataset.drawn = String(board.wall.size);
  const markup = wallMarkup(board.wall.values(), question.options, open ? 0 : question.shot, words);
  keepFocus(board.root, "data-leave", () => put(board.root, "votes", markup));
}

/** A count of another round waits until the page is there. @param {Board} board */
function draw({ root, data, tally }) {
  if (tally.number !== data.tally.number || tally.round !== data.tally.round) return;
  const { question, words, open, shown } = data;
  const voted = question
    ? `<b>${say(question.kind === "drawing" ? words.drawn : words.voted, tally)}</b>`
    : "";
  put(root, "count", `<span>${say(words.phones, tally)}</span>${voted}`);
  root.dataset.voted = String(tally.voted);
  if (!question || question.kind === "drawing") return;
  const counts = tally.counts.length
    ? tally.counts
    : Array(question.images).fill(Array(question.way).fill(0));
  const wait = shown ? "" : `<p class="wait">${escape(words[open ? "hidden" : "none"])}</p>`;
  if (question.question) {
    const votes = shown ? { counts: counts[0], voted: tally.voted, right: question.right[0] ?? [] } : null;
    return put(root, "votes", questionMarkup(question.question, question.options, words, votes) + wait);
  }
  const asked = question.kind === "prediction" ? optionsMarkup(question) : "";
  const cards = counts.map((each, i) => cardMarkup(data, question, each, i, tally.voted));
  put(root, "votes", wait ? asked + wait : cards.join(""));
}

/** @param {Data} data */
function frameMarkup({ door, question, words, open, shown }) {
  const state = question ? `<span class="phase">${escape(stateOf(question.kind, open, words))}</span>` : "";
  const turn = question?.turn ? `<span class="turn">${escape(question.turn)}</span> ` : "";
  return `<div class="door${door.large ? " large" : shown ? "" : " asking"}">
    <div class="qr" role="img" aria-label="${say(words.qr, door)}">${door.qr}</div>
    <p class="how"><span>${escape(words.go)}</span> <b class="address">${escape(door.address)}</b>
    <span>${escape(words.code)}</span> <b class="code">${escape(door.code)}</b></p>
    <p class="count" data-part="count" role="status"></p></div>
    ${
    question ? `<h2>${escape(question.title)} ${turn}${state}</h2>${setsMarkup(question, words, shown)}` : ""
  }
    <div class="votes" data-part="votes" style="--strip:url('${question?.query ?? ""}')"></div>`;
}

/** @param {string} kind @param {boolean} open @param {Record<string, string>} words */
const stateOf = (kind, open, words) =>
  words[kind === "drawing" ? (open ? "drawing" : "drawn_over") : open ? "open" : "over"];

/**
 * The votes on one image: a bar an option.
 * @param {Data} data
 * @param {Asked} question
 * @param {number[]} counts
 * @param {number} place
 * @param {number} voted
 */
function cardMarkup({ words }, question, counts, place, voted) {
  const image = question.query ? tile(place, question.images) : "";
  const bars = counts.map((count, option) => {
    const right = question.right[place]?.includes(option);
    const name = question.options[option] ? `<b>${escape(question.options[option])}</b>` : badge(option);
    const told = say(words.bar, { option: question.options[option] ?? letterOf(option), count });
    const share = voted ? (100 * count) / voted : 0;
    return `<li class="${right ? "right" : ""}" aria-label="${told}${
      right ? `. ${escape(words.right)}` : ""
    }">
      ${name}<i class="bar" aria-hidden="true"><i style="width:${share}%"></i></i><span aria-hidden="true">${
      right ? "✓ " : ""
    }${count}</span></li>`;
  });
  const named = question.query ? say(words.image, { place: place + 1 }) : escape(question.title);
  return `<div class="card${question.query ? "" : " wide"}" role="group" aria-label="${named}">${image}<ol>${
    bars.join("")
  }</ol></div>`;
}
