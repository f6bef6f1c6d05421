// The frame around the stage: method switch, caption, code, plane, curve, transport bar.

import { eachOf, inTurn } from "./frames.js";
import { count, make, rich, say, short } from "./text.js";

const TWO_COLUMNS = 980; // px of room from which code, plane and curve stand beside the stage
const NARROW = 640;
const SIDE = 316;
const GAP = 20;

const METHOD_ICONS = {
  maml: '<circle cx="4" cy="6" r="3"/><circle cx="15" cy="6" r="2.2"/><circle cx="25" cy="6" r="2.2"/><circle cx="35" cy="6" r="2.2"/><path d="M34 10q-4 6-8 1M24 10q-4 6-8 1M14 10q-4 6-9 1"/>',
  fomaml: '<circle cx="4" cy="6" r="3"/><circle cx="15" cy="6" r="2.2"/><circle cx="25" cy="6" r="2.2"/><circle cx="35" cy="6" r="2.2"/><path d="M35 10v5H4v-5"/>',
  reptile: '<circle cx="4" cy="13" r="3"/><circle cx="24" cy="3" r="2.2"/><circle cx="35" cy="13" r="2.2"/><path d="M4 13L24 3l11 10M4 13H19m-4-3l4 3-4 3"/>',
  conventional: '<circle cx="10" cy="8" r="3"/><path d="M15 5q12-6 14 3t-14 3m4-3l-4 3 4 3"/>',
};
const MOVE_ICONS = {
  first: "M2 2h2.5v12H2zM14 2v12L5.500 8z",
  previous: "M13 2v12L4 8z",
  play: "M4 2l10 6-10 6z",
  pause: "M3 2h3.500v12H3zM9.500 2H13v12H9.500z",
  next: "M3 2v12l9-6z",
  last: "M11.500 2H14v12h-2.500zM2 2v12l8.500-6z",
};
const SPEEDS = [0.5, 1, 2, 4];
const SVG = "http://www.w3.org/2000/svg";

const glyph = (path) => `<svg width="16" height="16" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true"><path d="${path}"/></svg>`;

/** Build the frame, without words. */
export function buildShell(host) {
  const root = host.querySelector(".loop");
  root.replaceChildren();
  const head = make("div", "head", root);
  const levels = make("div", "methods levels", head);
  levels.setAttribute("role", "group");
  const methods = make("div", "methods", head);
  methods.setAttribute("role", "group");
  const companion = make("button", "companion", head);
  companion.type = "button";
  const main = make("div", "main", root);
  const left = make("div", "left", main);
  const fitted = make("div", "fitted", left);
  const stage = make("div", "stage", fitted);
  stage.setAttribute("role", "img");
  const dock = make("div", "dock", root);
  const line = make("div", "caption", dock);
  const phase = make("b", "phase", line);
  const caption = make("span", "", line);
  caption.setAttribute("aria-live", "polite");
  const bar = transport(dock);
  const spec = make("div", "spec", root);
  const side = make("div", "side", main);
  const code = panel(side, "code", "ol");
  const writing = make("div", "methods writing", code.title.parentElement);
  writing.setAttribute("role", "group");
  const beside = make("div", "panel beside", side);
  const plane = drawing(side, "plane", "0 0 316 150");
  const curve = drawing(side, "curve", "0 0 316 92");
  const whole = make("div", "whole-picture", root);
  root.insertBefore(whole, dock);
  const table = make("details", "numbers", root);
  const shell = { host, root, methods, levels, companion, beside, writing, whole, table, spec, main, fitted, stage, phase, caption, ...bar, code: code.body, codeTitle: code.title,
    plane: plane.body, planeTitle: plane.title, curve: curve.body, curveTitle: curve.title };
  return { ...shell, ...behaviour(shell) };
}

function panel(side, kind, tag) {
  const box = make("div", `panel ${kind}-panel`, side);
  return { title: make("h2", "", box), body: make(tag, kind, box) };
}

