// @ts-check
// The line above the curves: against what accuracy is drawn, of which tasks, compared with whom, how large.

import { closest, keepFocus, one, put } from "../../shared/web/dom.js";
import { escape, fill } from "../../shared/web/text.js";

/**
 * @typedef {object} Tools mirrors component.py
 * @property {string} picture
 * @property {string[]} pictures
 * @property {string} shot
 * @property {string[]} shots
 * @property {"full" | "near"} scale
 * @property {string} against
 * @property {{ id: string, name: string }[]} others
 * @property {boolean} shown
 * @property {Record<string, string>} words
 */

/** @param {import("../../shared/web/dom.js").Component<Tools>} component */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = one(parentElement, ".curves");
  root.dataset.part = "tools";
  keepFocus(root, "data-key", () => put(parentElement, "tools", markup(data)));
  root.onclick = (event) => {
    const button = closest(event, "button:enabled[data-kind]");
    const { kind = "", value = "" } = button?.dataset ?? {};
    if (!button || button.getAttribute("aria-pressed") === "true" && kind !== "scale") return;
    press(root, button);
    setTriggerValue(kind, value);
  };
  root.onchange = ({ target }) => {
    if (target instanceof HTMLSelectElement) setTriggerValue("against", target.value);
  };
}

/** Show at once what was pressed; the page follows. @param {HTMLElement} root @param {HTMLElement} button */
function press(root, button) {
  const { kind } = button.dataset;
  const on = button.getAttribute("aria-pressed") === "true";
  root.querySelectorAll(`[data-kind="${kind}"]`).forEach((each) =>
    each.setAttribute("aria-pressed", "false")
  );
  button.setAttribute("aria-pressed", String(!on));
}

/** @param {Tools} data */
export function markup(data) {
  const { words: w, picture, pictures, shot, shots, scale, shown } = data;
  const tabs = pictures.map((each) => tab("picture", each, w[each], each === picture));
  const forms = shots.map((each) => tab("shot", each, fill(w.shot, { shot: each }), each === shot));
  const near = scale === "near";
  const hint = picture === "steps" ? w.enlarge_hint_steps : w.enlarge_hint;
  return `<div class="seg wide" role="group" aria-label="${escape(w.pictures)}">${tabs.join("")}</div>${
    forms.length
      ? `<div class="seg" role="group" aria-label="${escape(w.shots)}">${forms.join("")}</div>`
      : ""
  }<span class="gap"></span>${shown ? comparison(data) : ""}
    <button type="button" class="plain" data-kind="scale" data-key="scale" data-value="${
    near ? "full" : "near"
  }"
      aria-pressed="${near}" title="${escape(hint)}" ${shown && !data.against ? "" : "disabled"}>${
    escape(w.enlarge)
  }</button>`;
}

/** @param {string} kind @param {string} value @param {string} text @param {boolean} on */
const tab = (kind, value, text, on) =>
  `<button type="button" data-kind="${kind}" data-value="${escape(value)}" data-key="${escape(kind + value)}"
    aria-pressed="${on}">${escape(text)}</button>`;

/** Whose accuracy is taken off everyone's. @param {Tools} data */
function comparison({ words: w, against, others }) {
  const options = [{ id: "", name: w.nobody }, ...others].map(({ id, name }) =>
    `<option value="${escape(id)}" ${id === against ? "selected" : ""}>${escape(name)}</option>`
  );
  return `<label title="${escape(w.against_hint)}">${escape(w.against)}
    <select data-key="against">${options.join("")}</select></label>`;
}
