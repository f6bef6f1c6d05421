// The stage: showFrame(parts, place, frame, scene) sets everything from the frame alone.
// Motion is CSS (transform and opacity) between one state and the next.

import { showParameters, showTeam } from "./parameters.js";
import { classColour, picture } from "./parts.js";
import { letter, loss, phi, rich, say } from "./text.js";

/** Draw one frame. */
export function showFrame(parts, place, frame, scene) {
  const e = scene.record.episodes[frame.ep];
  const at = { parts, place, frame, e, ...scene };
  parts.flows.parentElement.classList.toggle("still", frame.fast);
  showShelf(at);
  showTray(at, "support");
  showTray(at, "query");
  showNetwork(at);
  showLosses(at);
  showParameters(at);
  showTeam(at);
}

/** The shelf of a phone has room for six: this task's classes, and some others. */
function onShelf(e, place) {
  const spare = place.shelf.length - e.classes.length;
  const others = e.shelf.filter((id) => !e.classes.includes(id)).slice(0, Math.max(0, spare));
  return e.shelf.filter((id) => e.classes.includes(id) || others.includes(id));
}

function showShelf({ parts, place, frame, e, ...scene }) {
  const shelf = onShelf(e, place);
  parts.shelf.forEach((card, i) => {
    const id = shelf[i];
    card.node.classList.toggle("absent", id == null);
    if (id == null) return;
    const [name, thumb] = scene.record.classes[id];
    picture(card.image, scene, thumb, card.size);
    card.name.textContent = name;
    card.node.title = name;
    const j = place.conventional ? -1 : e.classes.indexOf(id);
    const chosen = frame.sel && j >= 0;
    card.node.classList.toggle("on", chosen);
    card.node.classList.toggle("dim", !place.conventional && !chosen);
    card.badge.textContent = j >= 0 ? letter(j) : "";
    if (j >= 0) card.node.style.setProperty("--class", classColour(j));
  });
}

function showTray({ parts, place, frame, e, words, method, ...scene }, side) {
  const tray = parts[side];
  const query = side === "query";
  const missing = query && (place.conventional || method === "reptile");
  const on = frame[query ? "dealtQ" : "dealtS"] && !missing;
  tray.node.className = `tray ${missing ? "missing" : place.conventional ? "batch" : side}`;
  tray.node.classList.toggle("feed", frame.feed === (query ? "q" : "s"));
  tray.node.classList.toggle("wait", !on && !missing);
  tray.node.classList.toggle("open", Boolean(frame.test && query));
  trayTitle(tray, query, { place, e, words, method });
  const state = frame[query ? "ansQ" : "ansS"];
  const answers = place.conventional || state == null ? null : e[`${side}_answers`][state];
  const turn = !query && answers && e.turns ? e.turns[state] : null; // the images that this inner step learns from
  const items = missing ? [] : place.conventional ? e.batch : e[side];
  const shelf = onShelf(e, place);
  parts[`${side}Tiles`].forEach((tile, i) => {
    const spot = place[side].tiles[i];
    tile.node.classList.toggle("absent", items[i] == null);
    if (items[i] == null) return;
    picture(tile.node, scene, items[i], spot.size);
    const home = place.shelf[shelf.indexOf(place.conventional ? e.labels[i] : e.classes[spot.group])] ?? place.shelf[0];
    const from = { x: home.x + (home.w - spot.size) / 2, y: home.y + 6 };
    const to = on ? spot : from;
    tile.node.classList.toggle("tiny", spot.size < 24);
    const at = turn ? turn.indexOf(i) : i;
    tile.node.style.transform = `translate(${to.x}px, ${to.y}px)`;
    tile.node.style.opacity = !on ? 0 : at < 0 ? 0.3 : 1;
    tile.node.style.transitionDelay = on ? `${Math.min(0.04 * i, 0.5)}s` : "0s";
    badge(tile, spot, { answers: at < 0 ? null : answers, i: at, e, conventional: place.conventional, judged: frame.ansS != null });
  });
  tray.groups.forEach((group, j) => showGroup(group, j, on, { place, e, ...scene }));
}

function trayTitle(tray, query, { place, e, words, method }) {
  let [title, note, empty] = [query ? "query_title" : "support_title", query ? "query_note" : "support_note", ""];
  if (place.conventional) [title, note] = query ? ["test_title", "test_note"] : ["batch_title", "batch_note"];
  if (query && method === "reptile") [title, note, empty] = ["", "", say(words, "no_query")];
  const values = { way: place.way, shot: place.shot, query: place.query.tiles.length / place.way,
    shown: e.batch?.length, size: e.size };
  rich(tray.title, title ? `${say(words, title)} *n:${say(words, note, values)}*` : "");
  tray.empty.textContent = empty;
  tray.empty.classList.toggle("lock", query && place.conventional);
}