function drawing(side, kind, viewBox) {
  const box = make("div", `panel ${kind}-panel`, side);
  const title = make("h2", "", box);
  const body = document.createElementNS(SVG, "svg");
  body.setAttribute("class", kind);
  body.setAttribute("viewBox", viewBox);
  body.setAttribute("role", "img");
  box.append(body);
  return { title, body };
}

function transport(root) {
  const bar = make("div", "bar", root);
  const buttons = {};
  for (const move of ["first", "previous", "play", "next", "last"]) {
    const button = make("button", move, bar);
    button.type = "button";
    button.dataset.move = move;
    button.innerHTML = glyph(MOVE_ICONS[move]);
    buttons[move] = button;
  }
  const select = make("select", "", bar);
  for (const speed of SPEEDS) make("option", "", select, `${speed}×`).value = speed;
  select.value = 1;
  const track = make("div", "track", bar);
  const scrubber = make("input", "", track);
  Object.assign(scrubber, { type: "range", min: 0, max: 0, value: 0 });
  const ticks = make("div", "ticks", track);
  const counter = make("span", "counter", bar);
  const save = make("button", "save", bar);
  save.type = "button";
  save.innerHTML = glyph("M7 1h2v7h3l-4 4-4-4h3zM2 13h12v2H2z");
  buttons.save = save;
  return { bar, buttons, select, scrubber, ticks, counter };
}

/** Words and the method switch, at every new data. */
export function fillShell(shell, data) {
  const { words } = data;
  shell.methods.setAttribute("aria-label", say(words, "method_label"));
  if (shell.methods.dataset.words !== say(words, "method_conventional")) {
    shell.methods.dataset.words = say(words, "method_conventional");
    shell.methods.replaceChildren();
    for (const method of data.order) {
      const button = make("button", "", shell.methods);
      button.type = "button";
      button.dataset.method = method;
      button.innerHTML = `<svg width="39" height="17" viewBox="0 0 39 17" aria-hidden="true">${METHOD_ICONS[method] ?? ""}</svg>`;
      button.append(say(words, `method_${method}`));
    }
  }
  choices(shell.levels, "level", ["whole", "episode"], words);
  choices(shell.writing, "code", ["symbols", "values"], words);
  shell.companion.replaceChildren(say(words, "companion"));
  shell.companion.title = say(words, "companion_hint");
  for (const [move, button] of Object.entries(shell.buttons)) {
    button.setAttribute("aria-label", say(words, move));
    button.title = say(words, move);
  }
  shell.select.setAttribute("aria-label", say(words, "speed"));
  shell.scrubber.setAttribute("aria-label", say(words, "scrubber"));
  shell.bar.title = say(words, "keys_hint");
  rich(shell.planeTitle, say(words, "plane_title"));
}

/** Buttons of which one is pressed. */
function choices(group, kind, values, words) {
  group.setAttribute("aria-label", say(words, `${kind}_label`));
  group.replaceChildren();
  for (const value of values) {
    const button = make("button", "", group, say(words, `${kind}_${value}`));
    button.type = "button";
    button.dataset[kind] = value;
  }
}

