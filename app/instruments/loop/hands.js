// @ts-check
// What a visitor's hands do: buttons, the scrubber, keys.

/** @import { Player } from "./player.js" */
/** @import { Learner, Level, Writing } from "./types.js" */

/** @typedef {"first" | "previous" | "next" | "last"} Move */

/** @type {Record<string, Move>} */
const KEYS = { ArrowRight: "next", ArrowLeft: "previous", Home: "first", End: "last" };

/** Let a player obey its buttons, its scrubber and the keys. @param {Player} player */
export function listen(player) {
  const { root, scrubber } = player.shell;
  root.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (button && player.ready) press(player, button);
  });
  scrubber.addEventListener("input", () => player.jump(Number(scrubber.value), false));
  scrubber.addEventListener("change", () => player.home.tell());
  root.addEventListener("keydown", (event) => key(player, event));
}

/** @param {Player} player @param {HTMLButtonElement} button */
function press(player, button) {
  const { learner, level, move, code } = button.dataset;
  if (level) player.enter(/** @type {Level} */ (level));
  else if (code) player.write(code === player.code ? "folded" : /** @type {Writing} */ (code));
  else if (learner) player.pick(/** @type {Learner} */ (learner));
  else if (button === player.shell.companion) player.accompany();
  else if (move === "play") toggle(player);
  else if (move) moveBy(player, /** @type {Move} */ (move));
  else player.screen.save(player.level, player.index);
}

/** @param {Player} player */
function toggle(player) {
  if (player.playing) player.pause();
  else player.play();
}

/** @param {Player} player @param {Move} move */
function moveBy(player, move) {
  const { index } = player;
  player.jump({ first: 0, previous: index - 1, next: index + 1, last: player.length - 1 }[move]);
}

/** @param {Player} player @param {KeyboardEvent} event */
function key(player, event) {
  const { tagName } = /** @type {Element} */ (event.target);
  if (!player.ready || event.ctrlKey || event.metaKey || event.altKey || tagName === "SELECT") return;
  if (KEYS[event.key]) moveBy(player, KEYS[event.key]);
  else if (event.key === " " && !["BUTTON", "SUMMARY"].includes(tagName)) toggle(player);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
