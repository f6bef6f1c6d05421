// @ts-check
// The embedding map. All steps are there from the start; only what the visitor settles on is sent back.

import { closest, lasting, one, sizeWatcher } from "../../shared/web/dom.js";
import { Echo } from "../../shared/web/echo.js";
import { afterPause } from "../../shared/web/pause.js";
import { fill } from "../../shared/web/text.js";
import { legendMarkup, lookMarkup, pageMarkup, tableMarkup } from "./markup.js";
import { savePicture } from "./picture.js";
import { drawLinks, drawRegions, fitZoom, lay, makeThings, placeThings } from "./stage.js";
import { isQuery, isWrong, towards } from "./view.js";

/** @import { Data, View } from "./view.js" */
/** @typedef {import("../../shared/web/dom.js").Component<Data>} Component */
/** @typedef {"step" | "image" | "exact"} Sent */

/**
 * @typedef {object} Around a view, and what keeps it in step with the page
 * @property {Record<Sent, Echo>} echoes
 * @property {number} width of the stage
 * @property {number | null} timer while it plays
 * @property {ResizeObserver} watcher
 * @property {(name: Sent, value: unknown) => void} send
 * @property {(image: number) => void} sendImage
 * @property {(step: number) => void} sendStep
 *
 * @typedef {View & Around} EmbeddingMap
 */

const BEAT = 700; // ms a step while it plays

export default lasting(".map", open, show, close);

/** @param {HTMLElement} root @param {Component} component @returns {EmbeddingMap} */
function open(root, { data }) {
  /** @type {EmbeddingMap} */
  const map = {
    root,
    data: { ...data, look: "" },
    step: 0,
    image: 0,
    looked: 0,
    exact: false,
    zoom: 1,
    width: 0,
    timer: null,
    things: [],
    truth: [],
    places: [],
    send: () => {},
    echoes: { step: new Echo(), image: new Echo(), exact: new Echo() },
    watcher: sizeWatcher(root, () => resize(map)),
    sendImage: afterPause((image) => map.send("image", image)),
    sendStep: afterPause((step) => map.send("step", step)),
  };
  root.oninput = (event) => isRange(event.target) && go(map, Number(event.target.value));
  root.onchange = (event) => isRange(event.target) && map.sendStep(map.step);
  root.onclick = (event) => onClick(map, event);
  root.onkeydown = (event) => onKey(map, event);
  for (const kind of ["pointerover", "focusin"]) {
    root.addEventListener(kind, (event) => glance(map, event));
  }
  root.onpointerleave = () => glance(map, null);
  return map;
}

/** @param {EventTarget | null} target @returns {target is HTMLInputElement} */
const isRange = (target) => target instanceof HTMLInputElement && target.type === "range";

/** @param {EmbeddingMap} map */
function close(map) {
  clearInterval(map.timer ?? undefined);
  map.watcher.disconnect();
}

/** @param {EmbeddingMap} map @param {Component} component */
function show(map, { data, setTriggerValue }) {
  map.send = (name, value) => {
    map.echoes[name].sent(value);
    setTriggerValue(name, value);
  };
  const before = map.data;
  const rebuilt = before.look !== data.look;
  const last = data.record.states - 1;
  map.data = data;
  const news = { step: map.echoes.step.isNews(data.step), image: map.echoes.image.isNews(data.image) };
  if (map.echoes.exact.isNews(data.exact) || rebuilt) map.exact = data.exact;
  if (news.step || rebuilt) map.step = Math.min(data.step, last);
  if (news.image || before.task !== data.task || rebuilt) {
    map.image = data.record.support + Math.min(data.image, data.record.answer[0].length - 1);
  }
  map.looked = map.image;
  if (rebuilt) build(map);
  update(map);
}

/** @param {EmbeddingMap} map */
function build(map) {
  clearInterval(map.timer ?? undefined);
  map.timer = null;
  map.root.innerHTML = pageMarkup(map);
  map.root.style.setProperty("--strip", `url("${map.data.strip}")`);
  map.root.dataset.look = map.data.look;
  map.watcher.disconnect();
  map.watcher.observe(one(map.root, ".stage"));
  map.width = one(map.root, ".stage").clientWidth;
  fitZoom(map);
  makeThings(map);
  sayPlay(map);
}

