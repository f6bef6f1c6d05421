// @ts-check
// The stage: showFrame sets everything from the frame alone. Motion is CSS between one state and the next.

import { showShelf, showTray } from "./images.js";
import { showLosses, showNetwork } from "./losses.js";
import { showParameters, showTeam } from "./parameters.js";

/** @import { Layout } from "./geometry.js" */
/** @import { Parts } from "./parts.js" */
/** @import { Frame, Scene, Update } from "./types.js" */

/**
 * What drawing one frame takes.
 * @typedef {Scene & { parts: Parts, place: Layout, frame: Frame, update: Update }} Moment
 */

/** Draw one frame. @param {Parts} parts @param {Layout} place @param {Frame} frame @param {Scene} scene */
export function showFrame(parts, place, frame, scene) {
  const at = { parts, place, frame, update: scene.film.updates[frame.update], ...scene };
  parts.flows.parentElement?.classList.toggle("still", frame.fast);
  showShelf(at);
  showTray(at, "support");
  showTray(at, "query");
  showNetwork(at);
  showLosses(at);
  showParameters(at);
  showTeam(at);
}
