// @ts-check
// Before the clock starts: what is played, what is left out, what is to be beaten.

import { marked } from "../../shared/web/terms.js";
import { escape, fill, strong } from "../../shared/web/text.js";
import { keptLine, timeText } from "./result.js";

/** @import { Chip, Data } from "./types.js" */

/** @param {Data} data */
export function setupMarkup(data) {
  const { words } = data;
  const ready = data.task && data.fair;
  const hint = data.trouble || (data.fair ? words.keys : words.first_known);
  const scripts = data.scripts.length ? group(words.known, data.scripts, "known", words.known_why) : "";
  const notes = data.notes.slice(0, -1).map((note) => `<p class="note">${marked(note, data.terms)}</p>`);
  return `<div class="say"><h2>${escape(words.turn)}</h2><p>${escape(words.how)}</p>${beatMarkup(data)}
    ${notes.join("")}
    <div class="actions"><button type="button" class="go" data-do="start" ${ready ? "" : "disabled"}>${
    escape(words.start)
  }</button>
    <button type="button" class="quiet" data-do="skip" ${data.task ? "" : "disabled"}>${
    escape(words.skip)
  }</button></div>
    <p class="hint ${ready ? "" : "told"}">${escape(hint)}</p>${keptLine(data)}</div>
    <div class="choose">${group(words.modes, data.modes, "mode")}${scripts}
    <div class="options">${scripts && option(data, "within")}${option(data, "names")}${
    option(data, "feedback")
  }</div></div>`;
}

/** @param {Data} data */
function beatMarkup({ beat, scripts, words }) {
  if (!beat) return "";
  const tasks = fill(beat.tasks === 1 ? words.task_one : words.task_many, beat);
  const told = fill(words.to_beat, { ...beat, tasks, time: timeText(beat.milliseconds, words) });
  return `<p class="beat">${strong(told)} ${scripts.length ? escape(words.beat_scripts) : ""}</p>`;
}

/**
 * Buttons of which one, or some, are chosen.
 * @param {string} legend
 * @param {Chip[]} chips
 * @param {string} kind
 */
function group(legend, chips, kind, why = "") {
  const buttons = chips.map(({ id, name, note, on }) =>
    `<button type="button" class="chip" data-${kind}="${escape(id)}" aria-pressed="${on}"><i
      aria-hidden="true">${on ? "✓" : ""}</i><span>${escape(name)}${
      note ? `<small>${escape(note)}</small>` : ""
    }</span></button>`
  );
  return `<fieldset><legend>${escape(legend)}</legend>${why ? `<p class="note">${escape(why)}</p>` : ""}
    <div class="chips">${buttons.join("")}</div></fieldset>`;
}

/** @param {Data} data @param {"within" | "names" | "feedback"} name */
const option = (data, name) =>
  `<label><input type="checkbox" data-option="${name}" ${data[name] ? "checked" : ""}>
    <span>${escape(data.words[name])}</span></label>`;

/**
 * The scripts that a visitor reads after a press on one: none of them, or those that he or she chose.
 * @param {Chip[]} scripts
 * @param {string} pressed
 * @param {string} none
 */
export function readAfter(scripts, pressed, none = "none") {
  const on = new Set(scripts.filter((chip) => chip.on).map((chip) => chip.id));
  if (on.has(pressed)) on.delete(pressed);
  else on.add(pressed);
  if (pressed === none) return on.has(none) ? [none] : [];
  on.delete(none);
  return [...on];
}
