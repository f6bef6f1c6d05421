// What a visitor's hands do: buttons, the scrubber, keys.

const KEYS = { ArrowRight: "next", ArrowLeft: "previous", Home: "first", End: "last" };

/** Let a player obey its buttons, its scrubber and the keys. */
export function listen(player) {
  const { root, scrubber } = player.shell;
  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button && player.ready) press(player, button);
  });
  scrubber.addEventListener("input", () => player.jump(+scrubber.value, false));
  scrubber.addEventListener("change", () => player.tell());
  root.addEventListener("keydown", (event) => key(player, event));
}

function press(player, button) {
  const { method, level, move, code } = button.dataset;
  if (level) player.enter(level);
  else if (code) player.write(code);
  else if (method) player.pick(method);
  else if (button === player.shell.companion) player.accompany();
  else if (move === "play") toggle(player);
  else if (move) moveBy(player, move);
  else player.save();
}

function toggle(player) {
  if (player.playing) player.pause();
  else player.play();
}

function moveBy(player, move) {
  const { index } = player;
  player.jump({ first: 0, previous: index - 1, next: index + 1, last: player.steps().length - 1 }[move]);
}

function key(player, event) {
  if (!player.ready || event.ctrlKey || event.metaKey || event.altKey || event.target.tagName === "SELECT") return;
  if (KEYS[event.key]) moveBy(player, KEYS[event.key]);
  else if (event.key === " " && !["BUTTON", "SUMMARY"].includes(event.target.tagName)) toggle(player);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
