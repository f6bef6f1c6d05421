// @ts-check
// The frame around the stage: switches, code, plane, curve, caption and player.

import { buildSwitches, fillSwitches } from "./switches.js";
import { buildPlayerBar, fillPlayerBar } from "./player_bar.js";
import { make, rich, say } from "./words.js";

/** @import { Data, Words } from "./types.js" */

/** @typedef {ReturnType<typeof buildShell>} Shell */

const SVG = "http://www.w3.org/2000/svg";

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
  const plane = drawing(side, "plane");
  const curve = drawing(side, "curve");
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
function drawing(side, kind) {
  const title = panel(side, kind);
  const body = document.createElementNS(SVG, "svg");
  body.setAttribute("class", kind);
  body.setAttribute("role", "img");
  title.parentElement?.append(body);
  return { title, body };
}

/** Words, at every new data. @param {Shell} shell @param {Data} data */
export function fillShell(shell, data) {
  fillSwitches(shell, data);
  fillPlayerBar(shell, data.words);
  rich(shell.planeTitle, say(data.words, "plane_title"));
  shell.plane.setAttribute("aria-label", say(data.words, "plane_title"));
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
