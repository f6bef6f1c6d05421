// @ts-check
// The contests in one line, to switch between by click and by arrow keys.

import { closest, one, put } from "../../shared/web/dom.js";
import { escape } from "../../shared/web/text.js";

/** @typedef {{ rounds: { id: string, name: string }[], chosen: string, label: string }} Data */

/** @param {import("../../shared/web/dom.js").Component<Data>} component */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = one(parentElement, ".rounds");
  root.dataset.part = "rounds";
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", data.label);
  put(parentElement, "rounds", data.rounds.map(tab).join(""));
  for (const button of tabs(root)) {
    button.setAttribute("aria-pressed", String(button.dataset.round === data.chosen));
  }
  root.onclick = (event) => {
    const button = closest(event, "button");
    if (button && button.dataset.round !== data.chosen) setTriggerValue("round", button.dataset.round);
  };
  root.onkeydown = (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const all = tabs(root);
    const next = all[all.findIndex((button) => button === event.target) + (by ?? 0)];
    if (!by || !next) return;
    event.preventDefault();
    next.focus();
    setTriggerValue("round", next.dataset.round);
  };
}

/** @param {HTMLElement} root */
const tabs = (root) => /** @type {HTMLButtonElement[]} */ ([...root.querySelectorAll("button")]);

/** @param {{ id: string, name: string }} round @param {number} i */
const tab = ({ id, name }, i) =>
  `<button type="button" data-round="${escape(id)}"><b>${i + 1}</b> ${escape(name)}</button>`;
