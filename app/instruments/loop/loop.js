// @ts-check
// The episode loop: a film of real training steps, played in the browser.

import { lasting } from "../../shared/web/dom.js";
import { Player } from "./player.js";

/** @import { Component } from "../../shared/web/dom.js" */
/** @import { Data } from "./types.js" */

export default lasting(
  ".loop",
  (root) => new Player(root),
  (player, /** @type {Component<Data>} */ { data, setStateValue }) =>
    player.update(data, (place) => setStateValue("at", place)),
  (player) => player.destroy(),
);
