// @ts-check
// What is asked, on the lecturer's screen, before votes are shown: images of a task, or learners to choose from.

import { badge } from "../../shared/web/marks.js";
import { stripTile as tile } from "../../shared/web/strip.js";
import { escape, letterOf, say } from "../../shared/web/text.js";

/** @import { Asked } from "./board.js" */

const FEW = 12; // images that can stand large, in two lines, on a screen of 1280 × 720

/** Among whom is chosen, and what they are, before votes are shown. @param {Asked} question */
export const optionsMarkup = ({ options, whats }) =>
  `<ol class="choices">${
    options.map((option, i) =>
      `<li><b>${escape(option)}</b>${whats[i] ? `<p class="why">${escape(whats[i])}</p>` : ""}</li>`
    ).join("")
  }</ol>`;

/**
 * The images, as phones show them; those that are asked stand with their votes once these are shown.
 * @param {Asked} question
 * @param {Record<string, string>} words
 * @param {boolean} shown
 */
export function setsMarkup({ support, query, way, shot, images }, words, shown) {
  if (!support) return "";
  const few = way * shot + images <= FEW && !shown ? " few" : "";
  const classes = Array.from({ length: way }, (_, label) => {
    const tiles = Array.from({ length: shot }, (_, i) => tile(label * shot + i, way * shot)).join("");
    const named = say(words.example, { letter: letterOf(label) });
    return `<li><span role="img" aria-label="${named}">${badge(label)}${tiles}</span></li>`;
  });
  const asked = Array.from(
    { length: images },
    (_, i) =>
      `<li><span role="img" aria-label="${say(words.image, { place: i + 1 })}">${
        tile(i, images)
      }</span></li>`,
  );
  return `<section class="support${few}" style="--strip:url('${support}')"><h3>${escape(words.support)}</h3>
    <ol>${classes.join("")}</ol></section>
    ${
    shown ? "" : `<section class="query${few}" style="--strip:url('${query}')"><h3>${escape(words.query)}</h3>
    <ol>${asked.join("")}</ol></section>`
  }`;
}
