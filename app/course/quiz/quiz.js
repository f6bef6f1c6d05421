// @ts-check
// The quiz: one question at a time. Answers are kept in this browser and nowhere else.

import { one, put } from "../../shared/web/dom.js";
import { Kept } from "../../shared/web/kept.js";
import { optionLook } from "../../shared/web/options.js";
import { escape, fill } from "../../shared/web/text.js";

/**
 * @typedef {{ text: string, right: boolean, misconception: string, feedback: string }} Option
 * @typedef {object} Question
 * @property {string} id
 * @property {string} stem
 * @property {string} figure markup
 * @property {string} alt
 * @property {string} source
 * @property {Option[]} options
 * @property {{ name: string, href: string }} again
 *
 * @typedef {object} Data
 * @property {string} set empty: none is chosen
 * @property {number} seed
 * @property {{ id: string, name: string }[]} sets
 * @property {Question[]} questions
 * @property {Record<string, string>} words
 *
 * @typedef {Record<string, Record<string, number>>} Answers by set and seed, then by question: the option
 */

const KEY = "fewshot.quiz";

/** Is this what we once wrote? @param {unknown} found @returns {found is Answers} */
export function isAnswers(found) {
  if (!found || typeof found !== "object" || Array.isArray(found)) return false;
  return Object.values(found).every((set) =>
    set && typeof set === "object" && Object.values(set).every((each) => Number.isInteger(each))
  );
}

const store = new Kept(KEY, isAnswers, /** @type {Answers} */ ({}));

/** Right answers of every set that was finished, by set and seed: "after 42". @returns {Record<string, number>} */
export const results = () =>
  Object.fromEntries(
    Object.entries(store.read()).flatMap(([look, given]) =>
      "#right" in given ? [[look, given["#right"]]] : []
    ),
  );

/**
 * How many of these questions were answered rightly.
 * @param {Question[]} questions
 * @param {Record<string, number>} given
 */
export function score(questions, given) {
  return questions.filter(({ id, options }) => options[given[id]]?.right).length;
}

/**
 * The chapters of the questions answered wrongly, each once.
 * @param {Question[]} questions
 * @param {Record<string, number>} given
 */
export function readAgain(questions, given) {
  const wrong = questions.filter(({ id, options }) => given[id] !== undefined && !options[given[id]]?.right);
  return [...new Map(wrong.map(({ again }) => [again.href, again])).values()];
}

/** @param {Data} data */
function chooser({ sets, words }) {
  const buttons = sets.map(({ id, name }) =>
    `<li><button type="button" data-set="${escape(id)}">${escape(name)}</button></li>`
  );
  return `<h2>${escape(words.choose)}</h2><ul class="sets">${buttons.join("")}</ul>`;
}

/** @param {Question} question @param {number} place @param {number | undefined} given @param {Data} data */
function questionMarkup({ stem, figure, alt, source, options }, place, given, { questions, words }) {
  const done = given !== undefined;
  const buttons = options.map(({ text, right }, i) => {
    const { look, said } = optionLook(text, { answered: done, right, chosen: i === given });
    return `<button type="button" class="${look}" data-option="${i}" ${
      done ? "disabled" : ""
    }>${said}</button>`;
  });
  const chosen = done ? options[given] : undefined;
  const verdict = !chosen ? "" : chosen.right ? words.right : `${words.wrong} ${chosen.misconception}`;
  const why = chosen ? `<p class="why"><b>${escape(verdict)}</b><br>${escape(chosen.feedback)}</p>` : "";
  const next = place + 1 < questions.length ? words.next : words.summary;
  const drawn = figure
    ? `<figure>${figure}<figcaption class="${done ? "" : "unseen"}">${escape(alt)}</figcaption></figure>`
    : "";
  return `<p class="count">${escape(fill(words.count, { place: place + 1, all: questions.length }))}</p>
    <h2 tabindex="-1">${escape(stem)}</h2>${drawn}<div class="options">${buttons.join("")}</div>
    <div aria-live="polite">${why}</div>${source ? `<p class="source">${escape(source)}</p>` : ""}
    <button type="button" class="go" data-do="next" ${done ? "" : "disabled"}>${escape(next)} →</button>`;
}

/** @param {Record<string, number>} given @param {Data} data */
function summary(given, data) {
  const { questions, words, set, seed } = data;
  const right = score(questions, given);
  const before = store.read()[`before ${seed}`];
  const told = [fill(words.score, { right, all: questions.length })];
  const earlier = before?.["#right"];
  if (set === "after" && earlier !== undefined) {
    told.push(fill(words.gain, { before: earlier, after: right }));
  }
  const links = readAgain(questions, given).map(({ name, href }) =>
    `<li><a href="${escape(href)}">${escape(name)}</a></li>`
  );
  const reading = links.length ? `<p>${escape(words.read_again)}</p><ul>${links.join("")}</ul>` : "";
  return `<h2 tabindex="-1">${escape(told.join(" "))}</h2>${reading}
    <p class="count">${escape(store.lost ? words.lost : words.kept)}</p>
    <button type="button" class="go" data-do="again">${escape(words.again)}</button>
    <button type="button" data-set="">${escape(words.others)}</button>`;
}

/** @type {WeakMap<HTMLElement, { look: string, place: number }>} */
const places = new WeakMap();

/** @param {import("../../shared/web/dom.js").Component<Data>} component */
export default function (component) {
  const root = one(component.parentElement, ".quiz");
  const { data, setTriggerValue } = component;
  const look = `${data.set} ${data.seed}`;
  const given = () => store.read()[look] ?? {};
  const firstOpen = () => {
    const found = data.questions.findIndex(({ id }) => given()[id] === undefined);
    return found < 0 ? data.questions.length : found;
  };
  const kept = places.get(root);
  const state = kept?.look === look ? kept : { look, place: firstOpen() };
  places.set(root, state);
  const draw = () => {
    const question = data.questions[state.place];
    const markup = !data.set
      ? chooser(data)
      : question
      ? questionMarkup(question, state.place, given()[question.id], data)
      : summary(given(), data);
    put(root, "quiz", markup);
  };
  /** @param {Record<string, number>} more */
  const add = (more) => store.write({ ...store.read(), [look]: { ...given(), ...more } });
  const next = () => {
    state.place += 1;
    if (state.place === data.questions.length) add({ "#right": score(data.questions, given()) });
    draw();
    root.querySelector("h2")?.focus();
  };
  root.onclick = (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!(button instanceof HTMLElement)) return;
    const { set, option } = button.dataset;
    if (set !== undefined) setTriggerValue("set", set || "none");
    else if (option !== undefined) {
      add({ [data.questions[state.place].id]: Number(option) });
      draw();
      one(root, "[data-do=next]").focus();
    } else if (button.dataset.do === "next") next();
    else if (button.dataset.do === "again") setTriggerValue("again", true);
  };
  draw();
}
