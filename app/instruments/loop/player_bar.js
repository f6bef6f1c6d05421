// @ts-check
// The player's bar: buttons, speed, the scrubber with its marks, where one is, save.

import { button, make, say } from "./words.js";

/** @import { Frame, Words } from "./types.js" */

/** @typedef {ReturnType<typeof buildPlayerBar>} PlayerBar */

const ICONS = {
  first: "M2 2h2.5v12H2zM14 2v12L5.500 8z",
  previous: "M13 2v12L4 8z",
  play: "M4 2l10 6-10 6z",
  pause: "M3 2h3.500v12H3zM9.500 2H13v12H9.500z",
  next: "M3 2v12l9-6z",
  last: "M11.500 2H14v12h-2.500zM2 2v12l8.500-6z",
  save: "M7 1h2v7h3l-4 4-4-4h3zM2 13h12v2H2z",
};
const SPEEDS = [0.5, 1, 2, 4];

/** @param {keyof typeof ICONS} icon */
const glyph = (icon) =>
  `<svg width="16" height="16" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">
    <path d="${ICONS[icon]}"/></svg>`;

/** @param {HTMLElement} dock */
export function buildPlayerBar(dock) {
  const bar = make("div", "bar", dock);
  /** @param {Exclude<keyof typeof ICONS, "pause">} move */
  const pressed = (move) => {
    const node = button(move, bar);
    node.innerHTML = glyph(move);
    if (move !== "save") node.dataset.move = move;
    return node;
  };
  const [first, previous, play] = [pressed("first"), pressed("previous"), pressed("play")];
  const [next, last] = [pressed("next"), pressed("last")];
  const select = make("select", "", bar);
  for (const speed of SPEEDS) make("option", "", select, `${speed}×`).value = String(speed);
  select.value = "1";
  const track = make("div", "track", bar);
  const scrubber = make("input", "", track);
  Object.assign(scrubber, { type: "range", min: 0, max: 0, value: 0 });
  const ticks = make("div", "ticks", track);
  const counter = make("span", "counter", bar);
  const buttons = { first, previous, play, next, last, save: pressed("save") };
  return { bar, buttons, select, scrubber, ticks, counter };
}

/** @param {PlayerBar} bar @param {Words} words */
export function fillPlayerBar({ bar, buttons, select, scrubber }, words) {
  for (const [move, node] of Object.entries(buttons)) {
    if (move === "play") continue;
    node.setAttribute("aria-label", say(words, move));
    node.title = say(words, move);
  }
  select.setAttribute("aria-label", say(words, "speed"));
  scrubber.setAttribute("aria-label", say(words, "scrubber"));
  bar.title = say(words, "keys_hint");
}

/** The play button plays or pauses. @param {PlayerBar} bar @param {boolean} on @param {Words} words */
export function showPlaying({ buttons: { play } }, on, words) {
  const action = on ? "pause" : "play";
  play.innerHTML = glyph(action);
  play.setAttribute("aria-label", say(words, action));
  play.title = say(words, action);
}

/**
 * Marks below the scrubber: every update of θ, and the fast forward.
 * @param {PlayerBar} bar
 * @param {Frame[]} frames
 * @param {number} length
 * @param {string} colour
 * @param {Words} words
 */
export function showMarks({ scrubber, ticks }, frames, length, colour, words) {
  const last = Math.max(1, length - 1);
  scrubber.max = String(last);
  ticks.replaceChildren();
  ticks.style.setProperty("--c", `var(--${colour})`);
  const at = (/** @type {number} */ index) => `${(100 * index) / last}%`;
  for (const frame of frames) if (frame.updated) make("i", "", ticks).style.left = at(frame.index);
  const fast = frames.filter((frame) => frame.fast);
  if (!fast.length) return;
  const stretch = make("i", "stretch", ticks);
  stretch.style.left = at(fast[0].index);
  stretch.style.width = at(fast.length);
  make("em", "", stretch, say(words, "fast_forward"));
}
