// @ts-check
// A question of the bank as the lecturer's screen shows it: its figure, its options, and how often each was chosen.

import { escape, say } from "../../shared/web/text.js";

/**
 * As QuestionData in component.py says.
 * @typedef {{ figure: string, alt: string, source: string, feedback: [string, string][] }} Question
 */

/**
 * @param {Question} question
 * @param {string[]} options
 * @param {Record<string, string>} words
 * @param {{ counts: number[], voted: number, right: number[] } | null} votes null: they are not shown
 */
export function questionMarkup({ figure, alt, source, feedback }, options, words, votes) {
  const items = options.map((option, i) => {
    const right = votes?.right.includes(i) ?? false;
    const count = votes?.counts[i] ?? 0;
    const told = votes
      ? ` aria-label="${say(words.bar, { option, count })}${right ? `. ${escape(words.right)}` : ""}"`
      : "";
    const share = votes?.voted ? (100 * count) / votes.voted : 0;
    const bar = votes
      ? `<i class="bar" aria-hidden="true"><i style="width:${share}%"></i></i>` +
        `<span class="many" aria-hidden="true">${count}</span>`
      : "";
    const [misconception, why] = feedback[i] ?? ["", ""];
    const because = why &&
      `<p class="why">${misconception && `<b>${escape(misconception)}</b> `}${escape(why)}</p>`;
    return `<li class="${right ? "right" : ""}"${told}><b>${right ? "✓ " : ""}${
      escape(option)
    }</b>${bar}${because}</li>`;
  });
  const shown = feedback.length > 0;
  const drawn = figure &&
    `<figure>${figure}<figcaption class="${shown ? "" : "unseen"}">${escape(alt)}</figcaption></figure>`;
  return `<div class="question">${drawn}<ol class="choices">${items.join("")}</ol>${
    source && `<p class="source">${escape(source)}</p>`
  }</div>`;
}
