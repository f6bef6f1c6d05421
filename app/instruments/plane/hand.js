// @ts-check
// θ is moved by hand: dragged by a pointer, or step by step by the arrow keys.

import { ARROWS } from "../../shared/web/keys.js";

const KEY_STEP = 0.1;
const KEY_REST_MS = 250;

/**
 * @typedef {object} Hand
 * @property {() => boolean} free may it be moved now?
 * @property {() => number[]} from where it is
 * @property {(place: number[]) => void} drag it is on its way
 * @property {() => void} begins
 * @property {() => void} ends it rests where it was dragged last
 *
 * @param {HTMLElement} handle
 * @param {Element} picture the square from -edge to edge
 * @param {number} edge
 * @param {Hand} hand
 */
export function movable(handle, picture, edge, { free, from, drag, begins, ends }) {
  let held = false;
  /** @type {number | undefined} */
  let resting;
  handle.onpointerdown = (event) => {
    if (!free()) return;
    held = true;
    begins();
    handle.setPointerCapture(event.pointerId);
  };
  handle.onpointermove = ({ clientX, clientY }) => {
    if (!held) return;
    const { left, top, width, height } = picture.getBoundingClientRect();
    const across = (/** @type {number} */ share) => (2 * share - 1) * edge;
    drag([across((clientX - left) / width), -across((clientY - top) / height)]);
  };
  handle.onpointerup = handle.onpointercancel = () => {
    if (held) ends();
    held = false;
  };
  handle.onkeydown = (event) => {
    const by = ARROWS[event.key];
    if (!by || !free()) return;
    event.preventDefault();
    begins();
    const [x, y] = from();
    drag([x + KEY_STEP * by[0], y - KEY_STEP * by[1]]);
    clearTimeout(resting);
    resting = setTimeout(ends, KEY_REST_MS);
  };
}
