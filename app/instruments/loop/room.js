// @ts-check
// How much room there is: stage, code and player share one screen, whatever the window's size.

import { sizeWatcher } from "../../shared/web/dom.js";

import { LOWEST, WIDTH } from "./geometry.js";

/** @import { Layout } from "./geometry.js" */
/** @import { Shell } from "./shell.js" */

const TWO_COLUMNS = 940; // px of room from which code, plane and curve stand beside the stage
const NARROW = 640;
const SIDE = 316;
const [GAP, GAP_SIDE] = [20, 8];
const MARGIN = 4; // px between the page's header, which stays in sight, and a film that is scrolled to
const NEAR_TOP = 0.4; // share of the window: a film that begins lower is scrolled to before it plays
const [PANEL, LINE, GOT] = [36, 17, 40]; // px of a panel's heading and edges, a line of code, measured values
const PHONE = { plane: 128, curve: 92 };
export const WORDS = 22; // px of the line below the plane
const [PLANE, CURVE] = [[88, 210], [62, 130]]; // px: the least and the most of the drawings beside the stage

/**
 * ``width`` and ``high``: px for the stage, as it is shown; ``side``: px beside it, player included.
 * @typedef {{ narrow: boolean, two: boolean, width: number, high: number, side: number }} Room
 */

/** Room for the film where it stands, once it is scrolled into sight. @param {Shell} shell @returns {Room} */
export function roomOf(shell) {
  const full = shell.root.clientWidth;
  const narrow = full < NARROW;
  const two = full >= TWO_COLUMNS;
  const scrolled = document.querySelector("[data-testid=stMain]")?.scrollTop ?? 0;
  const enlargement = enlargementOf(shell.root);
  const head = shell.head.offsetHeight + 8;
  const top = (shell.root.getBoundingClientRect().top + scrolled) / enlargement + head;
  const [floor, player] = [innerHeight / enlargement - below(shell), shell.dock.offsetHeight + 4];
  const near = top < NEAR_TOP * floor && (narrow || floor - top - player >= LOWEST);
  const begins = near ? top : (headed() + MARGIN) / enlargement + (narrow ? 0 : head);
  const side = Math.floor(floor - begins);
  const high = side - player - (two || narrow ? 0 : least(full));
  return { narrow, two, width: two ? full - SIDE - GAP : full, high, side };
}

/** What stands at the window's lower edge, below the player: px. @param {Shell} shell */
const below = ({ dock }) => Number.parseFloat(getComputedStyle(dock).bottom) || 0;

/** The page's header, which a presentation has not: px of the window. */
const headed = () => document.querySelector(".st-key-header")?.getBoundingClientRect().height ?? 0;

/** How much larger than its own pixels a presentation shows the film. @param {HTMLElement} root */
const enlargementOf = (root) => root.getBoundingClientRect().width / root.offsetWidth || 1;

/** Height of what stands below the stage on a tablet, at least. @param {number} width */
const least = (width) => 2 * PANEL + 2 * GAP_SIDE + 10 + (PLANE[0] + CURVE[0]) * enlarged(width);

/** How much wider than beside the stage drawings are on a tablet. @param {number} width */
const enlarged = (width) => (width - GAP_SIDE) / 2 / SIDE;

/** Height of the stage's layout in a room that may be less wide than the layout. @param {Room} room */
export const heightFor = (room) => Math.round(room.high / scaleFor(room));

/** @param {Room} room */
const scaleFor = (room) => room.narrow ? 1 : Math.min(1, room.width / WIDTH);

/** Scale the stage to its room. @param {Shell} shell @param {Layout} place @param {Room} room */
export function fit(shell, place, room) {
  const factor = scaleFor(room);
  shell.stage.style.transform = factor < 1 ? `scale(${factor})` : "none";
  shell.fitted.style.height = `${place.height * factor}px`;
}

/** @param {Shell} shell @param {Room} room */
export function columns(shell, room) {
  shell.root.classList.toggle("narrow", room.narrow);
  shell.root.classList.toggle("two", room.two);
}

/**
 * Heights of the plane's and the curve's drawing: what the code leaves beside the stage, or what stands below
 * the stage on a tablet.
 * @param {Room} room
 * @param {{ lines: number, valued: boolean, tall: number }} code ``tall``: px of stage and player
 */
export function drawings(room, { lines, valued, tall }) {
  if (room.narrow) return PHONE;
  const code = PANEL + lines * LINE + (valued ? GOT : 0);
  const beside = tall - code - 2 * PANEL - 2 * GAP_SIDE;
  const below = Math.max(code, room.side - tall - GAP_SIDE) - 2 * PANEL - GAP_SIDE - 6;
  const left = room.two ? beside : below / enlarged(room.width);
  const within = (/** @type {number[]} */ [least, most], /** @type {number} */ px) =>
    Math.round(Math.max(least, Math.min(most, px)));
  const plane = within(PLANE, 0.6 * left);
  return { plane: plane - WORDS, curve: within(CURVE, left - plane) };
}

/** Scroll as little as is needed to have stage and player in sight. @param {Shell} shell */
export function bringIntoView(shell) {
  const { root, fitted, dock, whole } = shell;
  const stage = root.classList.contains("whole") ? whole : fitted;
  const main = document.querySelector("[data-testid=stMain]");
  const [box, ceiling] = [stage.getBoundingClientRect(), headed() + MARGIN];
  const floor = innerHeight - (dock.offsetHeight + below(shell)) * enlargementOf(root);
  if (!main || (box.top >= headed() && box.bottom <= floor + 1)) return;
  const down = box.bottom - floor;
  const by = box.top < ceiling ? box.top - ceiling : Math.min(box.top - ceiling, down);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  main.scrollBy({ top: by, behavior: calm ? "auto" : "smooth" });
}

/**
 * Draw again whenever the room has changed; what stands above may move the film, too. Returns what ends that.
 * @param {Shell} shell
 * @param {() => void} draw
 */
export function watch(shell, draw) {
  let before = "";
  const changed = () => {
    const now = JSON.stringify(roomOf(shell));
    if (now !== before) draw();
    before = now;
  };
  const observer = sizeWatcher(shell.root, changed);
  observer.observe(shell.root);
  const column = document.querySelector("[data-testid=stMainBlockContainer]");
  if (column) observer.observe(column);
  addEventListener("resize", changed);
  return () => {
    observer.disconnect();
    removeEventListener("resize", changed);
  };
}
