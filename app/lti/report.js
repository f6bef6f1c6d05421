// @ts-check
// A page that a learning platform launched: it uses the ticket of its address, watches what is done, and sends the
// result when there is one. What is done is kept in this browser, as ever; the server passes the result on.

import { isLost, progress } from "../course/chapters/progress.js";
import { results } from "../course/quiz/quiz.js";
import { fill } from "../shared/web/text.js";

/**
 * @typedef {{ steps: string[], set: string, seed: number, most: number }} Goal
 * @typedef {{ key: string, goal: Goal, words: Record<string, string> }} Visit
 */

const MARK = "#lti=";
const KEPT = "fewshot.lti";
const EVENTS = ["fewshot.course", "fewshot.quiz"];
const FIRST_WAIT = 2000; // ms until a result is sent again, then twice as long each time
const LONGEST_WAIT = 60_000;

/**
 * The result so far; null where there is none. Of a set of questions the draw that was finished last counts; before,
 * the one that the link names.
 * @param {Goal} goal
 * @param {Record<string, true>} done steps by their key
 * @param {Record<string, number>} found right answers by set and seed
 * @param {Record<string, number>} before those that were found earlier on this page
 */
export function resultOf({ steps, set, seed }, done, found, before) {
  if (!set) return steps.every((step) => done[step]) ? steps.length : null;
  const own = Object.entries(found).filter(([look]) => look.startsWith(`${set} `));
  const fresh = own.findLast(([look, right]) => before[look] !== right && look !== `${set} ${seed}`);
  return fresh?.[1] ?? found[`${set} ${seed}`] ?? null;
}

/** What this tab keeps over a reload; in some frames nothing. @param {Visit} [visit] @returns {Visit | null} */
function kept(visit) {
  try {
    if (visit) sessionStorage.setItem(KEPT, JSON.stringify(visit));
    return visit ?? JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  } catch {
    return visit ?? null;
  }
}

/** @param {string} name @param {unknown} body @param {string} [key] */
const post = (name, body, key) =>
  fetch(new URL(`../../../lti/${name}`, import.meta.url), {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(key ? { Authorization: `Bearer ${key}` } : {}) },
    body: JSON.stringify(body),
  });

/** @param {Response} answer */
const saidIn = async (answer) => String((await answer.json().catch(() => ({}))).said ?? "");

/** The visit of the address's ticket, which is taken out of the address; else that of this tab. */
async function entered() {
  if (!location.hash.startsWith(MARK)) return kept();
  const ticket = location.hash.slice(MARK.length);
  history.replaceState(history.state, "", location.pathname + location.search);
  const answer = await post("enter", { ticket });
  if (answer.ok) return kept(await answer.json());
  line().said.textContent = await saidIn(answer);
  return null;
}

/** The line that says what the course knows, above the page. */
function line() {
  const made = document.createElement("p");
  made.id = "fewshot-lti";
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  made.append(said);
  const look = document.createElement("style");
  look.textContent =
    `#fewshot-lti { position: fixed; inset: 0 0 auto; z-index: 50; margin: 0; padding: 6px 12px;
    font: 14px/20px var(--fs-font); color: var(--fs-quiet); background: var(--fs-panel);
    border-bottom: 1px solid var(--fs-line); }
    #fewshot-lti button { margin-left: 12px; padding: 0; font: inherit; color: var(--fs-accent); background: none;
    border: 0; text-decoration: underline; cursor: pointer; }
    :root:root [data-testid="stMainBlockContainer"] { padding-top: 44px; }
    .stElementContainer:has(.st-key-header), .st-key-header { top: 33px !important; }`;
  document.head.append(look);
  document.body.append(made);
  return { made, said };
}

/**
 * A button that goes on in a window of its own, where this browser keeps what is done: in this frame it does not.
 * @param {Visit} visit
 */
function elsewhere({ key, words }) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words.window;
  button.onclick = async () => {
    const opened = open("about:blank"); // now: later, a browser would take it for an advertisement
    const answer = await post("again", {}, key).catch(() => null);
    const given = answer?.ok ? await answer.json() : null;
    if (!opened || !given) return opened?.close();
    opened.location.replace(`${location.pathname}${location.search}${MARK}${given.ticket}`);
  };
  return button;
}

/** @param {Visit} visit */
function watch(visit) {
  const { key, goal, words } = visit;
  const { made, said } = line();
  said.textContent = words.open;
  const before = results();
  progress();
  if (isLost() && parent !== self) made.append(elsewhere(visit));
  /** @type {number | null} */
  let sent = null;
  let sending = false;

  const send = async () => {
    const score = resultOf(goal, progress().done, results(), before);
    if (sending || score === null || score === sent) return;
    sending = true;
    said.textContent = words.sending;
    for (let wait = FIRST_WAIT;; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      const answer = await post("score", { score }, key).catch(() => null);
      if (answer?.ok || (answer && answer.status < 500)) {
        said.textContent = answer.ok ? fill(words.sent, { score, most: goal.most }) : await saidIn(answer);
        break;
      }
      said.textContent = words.failed;
      await new Promise((done) => setTimeout(done, wait));
    }
    sent = score;
    sending = false;
    send(); // what came meanwhile
  };
  for (const event of EVENTS) addEventListener(event, send);
  send();
}

/** Begin where the platform's launch ended. */
async function begin() {
  const visit = await entered();
  if (visit) watch(visit);
}

if (globalThis.document) begin();
