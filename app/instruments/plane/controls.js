// @ts-check
// What is set beside the picture: whose updates, the two rates and the inner steps, and the buttons.

import { lineSample } from "../../shared/web/marks.js";
import { saveButton } from "../../shared/web/picture_file.js";
import { decimal, escape } from "../../shared/web/text.js";

/** @typedef {import("./data.js").Data} Data */

/** @type {["inner_rate" | "inner_steps" | "outer_rate", number, number][]} */
const RANGES = [["inner_rate", 5, 300], ["inner_steps", 1, 10], ["outer_rate", 5, 200]];

/** A slider's value as it is read. @param {string} name @param {number} value */
export const read = (name, value) => name === "inner_steps" ? String(value) : decimal(value / 100, 2);

/** @param {Data} data */
export function controls({ learners, words: w }) {
  const radios = learners.map((learner) =>
    `<label><input type="radio" name="learner" value="${learner.id}">${lineSample(learner)}${
      escape(learner.name)
    }</label>`
  );
  const ranges = RANGES.map(([name, least, most]) =>
    `<label>${escape(w[name])}<output data-of="${name}"></output>
      <input type="range" name="${name}" min="${least}" max="${most}"></label>`
  );
  const button = (/** @type {string} */ name, kind = "") =>
    `<button type="button" class="${kind}" data-do="${name}">${escape(w[name])}</button>`;
  return `<fieldset><legend>${escape(w.by)}</legend>${radios.join("")}</fieldset>
    <div class="ranges">${ranges.join("")}</div>
    <label class="check"><input type="checkbox" name="hessian">${escape(w.hessian)}</label>
    <p class="sum" data-part="sum"></p>
    <div class="buttons">${button("update", "primary")}${button("play")}${button("back")}${button("clear")}${
    saveButton(w.save)
  }</div>`;
}

/** Set all controls as it is chosen. @param {ParentNode} root @param {Data["chosen"]} chosen */
export function setControls(root, chosen) {
  for (const input of root.querySelectorAll("input")) {
    if (input.name === "learner") input.checked = input.value === chosen.learner;
    else if (input.name === "hessian") input.checked = chosen.hessian === "shown";
  }
  for (const [name] of RANGES) setRange(root, name, chosen[name]);
}

/** @param {ParentNode} root @param {string} name @param {number} value */
export function setRange(root, name, value) {
  const input = root.querySelector(`input[name=${name}]`);
  const output = root.querySelector(`[data-of=${name}]`);
  if (input instanceof HTMLInputElement) input.value = String(value);
  if (output) output.textContent = read(name, value);
}
