// @ts-check
// The episode loop: a film of real training steps, played in the browser.

import { Player } from "./player.js";

/** @import { Data, Place } from "./types.js" */

/** @type {WeakMap<HTMLElement, Player>} */
const players = new WeakMap();

/**
 * Streamlit calls this for every new data; one player lives in one place of the page.
 * @param {{ data: Data, parentElement: HTMLElement, setStateValue: (name: string, value: unknown) => void }} component
 */
export default function ({ data, parentElement, setStateValue }) {
  const player = players.get(parentElement) ??
    new Player(/** @type {HTMLElement} */ (parentElement.querySelector(".loop")));
  players.set(parentElement, player);
  player.update(data, (/** @type {Place} */ place) => setStateValue("at", place));
  return () => {
    player.destroy();
    players.delete(parentElement);
  };
}
