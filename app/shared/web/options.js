// @ts-check
// An option of a question, before and after it was answered: which is right, and which was chosen wrongly.

import { escape } from "./text.js";

/**
 * How an option looks: a class for its button, and its text with a mark. Styled by options.css.
 * @param {string} text
 * @param {{ answered: boolean, right: boolean, chosen: boolean }} state
 */
export function optionLook(text, { answered, right, chosen }) {
  if (answered && right) return { look: "option right", said: `✓ ${escape(text)}` };
  if (answered && chosen) return { look: "option wrong", said: `✕ ${escape(text)}` };
  return { look: "option", said: escape(text) };
}
