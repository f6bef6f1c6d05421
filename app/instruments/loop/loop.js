// @ts-check
// The episode loop: a film of real training steps, played in the browser.

import { lasting, one } from "../../shared/web/dom.js";
import { Player } from "./player.js";

/** @import { Data, Place } from "./types.js" */

const playerOf = lasting((root) => new Player(one(root, ".loop")), (player) => player.destroy());

/**
 * Streamlit calls this for every new data; one player lives in one place of the page.
 * @param {{ data: Data, parentElement: HTMLElement, setStateValue: (name: string, value: unknown) => void }} component
 */
export default function ({ data, parentElement, setStateValue }) {
  const { kept: player, leave } = playerOf(parentElement, data);
  player.update(data, (/** @type {Place} */ place) => setStateValue("at", place));
  return leave;
}
