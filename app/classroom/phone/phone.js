// @ts-check
// A phone in the class. It joins, listens to the room's events, shows what is asked, and sends its vote as soon as
// the net allows.

import { closest, keepFocus, one, put } from "../../shared/web/dom.js";
import { Kept } from "../../shared/web/kept.js";
import { escape, fill } from "../../shared/web/text.js";
import { codeMarkup, headMarkup, stepMarkup } from "./markup.js";
import { isVotes, nextOf, pause, settled, voted, withVote } from "./outbox.js";

/** @typedef {import("./markup.js").State} State */

const said = JSON.parse(one(document, "#said").textContent ?? "{}");
/** @type {Record<string, string>} */
const words = said.words;
/** @type {string} */
const code = said.code;
const room = `${said.api}/${encodeURIComponent(code)}`;
/** @type {Kept<import("./outbox.js").Vote[]>} */
const votes = new Kept("fewshot-votes", isVotes, []);
const phone = ownName();

/** @type {State | null} */
let state = null;
/** @type {Map<number, import("./markup.js").Activity>} */
const activities = new Map();
/** @type {Map<string, (number | undefined)[]>} what is chosen and not yet sent, by activity and round */
const chosen = new Map();
let connected = false;
let failures = 0;
let sending = false;
/** @type {EventSource | null} */
let source = null;

/** This phone's name in all rooms: kept in its browser, and known to nobody else. */
function ownName() {
  const isName = (/** @type {unknown} */ found) => typeof found === "string" && /^[0-9a-f]{32}$/.test(found);
  const kept = new Kept("fewshot-phone", /** @type {(found: unknown) => found is string} */ (isName), "");
  if (!kept.read()) {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    kept.write(Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""));
  }
  return kept.value;
}

/**
 * Ask the server; status 0 where it cannot be reached.
 * @param {string} path
 * @param {object} [sent]
 * @returns {Promise<{ status: number, told: any }>}
 */
async function ask(path, sent) {
  const how = sent && { method: "POST", body: JSON.stringify(sent) };
  try {
    const answer = await fetch(room + path, { ...how, signal: AbortSignal.timeout(10_000) });
    return { status: answer.status, told: await answer.json() };
  } catch {
    return { status: 0, told: {} };
  }
}

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
    else await new Promise((go) => setTimeout(go, pause(2, Math.random())));
  }
  draw();
}

/** Send what waits, one vote after the other, until all are answered for. */
async function send() {
  if (sending) return;
  sending = true;
  for (let vote = nextOf(votes.read(), code); vote; vote = nextOf(votes.read(), code)) {
    const { number, round, answers } = vote;
    const { status, told } = await ask("/votes", { phone, number, round, answers });
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
  const picks = vote?.answers ?? chosen.get(`${step.number} ${step.round}`) ?? [];
  show(stepMarkup({ words, lang: said.lang, step, activity, picks, fate: vote?.fate }));
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

document.addEventListener("click", (event) => {
  const step = state?.step;
  if (!step) return;
  const key = `${step.number} ${step.round}`;
  const pick = closest(event, "[data-pick]")?.dataset.pick;
  const picks = [...(chosen.get(key) ?? [])];
  if (pick) {
    const [image, option] = pick.split("-").map(Number);
    picks[image] = option;
    chosen.set(key, picks);
    draw();
  } else if (closest(event, "[data-do=send]")) {
    const answers = picks.map((option) => option ?? 0);
    const { number, round } = step;
    votes.write(withVote(votes.read(), { code, number, round, answers, fate: "waiting" }));
    draw();
    one(document, "main").focus();
    send();
  }
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
