// @ts-check
// A phone in the class. It joins, listens to the room's events, shows what is asked, and sends its vote or drawing
// as soon as the net allows.

import { closest, keepFocus, one, put } from "../../shared/web/dom.js";
import { Kept } from "../../shared/web/kept.js";
import { escape, fill } from "../../shared/web/text.js";
import { codeMarkup, headMarkup, stepMarkup } from "./markup.js";
import {
  isVotes,
  lateBefore,
  nextOf,
  pause,
  requestOf,
  settled,
  voted,
  without,
  withVote,
} from "./outbox.js";
import { Pad } from "./pad.js";
import { asker, ownName } from "./server.js";

/** @import { State, Step } from "./markup.js" */

const said = JSON.parse(one(document, "#said").textContent ?? "{}");
/** @type {Record<string, string>} */
const words = said.words;
/** @type {string} */
const code = said.code;
const room = `${said.api}/${encodeURIComponent(code)}`;
const ask = asker(room);
/** @type {Kept<import("./outbox.js").Vote[]>} */
const votes = new Kept("fewshot-votes", isVotes, []);
const phone = ownName();
const pad = new Pad(one(document, ".phone"), words);

/** @type {State | null} */
let state = null;
/** @type {Map<number, import("./markup.js").Activity>} */
const activities = new Map();
/** @type {Map<string, (number | undefined)[]>} what is chosen and not yet sent, by activity and round */
const chosen = new Map();
/** @type {Map<string, number>} the class that this phone draws, by activity and round */
const labels = new Map();
let connected = false;
let failures = 0;
let sending = false;
/** @type {EventSource | null} */
let source = null;

/** Join the room, and listen to it; try again for as long as the server cannot be reached. */
async function join() {
  const { status, told } = await ask("/phones", { phone });
  if (status === 404) return askForCode(fill(words.no_room, { code }));
  if (told.error === "room_full") return askForCode(words.room_full);
  setConnected(status === 200);
  if (status !== 200) return setTimeout(join, pause(failures++, Math.random()));
  failures = 0;
  hear(told);
  listen();
  send();
}

function listen() {
  source?.close();
  source = new EventSource(`${room}/events`);
  source.addEventListener("state", (event) => {
    setConnected(true);
    failures = 0;
    hear(JSON.parse(event.data));
    send();
  });
  source.addEventListener("gone", () => {
    source?.close();
    state = null;
    votes.write(without(votes.read(), code)); // what was drawn and voted goes with the room
    pad.forget();
    show(`<h1>${escape(words.gone)}</h1>`);
  });
  source.onerror = () => {
    setConnected(false);
    if (source?.readyState === EventSource.CLOSED) setTimeout(join, pause(failures++, Math.random()));
  };
}

/** @param {State} now */
async function hear(now) {
  if (state && now.serial < state.serial) return; // an answer that was overtaken by an event
  state = now;
  const number = now.step?.number ?? 0;
  while (number && !activities.has(number) && state === now) {
    const { status, told } = await ask(`/activities/${number}`);
    if (status === 200) activities.set(number, told);
    else await soon();
  }
  draw();
  if (now.step && activities.get(number)?.kind === "drawing") await beAssigned(now.step, now);
}

/** Have a class to draw, unless this phone knows it or the round is over. @param {Step} step @param {State} now */
async function beAssigned(step, now) {
  const { number, round } = step;
  if (step.phase !== "open" || labels.has(keyOf(step))) return;
  await new Promise((go) => setTimeout(go, 2000 * Math.random())); // a whole class hears of it in one moment
  while (!labels.has(keyOf(step)) && state === now) {
    const { status, told } = await ask("/assignments", { phone, number, round });
    if (status === 200) labels.set(keyOf(step), told.label);
    else if (status === 409 || status === 404) return;
    else await soon();
  }
  draw();
}

/** @param {Step} step */
const keyOf = ({ number, round }) => `${number} ${round}`;

const soon = () => new Promise((go) => setTimeout(go, pause(2, Math.random())));

