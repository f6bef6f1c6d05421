// @ts-check
// The frame around the stage: switches, code, plane, curve, caption and player.

import { buildSwitches, fillSwitches } from "./switches.js";
import { buildPlayerBar, fillPlayerBar } from "./player_bar.js";
import { drawing, make, rich, say } from "./words.js";

/** @import { Data, Scene } from "./types.js" */

/** @typedef {ReturnType<typeof buildShell>} Shell */

/** Build the frame, without words. @param {HTMLElement} root */
export function buildShell(root) {
  root.replaceChildren();
  const head = make("div", "head", root);
  const main = make("div", "main", root);
  const left = make("div", "left", main);
  const fitted = make("div", "fitted", left);
  const stage = make("div", "stage", fitted);
  stage.setAttribute("role", "img");
  const whole = make("div", "whole-picture", left);
  const dock = make("div", "dock", left);
  const line = make("div", "caption", dock);
  const phase = make("b", "phase", line);
  const caption = make("span", "", line);
  caption.setAttribute("aria-live", "polite");
  const bar = buildPlayerBar(dock);
  const side = make("div", "side", main);
  const codeTitle = panel(side, "code");
  const code = make("ol", "code", codeTitle.parentElement ?? side);
  const beside = make("div", "panel beside", side);
  const plane = drawn(side, "plane");
  const curve = drawn(side, "curve");
  const switches = buildSwitches(head, codeTitle.parentElement ?? side);
  return {
    ...{ root, head, main, left, fitted, stage, whole, dock, phase, caption, side, code, codeTitle, beside },
    ...{ plane: plane.body, planeTitle: plane.title, curve: curve.body, curveTitle: curve.title },
    ...{ spec: make("div", "spec", root), table: make("details", "numbers", root) },
    ...bar,
    ...switches,
  };
}

/** A panel's heading. @param {HTMLElement} side @param {string} kind */
const panel = (side, kind) => make("h2", "", make("div", `panel ${kind}-panel`, side));

/** @param {HTMLElement} side @param {string} kind */
function drawn(side, kind) {
  const title = panel(side, kind);
  const body = drawing(kind, title.parentElement ?? side);
  body.setAttribute("role", "img");
  return { title, body };
}

/** Words, at every new data. @param {Shell} shell @param {Data} data */
export function fillShell(shell, data) {
  fillSwitches(shell, data);
  fillPlayerBar(shell, data.words);
  rich(shell.planeTitle, say(data.words, "plane_title"));
  shell.plane.setAttribute("aria-label", say(data.words, "plane_title"));
}

/** Titles and the line of settings for a learner. @param {Shell} shell @param {Scene} scene */
export function showSpec({ spec, codeTitle, curveTitle, curve }, { film: { said }, learner, words }) {
  spec.replaceChildren();
  said.spec.forEach((text, i) => make("span", i === 2 ? "norms" : "", spec, text));
  rich(codeTitle, `${say(words, `learner_${learner}`)} *n:${say(words, "code_title")}*`);
  rich(curveTitle, `${said.curve} *n:${said.curve_note}*`);
  curve.setAttribute("aria-label", `${said.curve}: ${said.curve_note}`);
}

/** A stage just built appears at once; only what comes later moves. @param {Shell} shell */
export function settle({ stage }) {
  stage.classList.add("fresh");
  requestAnimationFrame(() => requestAnimationFrame(() => stage.classList.remove("fresh")));
}

/**
 * The line below the picture.
 * @param {Shell} shell
 * @param {{ phase: string, name: string, caption: string, counter: string }} said
 */
export function tell(shell, { phase, name, caption, counter }) {
  shell.root.dataset.phase = phase;
  shell.phase.textContent = name;
  rich(shell.caption, caption);
  shell.counter.textContent = counter;
}
