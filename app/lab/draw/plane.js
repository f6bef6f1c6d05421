// @ts-check
// The map beside the answers: how one learner sees the support set, and the query images among it. What is drawn
// moves at pen-up and leaves a trail; the plane stays as it is until the support set changes.

import { inkMarkup } from "../../shared/drawings/strokes.js";
import { one, put } from "../../shared/web/dom.js";
import { badge } from "../../shared/web/marks.js";
import { spread } from "../../shared/web/spread.js";
import { onStrip } from "../../shared/web/strip.js";
import { numbersTable } from "../../shared/web/table.js";
import { escape, fill, letterOf, say } from "../../shared/web/text.js";
import { nameOf, slotName } from "./markup.js";
import { drawingOf } from "./sheet.js";

/** @import { Data, Place } from "./types.js" */
/** @import { Sheet } from "./sheet.js" */
/** @typedef {{ data: Data, sheet: Sheet, query: string }} Shown */

const SIDE = 100; // of the stage, on which tiles are placed
const [REACH, LONGEST] = [870, 40]; // thousandths to where a tile is whole on the stage; places of a trail

/**
 * Where on the stage a place is, in percent from its top left; what lies outside stands at the edge.
 * @param {Place} place
 * @returns {Place}
 */
export const onStage = ([x, y]) => {
  const inside = (/** @type {number} */ v) => Math.min(Math.max(v, -REACH), REACH) / 20;
  return [SIDE / 2 + inside(x), SIDE / 2 - inside(y)];
};

/**
 * A trail with one place more, unless it ends there.
 * @param {Place[]} trail
 * @param {Place} place
 */
export function walked(trail, place) {
  const last = trail.at(-1);
  return last && last[0] === place[0] && last[1] === place[1] ? trail : [...trail.slice(1 - LONGEST), place];
}

/** How wide tiles are, in percent of the stage: smaller where there are many. @param {number} count */
export const tileSide = (count) => Math.min(11, Math.max(7, Math.sqrt(1900 / count)));

/** Where each query image was, by its slot: for as long as the plane is the same. */
export class Trails {
  look = "";
  /** @type {Record<string, Place[]>} */
  of = {};

  /** Take over where the query images are now. @param {Data} data @param {Sheet} sheet */
  follow({ map, asked, mine }, sheet) {
    if (map.look !== this.look) Object.assign(this, { look: map.look, of: {} });
    asked.forEach((slot, i) => {
      if (map.queries[i]) this.of[slot] = walked(this.of[slot] ?? [], map.queries[i]);
    });
    for (const slot of Object.keys(this.of)) {
      if (mine !== "support" && !drawingOf(sheet, slot).length) delete this.of[slot];
    }
  }
}

/** The map without what changes in it. @param {Record<string, string>} words */
export const planeMarkup = (words) =>
  `<div class="head"><h2>${escape(words.map)}</h2><div data-part="by"></div></div>
    <div class="stage" role="img"><div data-part="ground"></div><svg viewBox="0 0 100 100" aria-hidden="true"
      data-part="trail"></svg><div class="queries"></div></div><div data-part="about"></div>`;

/** @param {HTMLElement} root @param {Shown} shown @param {Trails} trails */
export function showPlane(root, shown, trails) {
  const { data, sheet, query } = shown;
  trails.follow(data, sheet);
  put(root, "by", byMarkup(data));
  put(root, "ground", groundMarkup(shown));
  put(root, "trail", trailMarkup(trails.of[query] ?? []));
  put(root, "about", aboutMarkup(shown));
  one(root, ".stage").setAttribute("aria-label", described(shown));
  one(root, ".stage").classList.toggle("later", !data.map.look);
  placeQueries(one(root, ".queries"), shown);
}

/** Whose view it is. @param {Data} data */
const byMarkup = ({ words, learners, map }) =>
  `<label>${escape(words.map_by)} <select data-map data-key="map">${
    learners.map(({ id, name }) =>
      `<option value="${escape(id)}" ${id === map.learner ? "selected" : ""}>${escape(name)}</option>`
    ).join("")
  }</select></label>`;

/**
 * What stays while queries are drawn: others like the support images, these images, the classes' means.
 * @param {Shown} shown
 */
