// @ts-check
// A question as the class will see it, before it is asked.

import { one } from "../../shared/web/dom.js";
import { escape } from "../../shared/web/text.js";
import { questionMarkup } from "./question.js";

/**
 * @typedef {{ stem: string, options: string[], question: import("./question.js").Question }} Shown
 * @typedef {Shown & { words: Record<string, string> }} Data
 */

/** @param {import("../../shared/web/dom.js").Component<Data>} component */
export default function ({ data: { stem, options, question, words }, parentElement }) {
  one(parentElement, ".preview").innerHTML = `<p>${escape(words.preview)}</p><h3>${escape(stem)}</h3>${
    questionMarkup(question, options, words, null)
  }`;
}