/** Titles and the line of settings for a method. */
export function specText(shell, record, method, words) {
  const info = record.info;
  const e = record.episodes[0];
  const conventional = method === "conventional";
  const way = conventional ? 0 : e.classes.length;
  const values = { way, shot: conventional ? 0 : e.support.length / way, query: conventional ? 0 : e.query.length / way,
    steps: conventional ? 0 : e.fast.length - 1, alpha: short(info.inner_lr), eta: short(info.outer_lr),
    tasks: e.tasks, classes: record.train_classes, size: e.size, parameters: count(record.parameters),
    all: count(record.curve.at(-1)?.[0] ?? 0), each: conventional ? 0 : eachOf(e) };
  const kind = { conventional: "spec_conventional", reptile: inTurn("spec_reptile", e) }[method] ?? "spec_meta";
  shell.spec.replaceChildren();
  make("span", "", shell.spec, say(words, kind, values));
  make("span", "", shell.spec, say(words, "spec_cells", values));
  make("span", "norms", shell.spec, say(words, "spec_norms"));
  rich(shell.codeTitle, `${say(words, `method_${method}`)} *n:${say(words, "code_title")}*`);
  const curve = { conventional: "curve_batch", reptile: "curve_reptile" }[method] ?? "curve";
  const title = curve === "curve" ? "curve_title" : curve;
  rich(shell.curveTitle, `${say(words, title)} *n:${say(words, `${curve}_note`, values)}*`);
  shell.curve.setAttribute("aria-label", `${say(words, title)}: ${say(words, `${curve}_note`, values)}`);
  shell.plane.setAttribute("aria-label", say(words, "plane_title"));
  for (const button of shell.methods.children) {
    button.setAttribute("aria-pressed", button.dataset.method === method);
    button.classList.remove("waiting");
  }
}

function behaviour(shell) {
  return {
    speed: () => Number(shell.select.value),
    room() {
      const width = shell.root.clientWidth;
      if (width < NARROW) return { narrow: true, width };
      return { narrow: false, width: width >= TWO_COLUMNS ? width - SIDE - GAP : width };
    },
    scale(place) {
      const room = this.room();
      const factor = room.narrow ? 1 : Math.min(1, room.width / place.width);
      shell.root.classList.toggle("narrow", room.narrow);
      shell.root.classList.toggle("two", !room.narrow && shell.root.clientWidth >= TWO_COLUMNS);
      shell.stage.style.transform = factor < 1 ? `scale(${factor})` : "none";
      shell.fitted.style.height = `${place.height * factor}px`;
    },
    /** A stage just built appears at once; only what comes later moves. */
    settle() {
      shell.stage.classList.add("fresh");
      requestAnimationFrame(() => requestAnimationFrame(() => shell.stage.classList.remove("fresh")));
    },
    /** The whole picture, if the window can hold it. */
    bringIntoView() {
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      if (shell.root.clientHeight <= innerHeight) shell.root.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
    },
    playing(on, words) {
      shell.buttons.play.innerHTML = glyph(MOVE_ICONS[on ? "pause" : "play"]);
      shell.buttons.play.setAttribute("aria-label", say(words, on ? "pause" : "play"));
      shell.root.classList.toggle("running", on);
      shell.caption.setAttribute("aria-live", on ? "off" : "polite");
    },
    levelled(level) {
      shell.root.classList.toggle("whole", level === "whole");
      shell.root.dataset.level = level;
      for (const button of shell.levels.children) button.setAttribute("aria-pressed", button.dataset.level === level);
    },
    /** How the pseudo-code is written. */
    written(code) {
      shell.root.classList.toggle("values", code === "values");
      for (const button of shell.writing.children) button.setAttribute("aria-pressed", button.dataset.code === code);
    },
    waitFor(method) {
      for (const button of shell.methods.children) button.classList.toggle("waiting", button.dataset.method === method);
    },
    marks(frames, method, words) {
      const last = Math.max(1, frames.length - 1);
      shell.scrubber.max = last;
      shell.ticks.replaceChildren();
      shell.ticks.style.setProperty("--c", { conventional: "var(--conventional)", reptile: "var(--support)" }[method] ?? "var(--query)");
      for (const frame of frames) if (frame.upd) make("i", "", shell.ticks).style.left = `${(100 * frame.index) / last}%`;
      const fast = frames.filter((f) => f.fast);
      if (!fast.length) return;
      const stretch = make("i", "stretch", shell.ticks);
      stretch.style.left = `${(100 * fast[0].index) / last}%`;
      stretch.style.width = `${(100 * fast.length) / last}%`;
      make("em", "", stretch, say(words, "fast_forward"));
    },
  };
}