/** Send what waits, one vote after the other, until all are answered for. */
async function send() {
  if (sending) return;
  sending = true;
  for (let vote = nextOf(votes.read(), code); vote; vote = nextOf(votes.read(), code)) {
    const { status, told } = await ask(...requestOf(vote, phone));
    votes.write(settled(votes.value, vote, status, told));
    draw();
    if (nextOf(votes.value, code) !== voted(votes.value, code, vote)) continue;
    setConnected(status !== 0 && connected);
    setTimeout(send, pause(failures++, Math.random()));
    break;
  }
  sending = false;
}

function draw() {
  const step = state?.step;
  if (!step) return state && show(`<h1>${escape(words.waiting)}</h1>`);
  const activity = activities.get(step.number);
  if (!activity) return;
  const vote = voted(votes.read(), code, step);
  const key = keyOf(step);
  const picks = vote?.answers ?? chosen.get(key) ?? [];
  const label = activity.kind === "drawing" ? vote?.answers[0] ?? labels.get(key) : undefined;
  const late = !vote && Boolean(lateBefore(votes.value, code));
  const { fate, strokes } = vote ?? {};
  show(stepMarkup({ words, lang: said.lang, step, activity, picks, fate, late, label, strokes }));
  pad.show(`${code} ${key}`);
}

/** @param {string} markup */
function show(markup) {
  keepFocus(one(document, ".phone"), "data-pick", () => put(document, "screen", markup));
  const foot = document.querySelector(".foot p, h1");
  put(document, "told", escape(foot?.textContent ?? ""));
}

/** @param {string} trouble */
function askForCode(trouble) {
  setConnected(true);
  show(codeMarkup(words, trouble ? code : "", trouble));
  one(document, "form").onsubmit = (event) => {
    event.preventDefault();
    const typed = /** @type {HTMLInputElement} */ (one(document, "#code")).value.trim().toUpperCase();
    location.href = `${said.home}/${encodeURIComponent(typed)}${location.search}`;
  };
  one(document, "#code").focus();
}

/** @param {boolean} now */
function setConnected(now) {
  connected = now;
  put(document, "net", now ? "" : escape(words[state ? "offline" : "connecting"]));
}

/**
 * What is chosen or drawn is on its way from now on.
 * @param {Step} step
 * @param {number[]} answers
 * @param {number[][]} [strokes]
 */
function commit({ number, round }, answers, strokes) {
  votes.write(
    withVote(votes.read(), { code, number, round, answers, fate: "waiting", ...strokes && { strokes } }),
  );
  draw();
  one(document, "main").focus();
  send();
}

document.addEventListener("click", (event) => {
  const step = state?.step;
  if (!step) return;
  const key = keyOf(step);
  const pick = closest(event, "[data-pick]")?.dataset.pick;
  const picks = [...(chosen.get(key) ?? [])];
  const deed = closest(event, "[data-do]")?.dataset.do;
  if (pick) {
    const [image, option] = pick.split("-").map(Number);
    picks[image] = option;
    chosen.set(key, picks);
    draw();
  } else if (deed === "send") commit(step, picks.map((option) => option ?? 0));
  else if (deed === "undo") pad.undo(1);
  else if (deed === "clear") pad.undo(pad.strokes.length);
  else if (deed === "draw") commit(step, [labels.get(key) ?? 0], pad.strokes);
});
addEventListener("online", () => source?.readyState === EventSource.OPEN ? send() : join());
addEventListener("offline", () => setConnected(false));

const dark = matchMedia("(prefers-color-scheme: dark)");
const asked = new URLSearchParams(location.search).get("theme");
const follow = () =>
  document.documentElement.dataset.theme = asked === "dark" || asked === "light"
    ? asked
    : dark.matches
    ? "dark"
    : "light";
dark.onchange = follow;
follow();
put(document, "head", headMarkup(words, code, said.lang, said.languages));
if (code) {
  setConnected(false);
  join();
} else askForCode("");