export function groundMarkup({ data, sheet }) {
  const { map, mine, shot, way } = data;
  if (!map.look) return "";
  const at = ([x, y] = [0, 0]) => `left:${x.toFixed(1)}%;top:${y.toFixed(1)}%`;
  const dots = map.others.map((place, i) =>
    `<i class="dot" style="${at(onStage(place))};--c:var(--fs-class-${
      letterOf(map.labels[i]).toLowerCase()
    })"></i>`
  );
  const means = shot > 1 ? map.means.map(onStage) : []; // one example is its own mean
  const side = tileSide(map.support.length);
  const apart = spread(map.support.map(onStage), side, { width: SIDE, height: SIDE }, means);
  const tiles = apart.map((place, i) => {
    const slot = `${letterOf(Math.floor(i / shot))}${(i % shot) + 1}`;
    const picture = mine === "query"
      ? `<i class="picture" style="background-image:url('${escape(data.support)}');${
        onStrip(i, way * shot)
      }"></i>`
      : drawn(sheet, slot);
    return `<span class="thing support" style="${at(place)};width:${side.toFixed(1)}%">${picture}${
      badge(Math.floor(i / shot))
    }</span>`;
  });
  const marks = means.map((place, label) => `<span class="mean" style="${at(place)}">${badge(label)}</span>`);
  return [...dots, ...tiles, ...marks].join("");
}

/** @param {Sheet} sheet @param {string} slot */
const drawn = (sheet, slot) =>
  `<svg class="ink" viewBox="0 0 255 255">${inkMarkup(drawingOf(sheet, slot))}</svg>`;

/** Where a drawing was, stroke by stroke. @param {Place[]} trail */
export function trailMarkup(trail) {
  if (trail.length < 2) return "";
  const places = trail.map((place) => onStage(place).map((v) => v.toFixed(1)));
  const dots = places.slice(0, -1).map(([x, y]) => `<circle cx="${x}" cy="${y}" r="0.9"/>`);
  return `<polyline points="${places.map((each) => each.join(",")).join(" ")}"/>${dots.join("")}`;
}

/**
 * A tile a query image, which moves to its new place; the one whose answers are shown lies on top.
 * @param {HTMLElement} holder
 * @param {Shown} shown
 */
function placeQueries(holder, { data, sheet, query }) {
  const { map, asked, mine } = data;
  const there = asked.filter((slot, i) =>
    map.queries[i] && (mine === "support" || drawingOf(sheet, slot).length)
  );
  for (const node of [...holder.children]) {
    if (!there.includes(node.getAttribute("data-at") ?? "")) node.remove();
  }
  for (const slot of there) {
    const i = asked.indexOf(slot);
    let node = /** @type {HTMLElement | null} */ (holder.querySelector(`[data-at="${slot}"]`));
    if (!node) {
      node = document.createElement("span");
      node.dataset.at = slot;
      holder.append(node);
    }
    const [x, y] = onStage(map.queries[i]);
    node.className = `thing query${slot === query ? " chosen" : ""}`;
    node.style.cssText = `left:${x.toFixed(1)}%;top:${y.toFixed(1)}%`;
    const learner = data.learners.find(({ id }) => id === map.learner);
    const shares = learner?.shares[i] ?? [];
    const picture = mine === "support"
      ? `<i class="picture" style="background-image:url('${escape(data.query)}');${
        onStrip(i, asked.length)
      }"></i>`
      : drawn(sheet, slot);
    node.innerHTML = picture + (shares.length ? badge(shares.indexOf(Math.max(...shares))) : "");
  }
}

/** What a screen reader says of the map: where the chosen query image lies. @param {Shown} shown */
export function described({ data, sheet, query }) {
  const { words, map, learners, asked } = data;
  const name = learners.find(({ id }) => id === map.learner)?.name ?? "";
  if (!map.look) return words.map_later;
  const far = map.distances[asked.indexOf(query)];
  const about = fill(words.map_alt, { learner: name });
  if (!far) return about;
  const nearest = far.indexOf(Math.min(...far));
  return `${about} ${
    fill(words.map_near, {
      query: slotName(data, sheet, query),
      letter: letterOf(nearest),
      name: nameOf(data, sheet, nearest),
    })
  }`;
}

/** How to read the map, and its distances as numbers. @param {Shown} shown */
function aboutMarkup({ data, sheet }) {
  const { words, map, mine, asked, way, shot } = data;
  if (!map.look) return `<p class="note">${escape(words.map_later)}</p>`;
  const heads = [
    words.map_query,
    ...Array.from({ length: way }, (_, label) => `${letterOf(label)} ${nameOf(data, sheet, label)}`),
  ];
  const rows = map.distances.map((
    far,
    i,
  ) => [slotName(data, sheet, asked[i]), ...far.map((v) => v.toFixed(2))]);
  const key = (/** @type {string} */ kind, /** @type {string} */ text) =>
    `<li><i class="key ${kind}"></i>${escape(text)}</li>`;
  return `<ul class="keys">${key("support", words.support)}${key("query", words.query)}${
    shot > 1 ? key("middle", words.map_mean) : ""
  }${key("dot", mine === "query" ? words.map_others : words.map_changed)}</ul>
    <p class="note">${say(words.map_kept, { share: map.kept })}</p>${
    rows.length ? numbersTable(words.map_table, words.map_table_caption, heads, rows) : ""
  }`;
}
