// Pointing at the picture: the nearest point tells its numbers; a click, or Enter, shows a task of its form.
// A finger cannot hover, so its first tap tells and offers a link. Joined after chart.js.

const NEAR = 26;

/** The point that lies nearest to a place on the screen, within reach. */
function nearestPoint(board, event) {
  const box = board.root.querySelector("svg.picture").getBoundingClientRect();
  const s = board.scales;
  const [px, py] = [((event.clientX - box.left) * s.width) / box.width, ((event.clientY - box.top) * s.height) / box.height];
  let best = null;
  for (const c of board.data.curves)
    c.points.forEach((p, at) => {
      const far = Math.hypot(s.x(p.x) - px, s.y(p.mean) - py);
      if (far <= (best?.far ?? NEAR)) best = { id: c.id, at, p, far };
    });
  return best;
}

function showTip(board, found, pinned) {
  const { data: d, scales: s } = board;
  const tip = board.root.querySelector(".tip");
  board.tip = found;
  tip.hidden = false;
  tip.classList.toggle("pinned", Boolean(pinned));
  tip.innerHTML = tipMarkup(d, board.learner(found.id), found.p);
  const [x, y] = [s.x(found.p.x), s.y(found.p.mean)];
  const [wide, high] = [tip.offsetWidth, tip.offsetHeight];
  tip.style.left = `${clamp(x - wide / 2, 0, s.width - wide)}px`;
  tip.style.top = `${y - high - 16 > 0 ? y - high - 16 : y + 18}px`;
  board.root.querySelector("svg.picture").classList.add("pointing");
  light(board, found.id, found.at);
}

function hideTip(board) {
  if (!board.tip) return;
  board.tip = null;
  board.root.querySelector(".tip").hidden = true;
  board.root.querySelector("svg.picture").classList.remove("pointing");
  light(board, null);
}

/** Single out a learner's curve, and one point of it; null: none. */
function light(board, id, at) {
  const lit = id && board.data.curves.some((c) => c.id === id);
  for (const node of board.root.querySelectorAll("svg.picture [data-of]")) {
    if (!node.matches("a")) node.classList.toggle("dim", Boolean(lit) && node.dataset.of !== id);
    else node.classList.toggle("here", node.dataset.of === id && +node.dataset.at === at);
  }
}

function onMove(board, event) {
  if (event.pointerType === "touch") return;
  const learner = event.target.closest?.("[data-learner]");
  if (learner) return light(board, learner.dataset.learner);
  const found = event.target.closest?.("svg.picture") && nearestPoint(board, event);
  if (found) showTip(board, found);
  else if (board.tip && !board.root.querySelector("a.point:focus-visible")) hideTip(board);
  else if (!board.tip) light(board, null);
}

/** The point of a focused or clicked link. */
function pointOf(board, link) {
  const at = +link.dataset.at;
  return { id: link.dataset.of, at, p: board.data.curves.find((c) => c.id === link.dataset.of).points[at] };
}

function onFocus(board, event) {
  const link = event.target.closest?.("a.point");
  if (link?.matches(":focus-visible")) showTip(board, pointOf(board, link));
}

function onBlur(board, event) {
  if (event.target.closest?.("a.point") && !event.relatedTarget?.closest?.(".tip")) hideTip(board);
}

function onPicture(board, event) {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
  const byKey = event.detail === 0 && event.target.closest("a.point");
  const found = byKey ? pointOf(board, byKey) : nearestPoint(board, event);
  event.preventDefault();
  if (!found) return hideTip(board);
  if (board.touched && !byKey) return showTip(board, found, true);
  openTask(board, found);
}

function openTask(board, { id, p }) {
  board.send("open", { learner: id, x: p.x, way: p.way, shot: p.shot });
}