/** The answer beside an image: its letter and a mark; a question mark where there is none. */
function badge(tile, spot, { answers, i, e, conventional, judged }) {
  tile.badge.className = "";
  if (conventional && judged) {
    const right = e.predicted[i] === e.labels[i];
    tile.badge.className = right ? "right" : "wrong";
    tile.badge.textContent = right ? "✓" : "✕";
  } else if (answers) {
    const y = answers.y[i];
    tile.badge.className = y < 0 ? "none" : y === spot.group ? "right" : "wrong";
    const small = spot.size < 30;
    tile.badge.textContent = y < 0 ? "?" : small ? letter(y) : letter(y) + (y === spot.group ? "✓" : "✕");
  }
}

function showGroup(group, j, on, { place, e, record }) {
  group.style.opacity = on ? 1 : 0;
  const id = place.conventional ? e.labels[j] : e.classes[j];
  const name = record.classes[id]?.[0] ?? "";
  if (place.conventional) {
    group.classList.add("bare");
    group.textContent = name;
    return;
  }
  group.style.setProperty("--class", classColour(j));
  rich(group, `*b:${letter(j)}* ${name}`);
}

/** Mean probability of the true class, class by class. */
function byClass(answers, way) {
  const each = answers.p.length / way;
  return Array.from({ length: way }, (_, j) => answers.p.slice(j * each, (j + 1) * each).reduce((a, b) => a + b, 0) / each);
}

function showNetwork({ parts, place, frame, e, words }) {
  const role = place.conventional ? "conventional" : frame.feed === "q" ? "query" : "support";
  const who = frame.act == null ? "" : frame.act === "t" ? "θ" : phi(frame.act);
  parts.net.node.className = `net ${role}`;
  parts.net.node.classList.toggle("on", Boolean(frame.feed));
  rich(parts.net.title, who ? say(words, "network_with", { who }) : say(words, "network"));
  let values = null;
  if (frame.feed && place.conventional) values = e.probabilities;
  else if (frame.feed === "s") values = byClass(e.support_answers[frame.ansS], place.way);
  else if (frame.feed === "q") values = byClass(e.query_answers[frame.ansQ], place.way);
  parts.net.rows.forEach(({ row, letter: name, bar, value }, j) => {
    name.textContent = place.conventional ? "" : letter(j);
    row.style.setProperty("--class", place.conventional ? "var(--conventional)" : classColour(j));
    bar.style.transform = `scaleX(${values ? values[j] : 0})`;
    value.textContent = values ? `${Math.round(100 * values[j])} %` : "";
  });
}

function showLosses({ parts, place, frame, e, words, method }) {
  const most = place.conventional ? Math.max(4, e.loss) : Math.max(...e.support_loss, ...e.query_loss);
  const first = parts.supportLoss;
  first.node.className = `loss ${place.conventional ? "conventional" : "support"}`;
  first.node.classList.toggle("wait", !frame.losses);
  rich(first.title, say(words, place.conventional ? "batch_loss" : "support_loss"));
  first.rows.forEach(({ row, bar, value }, k) => {
    row.className = `loss-row${k < frame.losses ? " on" : ""}${k === frame.current ? " now" : ""}`;
    bar.style.transform = `scaleX(${k < frame.losses ? e.support_loss[k] / most : 0})`;
    value.textContent = loss(e.support_loss[k]);
  });
  if (place.conventional) bigLoss(first, frame.losses ? e.loss : null, most);
  const second = parts.queryLoss;
  second.node.className = `loss ${place.conventional ? "locked" : "query"}`;
  second.node.classList.toggle("hidden", method === "reptile");
  second.node.classList.toggle("wait", !frame.judged && !frame.test);
  if (place.conventional) {
    rich(second.title, say(words, "test_accuracy"));
    second.big.textContent = frame.test ? "?" : "–";
    second.note.textContent = say(words, "test_wait");
    return;
  }
  rich(second.title, `${say(words, "query_loss")} *n:${say(words, "of_state", { phi: phi(place.steps) })}*`);
  bigLoss(second, frame.judged ? e.query_loss.at(-1) : null, most);
}

function bigLoss(box, value, most) {
  box.big.textContent = loss(value);
  box.bar.style.transform = `scaleX(${(value ?? 0) / most})`;
}
