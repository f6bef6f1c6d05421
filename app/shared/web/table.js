// @ts-check
// The numbers behind a picture: for those who do not see it, and for those who want to read them off.

import { escape } from "./text.js";

/**
 * A table.
 * @param {string[]} heads
 * @param {(string | number)[][]} rows the first cell of each is its head
 * @param {string} caption
 */
export function tableMarkup(heads, rows, caption = "") {
  const head = heads.map((text) => `<th scope="col">${escape(text)}</th>`).join("");
  const body = rows.map(([first, ...cells]) =>
    `<tr><th scope="row">${escape(first)}</th>${
      cells.map((cell) => `<td>${escape(cell)}</td>`).join("")
    }</tr>`
  );
  return `<table>${caption && `<caption>${escape(caption)}</caption>`}<thead><tr>${head}</tr></thead><tbody>${
    body.join("")
  }</tbody></table>`;
}

/**
 * A table that opens below a picture.
 * @param {string} summary what opens it
 * @param {string} caption
 * @param {string[]} heads
 * @param {(string | number)[][]} rows
 */
export const numbersTable = (summary, caption, heads, rows) =>
  `<details class="numbers"><summary>${escape(summary)}</summary><div>${tableMarkup(heads, rows, caption)}
    </div></details>`;