/** Where the stage has another size, all is placed anew. @param {EmbeddingMap} map */
function resize(map) {
  const { clientWidth } = one(map.root, ".stage");
  if (clientWidth === map.width) return;
  map.width = clientWidth;
  fitZoom(map);
  makeThings(map);
  update(map);
}

/** @param {EmbeddingMap} map */
function update(map) {
  const { record, words } = map.data;
  const right = record.answer[map.step].filter((_, query) => !isWrong(map, record.support + query)).length;
  const slider = map.root.querySelector("input[type=range]");
  if (isRange(slider)) {
    slider.value = String(map.step);
    one(map.root, "output").textContent = String(map.step);
  }
  one(map.root, ".score").textContent = fill(words.score, { right, all: record.answer[0].length });
  one(map.root, ".kept").textContent = fill(words.kept, { share: record.kept[map.step] });
  one(map.root, '[data-part="table"]').innerHTML = tableMarkup(map);
  one(map.root, '[data-part="legend"]').innerHTML = legendMarkup(map);
  const exact = one(map.root, '[data-do="exact"]');
  exact.textContent = words.exact;
  exact.setAttribute("aria-pressed", String(map.exact));
  drawRegions(map, /** @type {HTMLCanvasElement} */ (one(map.root, ".ground")));
  lay(map);
  placeThings(map);
  look(map);
}

/** @param {EmbeddingMap} map */
function look(map) {
  one(map.root, ".look").innerHTML = lookMarkup(map);
  drawLinks(map);
}

/** @param {EmbeddingMap} map @param {number} step */
function go(map, step) {
  map.step = step;
  update(map);
}

/** @param {EmbeddingMap} map @param {number} image */
function choose(map, image) {
  map.image = map.looked = image;
  placeThings(map);
  look(map);
  if (isQuery(map, image)) map.sendImage(image - map.data.record.support);
}

/** The image whose tile an event is on; -1 where it is on none. @param {Event} event @param {string} among */
const imageAt = (event, among) => Number(closest(event, among)?.dataset.image ?? -1);

/** @param {EmbeddingMap} map @param {Event | null} event */
function glance(map, event) {
  const image = event ? imageAt(event, ".thing[data-image]") : -1;
  const looked = image >= 0 ? image : event ? map.looked : map.image;
  if (looked === map.looked) return;
  map.looked = looked;
  look(map);
}

/** @param {EmbeddingMap} map @param {Event} event */
function onClick(map, event) {
  const action = closest(event, "[data-do]")?.dataset.do;
  const image = imageAt(event, "[data-image]");
  if (action === "play") play(map);
  else if (action === "save") savePicture(map);
  else if (action === "exact") {
    map.exact = !map.exact;
    update(map);
    map.send("exact", map.exact);
  } else if (image >= 0) choose(map, image);
}

/**
 * On the stage, arrows go to the nearest tile in their direction.
 * @param {EmbeddingMap} map
 * @param {KeyboardEvent} event
 */
function onKey(map, event) {
  const from = imageAt(event, ".thing[data-image]");
  if (from < 0 || !event.key.startsWith("Arrow")) return;
  event.preventDefault();
  const to = towards(map.places.slice(0, map.data.record.labels.length), from, event.key);
  if (to < 0) return;
  choose(map, to);
  map.things[to].focus();
}

/** @param {EmbeddingMap} map */
function play(map) {
  if (map.timer !== null) {
    clearInterval(map.timer);
    map.timer = null;
    map.sendStep(map.step);
    return sayPlay(map);
  }
  const last = map.data.record.states - 1;
  if (map.step === last) go(map, 0);
  map.timer = setInterval(() => {
    go(map, map.step + 1);
    if (map.step === last) play(map);
  }, BEAT);
  sayPlay(map);
}

/** @param {EmbeddingMap} map */
function sayPlay(map) {
  const button = map.root.querySelector('[data-do="play"]');
  if (!button) return;
  button.textContent = map.timer === null ? map.data.words.play : map.data.words.pause;
  button.setAttribute("aria-pressed", String(map.timer !== null));
}
