// @ts-check
// The bar below every step, always in sight: back, what is to be done or was learnt, next, and the way to all steps.

import { one, put } from "../../shared/web/dom.js";
import { escape, fill } from "../../shared/web/text.js";

import { finish, follow, isLost, progress, visitStep } from "./progress.js";
import { present } from "./present.js";

/**
 * @typedef {{ id: string, title: string }} Named
 * @typedef {object} Data
 * @property {string} step its key, by which its progress is kept; empty where there is nothing to do
 * @property {string} here which of the steps is shown
 * @property {boolean} did has the instrument seen what was to be done?
 * @property {boolean} asks has the step a question, which must be answered too?
 * @property {string} todo
 * @property {string} take
 * @property {string} notes for the lecturer
 * @property {string} back the key of the step before; empty at the first
 * @property {string} next the key of the step after; empty at the last
 * @property {string} after the title of the step after
 * @property {Named[]} steps of this chapter
 * @property {Record<string, number>} minutes that each step of this chapter takes
 * @property {string} left how long a lesson takes still; empty in a chapter, where what is done says so
 * @property {boolean} present
 * @property {string} only "1": this step alone, without ways to others; "chapter": its chapter alone
 * @property {Record<string, string>} words
 */

/** Has everything been done that the step asks for? @param {Data} data @param {Record<string, string>} answers */
export const isDone = ({ did, asks, step }, answers) => did && (!asks || answers[step] !== undefined);

/**
 * Minutes of the steps that are not done.
 * @param {Record<string, number>} minutes
 * @param {Record<string, true>} done
 */
export function minutesLeft(minutes, done) {
  const open = Object.entries(minutes).filter(([step]) => !done[step]);
  return Math.round(open.reduce((sum, [, each]) => sum + each, 0));
}

/** @param {Data} data */
function markup(data) {
  const { words, steps, step, here } = data;
  const { done } = progress();
  const finished = Boolean(done[step]);
  /** @param {string} id */
  const mark = (id) => data.left ? "" : done[id] ? "✓" : "○";
  const list = steps.map(({ id, title }) =>
    `<li><button type="button" data-go="${escape(id)}" ${id === here ? 'aria-current="step"' : ""}>${
      mark(id)
    } ${escape(title)}</button></li>`
  );
  const left = data.left || fill(words.left, { minutes: minutesLeft(data.minutes, done) });
  const say = finished
    ? `<b class="done">✓ ${escape(words.done)}</b> ${escape(data.take)}`
    : data.todo
    ? `<b>${escape(words.todo)}</b> ${escape(data.todo)}`
    : escape(left);
  const ready = finished || !data.todo ? "ready" : "";
  const present = data.present ? words.leave : words.present;
  const lost = isLost() ? `<span class="lost">${escape(words.lost)}</span>` : "";
  const last = data.next ? words.next : words.overview;
  const told = `<p class="say ${
    finished ? "finished" : ""
  }" aria-live="polite"><span>${say}</span>${lost}</p>`;
  if (data.only === "1") return told;
  const further = `<button type="button" class="next ${ready}" data-go="${escape(data.next)}">${
    escape(last)
  } →</button>`;
  const beyond = data.only ? "" : `<button type="button" data-go="">${escape(words.overview)}</button>
      ${present ? `<button type="button" data-do="present">${escape(present)}</button>` : ""}`;
  return `<button type="button" class="back" data-go="${escape(data.back)}" ${
    data.back ? "" : "disabled"
  }>← ${escape(words.back)}</button>
    <details class="steps"><summary>${escape(words.steps)}</summary><div class="sheet"><p>${escape(left)}</p>
      <ol>${list.join("")}</ol>${beyond}</div></details>${told}${data.only && !data.next ? "" : further}`;
}

/** @param {import("../../shared/web/dom.js").Component<Data>} component */
export default function (component) {
  const root = one(component.parentElement, ".step-bar");
  const { data, setTriggerValue } = component;
  /** @param {string} step */
  const go = (step) => {
    setTriggerValue("go", step || "overview");
    scrollTo({ top: 0 });
    document.querySelector("[data-testid=stMain]")?.scrollTo({ top: 0 });
  };
  const draw = () => {
    if (data.step && isDone(data, progress().answers)) finish(data.step);
    put(root, "bar", markup(data));
  };
  root.onclick = (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!(button instanceof HTMLElement)) return;
    if (button.dataset.do === "present") setTriggerValue("present", !data.present);
    else if (button.dataset.go !== undefined) go(button.dataset.go);
  };
  if (!data.left) visitStep(data.step);
  const leave = follow(root, draw);
  const end = present(data, go, () => setTriggerValue("present", false));
  return () => {
    leave();
    end();
  };
}
