// @ts-check
// The paper that a hand draws on; paper.css styles it, hand.js hears the hand.

import { escape } from "../web/text.js";

/**
 * @param {string} name what it is called
 * @param {string} told the id of the sentence that says how to draw on it
 * @param {string} ink markup of what is drawn already
 */
export const paperMarkup = (name, told, ink = "") =>
  `<svg class="paper" viewBox="0 0 255 255" tabindex="0" role="application" aria-label="${escape(name)}"
    aria-describedby="${told}"><g data-part="ink">${ink}</g><path class="live"/><g class="pen"><circle r="10"/><path
    d="M-16 0H16M0 -16V16"/></g></svg>`;
