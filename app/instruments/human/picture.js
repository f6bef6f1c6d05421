// @ts-check
// The score as a picture to keep: everyone's name, score and time, as the table has them.

import { savePng } from "../../shared/web/picture_file.js";
import { escape } from "../../shared/web/text.js";
import { scoreRows } from "./result.js";

/** @import { Answers, Shown } from "./result.js" */

const [WIDTH, ROW] = [640, 44];

/** @param {HTMLElement} root @param {Shown} data @param {Answers} answers */
export function savePicture(root, data, answers) {
  const rows = scoreRows(data, answers);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${(rows.length + 1) * ROW}`);
  svg.style.cssText = "position:absolute;width:1px;height:1px;font-family:var(--fs-font)";
  const { who, this_task: here, all_tasks: all } = data.words;
  const head = line(0, [who, here, all, ""], "quiet", 400);
  svg.innerHTML = head +
    rows.map(({ name, score, time, level, count, id }, i) =>
      line(i + 1, [name, [score, time].filter(Boolean).join(" · "), level, count], "text", id ? 400 : 700)
    ).join("");
  root.append(svg); // its colours are those of the page, which it must be on
  savePng(svg, `human-${data.seed}`, [data.title, data.words.table]);
  svg.remove();
}

/** @param {number} row @param {string[]} cells @param {string} colour @param {number} weight */
function line(row, [name, score, level, count], colour, weight) {
  const y = row * ROW + 22;
  const text = (/** @type {number} */ x, /** @type {number} */ dy, /** @type {string} */ said, size = 15) =>
    `<text x="${x}" y="${y + dy}" style="fill:var(--fs-${
      size < 15 ? "quiet" : colour
    });font-size:${size}px;font-weight:${size < 15 ? 400 : weight}">${escape(said)}</text>`;
  return `<path d="M14 ${y + 16}H${WIDTH - 14}" style="stroke:var(--fs-line);stroke-width:1"/>${
    text(14, 0, name) + text(210, 0, score) + text(400, count ? -7 : 0, level) + text(400, 10, count, 12.5)
  }`;
}
