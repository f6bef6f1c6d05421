// @ts-check
// The numbers behind a picture: for those who do not see it, and for those who want to read them off.

import { escape } from "./text.js";

/**
 * @param {string} summary what opens it
 * @param {string} caption
 * @param {string[]} heads
 * @param {(string | number)[][]} rows the first cell of each is its head
 */
export function numbersTable(summary, caption, heads, rows) {
  const head = heads.map((text) => `<th scope="col">${escape(text)}</th>`).join("");
  const body = rows.map(([first, ...cells]) =>
    `<tr><th scope="row">${escape(first)}</th>${
      cells.map((cell) => `<td>${escape(cell)}</td>`).join("")
    }</tr>`
  );
  return `<details class="numbers"><summary>${escape(summary)}</summary><div><table>
    <caption>${escape(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${
    body.join("")
  }</tbody></table>
    </div></details>`;
}
