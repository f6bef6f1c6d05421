// @ts-check
// Small marks that stand for classes and learners, the same on every page.

import { escape, letterOf } from "./text.js";

/**
 * A learner as ``learners.appearance`` describes it.
 * @typedef {{ id: string, name: string, short: string, how: string, still: string }} Named
 * @typedef {Named & { colour: string, dash: string }} Learner
 */

/** A class's letter on its colour; after ten classes the letter alone. Styled by marks.css. @param {number} label */
export function badge(label) {
  const letter = letterOf(label);
  const kind = label > 9 ? "plain" : label === 0 ? "first" : label >= 6 && label <= 8 ? "deep" : "";
  const colour = label > 9 ? "" : ` style="--c:var(--fs-class-${letter.toLowerCase()})"`;
  return `<span class="badge ${kind}"${colour} aria-hidden="true">${letter}</span>`;
}

/**
 * A piece of a learner's line, as its curve is drawn; cut where there is no room for all of it.
 * @param {{ colour: string, dash: string }} learner
 * @param {number} length px
 */
export const lineSample = ({ colour, dash }, length = 40) =>
  `<svg class="line" viewBox="0 0 ${length} 8" preserveAspectRatio="xMinYMid slice" aria-hidden="true">
    <path d="M1 4H${length - 1}" style="stroke:${escape(colour)}"
    stroke-dasharray="${escape(dash)}"/></svg>`;

/** Right or wrong. @param {boolean} right @param {Record<string, string>} words */
export const judged = (right, words) =>
  `<span class="${right ? "right" : "wrong"}" role="img" aria-label="${
    escape(right ? words.right : words.wrong)
  }">${right ? "✓" : "✕"}</span>`;

/** A class's share as a bar of its colour. @param {number} label @param {number} share in thousandths */
export const shareBar = (label, share) =>
  `<span class="bar" aria-hidden="true"><u style="width:${
    Math.round(share / 10)
  }%;background:var(--fs-class-${letterOf(label).toLowerCase()})"></u></span>`;
