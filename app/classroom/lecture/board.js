// @ts-check
// The lecturer's board: how to join, what is asked, and the votes, which come by the room's events.

import { lasting, put } from "../../shared/web/dom.js";
import { badge } from "../../shared/web/marks.js";
import { onStrip } from "../../shared/web/strip.js";
import { escape, letterOf, say } from "../../shared/web/text.js";

/**
 * As BoardData in component.py says.
 * @typedef {{ number: number, round: number, phones: number, voted: number, counts: number[][] }} Tally
 * @typedef {object} Question
 * @property {string} title
 * @property {string} support
 * @property {string} query
 * @property {number} way
 * @property {number} shot
 * @property {string[]} options
 * @property {number[][]} right
 * @property {number} images
 * @typedef {object} Data
 * @property {{ code: string, address: string, qr: string, large: boolean }} door
 * @property {string} events
 * @property {Question | null} question
 * @property {boolean} open
 * @property {boolean} shown
 * @property {Tally} tally
 * @property {Record<string, string>} words
 * @typedef {{ root: HTMLElement, data: Data, address: string, source: EventSource | null }} Board
 */

export default lasting(
  ".board",
  /** @returns {Board} */
  (root, { data }) => ({ root, data, address: "", source: null }),
  show,
  (board) => {
    board.source?.close();
    board.source = null;
  },
);

const AGAIN = 1500; // milliseconds before the next attempt to listen

/** @param {Board} board @param {import("../../shared/web/dom.js").Component<Data>} component */
function show(board, { data, parentElement }) {
  board.data = data;
  board.root.dataset.part = "board";
  put(parentElement, "board", frameMarkup(data));
  draw(board, data.tally);
  const home = /** @type {{ __streamlit?: { BACKEND_BASE_URL: string } }} */ (globalThis).__streamlit;
  const address = new URL(data.events, home?.BACKEND_BASE_URL ?? document.baseURI).href;
  if (board.address === address) return;
  board.address = address;
  listen(board);
}

/** @param {Board} board */
function listen(board) {
  board.source?.close();
  const source = new EventSource(board.address);
  board.source = source;
  source.addEventListener("tally", (event) => draw(board, JSON.parse(event.data)));
  source.addEventListener("gone", () => source.close());
  // A browser listens again by itself, but not after an answer that is no stream, such as that of a proxy whose
  // server is just starting.
  source.onerror = () => {
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => board.source === source && listen(board), AGAIN);
  };
}

/** A count of another round waits until the page is there. @param {Board} board @param {Tally} tally */
function draw({ root, data }, tally) {
  if (tally.number !== data.tally.number || tally.round !== data.tally.round) return;
  const { question, words, open } = data;
  const voted = question ? `<b>${say(words.voted, tally)}</b>` : "";
  put(root, "count", `<span>${say(words.phones, tally)}</span>${voted}`);
  root.dataset.voted = String(tally.voted);
  if (!question) return;
  if (!data.shown) {
    return put(root, "votes", `<p class="wait">${escape(words[open ? "hidden" : "none"])}</p>`);
  }
  const counts = tally.counts.length
    ? tally.counts
    : Array(question.images).fill(Array(question.way).fill(0));
  put(root, "votes", counts.map((each, i) => cardMarkup(data, question, each, i, tally.voted)).join(""));
}

/** @param {Data} data */
function frameMarkup({ door, question, words, open, shown }) {
  const state = question ? `<span class="phase">${escape(words[open ? "open" : "over"])}</span>` : "";
  return `<div class="door${door.large ? " large" : shown ? "" : " asking"}">
    <div class="qr" role="img" aria-label="${say(words.qr, door)}">${door.qr}</div>
    <p class="how"><span>${escape(words.go)}</span> <b class="address">${escape(door.address)}</b>
    <span>${escape(words.code)}</span> <b class="code">${escape(door.code)}</b></p>
    <p class="count" data-part="count" role="status"></p></div>
    ${question ? `<h2>${escape(question.title)} ${state}</h2>${setsMarkup(question, words, shown)}` : ""}
    <div class="votes" data-part="votes" style="--strip:url('${question?.query ?? ""}')"></div>`;
}

/**
 * The images, as phones show them; those that are asked stand with their votes once these are shown.
 * @param {Question} question
 * @param {Record<string, string>} words
 * @param {boolean} shown
 */
function setsMarkup({ support, query, way, shot, images }, words, shown) {
  if (!support) return "";
  const classes = Array.from({ length: way }, (_, label) => {
    const tiles = Array.from({ length: shot }, (_, i) => tile(label * shot + i, way * shot)).join("");
    const named = say(words.example, { letter: letterOf(label) });
    return `<li><span role="img" aria-label="${named}">${badge(label)}${tiles}</span></li>`;
  });
  const asked = Array.from(
    { length: images },
    (_, i) =>
      `<li><span role="img" aria-label="${say(words.image, { place: i + 1 })}">${
        tile(i, images)
      }</span></li>`,
  );
  return `<section class="support" style="--strip:url('${support}')"><h3>${escape(words.support)}</h3>
    <ol>${classes.join("")}</ol></section>
    ${
    shown ? "" : `<section class="query" style="--strip:url('${query}')"><h3>${escape(words.query)}</h3>
    <ol>${asked.join("")}</ol></section>`
  }`;
}

/**
 * The votes on one image: a bar an option.
 * @param {Data} data
 * @param {Question} question
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

/** @param {number} at @param {number} many */
const tile = (at, many) => `<i class="tile" style="${onStrip(at, many)}"></i>`;
