// The embedding map. All steps are there from the start; only what the visitor settles on is sent back.

const maps = new WeakMap();
const BEAT = 700; // ms a step while it plays

export default function (component) {
  const root = component.parentElement.querySelector(".map");
  const map = maps.get(root) ?? open(root);
  map.send = component.setStateValue;
  show(map, component.data);
  return () => close(root);
}

function open(root) {
  const map = { root, data: null, step: 0, image: 0, looked: 0, things: [], timer: null };
  root.addEventListener("input", (event) => event.target.type === "range" && go(map, +event.target.value));
  root.addEventListener("change", (event) => event.target.type === "range" && settle(map));
  root.addEventListener("click", (event) => onClick(map, event));
  root.addEventListener("keydown", (event) => onKey(map, event));
  for (const kind of ["pointerover", "focusin"]) root.addEventListener(kind, (event) => glance(map, event.target));
  root.addEventListener("pointerleave", () => map.data && glance(map, null));
  map.watcher = new ResizeObserver(() => map.data && lay(map));
  maps.set(root, map);
  return map;
}

function close(root) {
  const map = maps.get(root);
  if (!map) return;
  clearInterval(map.timer);
  map.watcher.disconnect();
  maps.delete(root);
}

function show(map, data) {
  const before = map.data;
  const last = data.record.states - 1;
  map.data = data;
  if (before?.look !== data.look || map.sentStep !== data.step) map.step = map.sentStep = Math.min(data.step, last);
  if (before?.task !== data.task || map.sentImage !== data.image) {
    map.sentImage = data.image;
    map.image = data.record.support + Math.min(data.image, data.record.answer[0].length - 1);
  }
  map.looked = map.image;
  if (before?.look !== data.look) build(map);
  update(map);
}

function build(map) {
  clearInterval(map.timer);
  map.timer = null;
  map.root.innerHTML = pageMarkup(map);
  map.root.style.setProperty("--strip", `url("${map.data.strip}")`);
  map.root.dataset.look = map.data.look;
  map.watcher.disconnect();
  map.watcher.observe(map.root.querySelector(".stage"));
  fitZoom(map);
  makeThings(map);
  sayPlay(map);
}

/** The stage has another size. */
function lay(map) {
  fitZoom(map);
  makeThings(map);
  update(map);
}

function update(map) {
  const { record, words } = map.data;
  const right = record.answer[map.step].filter((_, query) => !isWrong(map, record.support + query)).length;
  const slider = map.root.querySelector("input[type=range]");
  if (slider) {
    slider.value = map.step;
    map.root.querySelector("output").textContent = map.step;
  }
  map.root.querySelector(".score").textContent = fill(words.score, { right, all: record.answer[0].length });
  map.root.querySelector(".kept").textContent = fill(words.kept, { share: record.kept[map.step] });
  map.root.querySelector('[data-part="table"]').innerHTML = tableMarkup(map);
  drawRegions(map, map.root.querySelector(".ground"));
  placeThings(map);
  look(map);
}

function look(map) {
  map.root.querySelector(".look").innerHTML = lookMarkup(map, map.looked);
  drawLinks(map);
}

function go(map, step) {
  map.step = step;
  update(map);
}

/** The visitor let go of the slider: the URL shall know. */
function settle(map) {
  map.sentStep = map.step;
  map.send("step", map.step);
}

function choose(map, image) {
  map.image = map.looked = image;
  placeThings(map);
  look(map);
  if (!isQuery(map, image)) return;
  map.sentImage = image - map.data.record.support;
  map.send("image", map.sentImage);
}

function glance(map, target) {
  const image = target?.closest?.(".thing[data-image]")?.dataset.image;
  const looked = image === undefined ? (target ? map.looked : map.image) : +image;
  if (looked === map.looked) return;
  map.looked = looked;
  look(map);
}

function onClick(map, event) {
  const action = event.target.closest("[data-do]")?.dataset.do;
  if (action === "play") return play(map);
  if (action === "save") return savePicture(map);
  const image = event.target.closest("[data-image]")?.dataset.image;
  if (image !== undefined) choose(map, +image);
}

/** On the stage, arrows go to the nearest tile in their direction. */
function onKey(map, event) {
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
  const from = event.target.closest(".thing[data-image]");
  if (!way || !from) return;
  event.preventDefault();
  const points = map.data.record.points[map.step];
  const [x, y] = points[+from.dataset.image];
  const cost = map.data.record.labels.map((_, i) => {
    const [dx, dy] = [points[i][0] - x, points[i][1] - y];
    const along = dx * way[0] + dy * way[1];
    return along > 0 ? along + 2 * Math.abs(dx * way[1] + dy * way[0]) : Infinity;
  });
  const best = cost.indexOf(Math.min(...cost));
  if (cost[best] === Infinity) return;
  choose(map, best);
  map.things[best].focus();
}

function play(map) {
  if (map.timer) {
    clearInterval(map.timer);
    map.timer = null;
    settle(map);
    return sayPlay(map);
  }
  if (map.step === map.data.record.states - 1) go(map, 0);
  map.timer = setInterval(() => {
    go(map, map.step + 1);
    if (map.step === map.data.record.states - 1) play(map);
  }, BEAT);
  sayPlay(map);
}

function sayPlay(map) {
  const button = map.root.querySelector('[data-do="play"]');
  if (!button) return;
  button.textContent = map.timer ? map.data.words.pause : map.data.words.play;
  button.setAttribute("aria-pressed", Boolean(map.timer));
}
