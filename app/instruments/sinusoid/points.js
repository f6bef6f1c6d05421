// Placing, dragging and removing points, by pointer and by keys. Joined after errors.js.

const KEY_STEP = 0.1;
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const SETTLE_MS = 180;

/** A point within the plane, in hundredths, as the address holds it. */
function placed(board, x, y) {
  const { x: far, y: high } = board.data.bounds;
  const exact = (value, most) => Math.round(100 * clamp(value, -most, most)) / 100 + 0;
  return [exact(x, far), exact(y, high)];
}

/** Where on the plane a pointer is. */
function under(board, event) {
  const box = part(board, "plane").querySelector("svg").getBoundingClientRect();
  const scale = board.scales.width / box.width;
  return [board.scales.fromX((event.clientX - box.left) * scale), board.scales.fromY((event.clientY - box.top) * scale)];
}

/** Show the points at once, and ask for their fits. */
function edited(board, points, focus) {
  board.points = points;
  board.pending = JSON.stringify(points);
  drawPoints(board, focus);
  clearTimeout(board.settling);
  board.asked = performance.now();
  board.send.trigger("points", points);
}

function addPoint(board, x, y, focus = null) {
  if (board.points.length >= board.data.bounds.most) return tellLimit(board);
  edited(board, [...board.points, placed(board, x, y)], focus);
}

function removePoint(board, index, focus = null) {
  edited(board, board.points.filter((_, i) => i !== index), focus);
}

/** For those without a pointer: a new point on the axis where there is room, in focus. */
function addByKey(board) {
  const taken = (x) => board.points.some((p) => Math.abs(p[0] - x) < 0.5);
  const free = [0, 1, -1, 2, -2, 3, -3, 4, -4].find((x) => !taken(x)) ?? 0.5;
  addPoint(board, free, 0, board.points.length);
}

const tellLimit = (board) => (part(board, "said").textContent = say(board.data.words.full, { most: board.data.bounds.most }));

const pointOf = (event) => event.target.closest?.("[data-point]");

function onDown(board, event) {
  board.dragged = false;
  const point = pointOf(event);
  if (!point || event.button) return;
  board.drag = { index: +point.dataset.point, point, from: [event.clientX, event.clientY], moved: false };
  point.setPointerCapture(event.pointerId);
}

function onMove(board, event) {
  const { drag } = board;
  if (!drag) return;
  drag.moved ||= Math.hypot(event.clientX - drag.from[0], event.clientY - drag.from[1]) > 4;
  if (!drag.moved) return;
  board.pending = "drag";
  const [x, y] = (board.points[drag.index] = placed(board, ...under(board, event)));
  drag.point.setAttribute("transform", `translate(${board.scales.x(x)} ${board.scales.y(y)})`);
}

function onUp(board) {
  const { drag } = board;
  board.drag = null;
  board.dragged = drag?.moved;
  if (drag?.moved) edited(board, [...board.points], drag.index);
}

/** A click on a point takes it away, a click beside adds one; the click that ends a drag does neither. */
function onPlaneClick(board, event) {
  if (board.dragged) return;
  const point = pointOf(event);
  if (point) return removePoint(board, +point.dataset.point);
  const [x, y] = under(board, event);
  const { x: far, y: high } = board.data.bounds;
  if (Math.abs(x) <= far && Math.abs(y) <= high) addPoint(board, x, y);
}

function onPointKey(board, event) {
  const point = pointOf(event);
  if (!point) return;
  const index = +point.dataset.point;
  if (["Delete", "Backspace", "Enter", " "].includes(event.key)) {
    event.preventDefault();
    return removePoint(board, index, index);
  }
  const move = KEYS[event.key];
  if (!move) return;
  event.preventDefault();
  const far = KEY_STEP * (event.shiftKey ? 5 : 1);
  const [x, y] = board.points[index];
  const points = board.points.with(index, placed(board, x + far * move[0], y + far * move[1]));
  board.points = points;
  board.pending = JSON.stringify(points);
  drawPoints(board, index);
  clearTimeout(board.settling);
  board.settling = setTimeout(() => edited(board, points, index), SETTLE_MS);
}
