// @ts-check
// What is chosen above the stage: the level, the learner, what goes beside it; and how the code is written.

import { button, make, say } from "./words.js";

/** @import { Data, Learner, Words } from "./types.js" */

/** @typedef {ReturnType<typeof buildSwitches>} Switches */

const ROW = '<circle cx="4" cy="6" r="3"/><circle cx="15" cy="6" r="2.2"/><circle cx="25" cy="6" r="2.2"/>' +
  '<circle cx="35" cy="6" r="2.2"/>';
/** @type {Record<Learner, string>} */
const ICONS = {
  maml: `${ROW}<path d="M34 10q-4 6-8 1M24 10q-4 6-8 1M14 10q-4 6-9 1"/>`,
  fomaml: `${ROW}<path d="M35 10v5H4v-5"/>`,
  reptile: '<circle cx="4" cy="13" r="3"/><circle cx="24" cy="3" r="2.2"/><circle cx="35" cy="13" r="2.2"/>' +
    '<path d="M4 13L24 3l11 10M4 13H19m-4-3l4 3-4 3"/>',
  conventional: '<circle cx="10" cy="8" r="3"/><path d="M15 5q12-6 14 3t-14 3m4-3l-4 3 4 3"/>',
};

/** @param {HTMLElement} head @param {HTMLElement} codePanel */
export function buildSwitches(head, codePanel) {
  const group = (/** @type {string} */ kind, /** @type {HTMLElement} */ parent) => {
    const node = make("div", `switch ${kind}`, parent);
    node.setAttribute("role", "group");
    return node;
  };
  const [levels, learners] = [group("levels", head), group("learners", head)];
  return { levels, learners, companion: button("companion", head), writing: group("writing", codePanel) };
}

/** @param {Switches} switches @param {Data} data */
export function fillSwitches({ levels, learners, companion, writing }, { words, order }) {
  choices(levels, "level", ["whole", "episode"], words);
  choices(learners, "learner", order, words);
  choices(writing, "code", ["symbols", "values"], words);
  for (const node of learners.children) {
    const icon = ICONS[/** @type {Learner} */ (/** @type {HTMLElement} */ (node).dataset.learner)] ?? "";
    const drawn = `<svg width="39" height="17" viewBox="0 0 39 17" aria-hidden="true">${icon}</svg>`;
    if (!node.querySelector("svg")) node.insertAdjacentHTML("afterbegin", drawn);
  }
  companion.replaceChildren(say(words, "companion"));
  companion.title = say(words, "companion_hint");
}

/**
 * Buttons of which one is pressed; those that are there are kept, and with them the keyboard's place.
 * @param {HTMLElement} group
 * @param {string} kind
 * @param {string[]} values
 * @param {Words} words
 */
function choices(group, kind, values, words) {
  const sign = values.map((value) => say(words, `${kind}_${value}`)).join("|");
  if (group.dataset.words === sign) return;
  group.dataset.words = sign;
  group.setAttribute("aria-label", say(words, `${kind}_label`));
  group.replaceChildren();
  for (const value of values) button("", group, say(words, `${kind}_${value}`)).dataset[kind] = value;
}

/**
 * Press the button of a group that stands for a value.
 * @param {HTMLElement} group
 * @param {string} kind
 * @param {string} value
 */
export function press(group, kind, value) {
  for (const node of group.querySelectorAll("button")) {
    node.setAttribute("aria-pressed", String(node.dataset[kind] === value));
  }
}

/**
 * Show which learner is awaited; null: none is.
 * @param {HTMLElement} learners
 * @param {Learner | null} awaited
 */
export function waitFor(learners, awaited) {
  for (const node of learners.querySelectorAll("button")) {
    node.classList.toggle("waiting", node.dataset.learner === awaited);
  }
}
