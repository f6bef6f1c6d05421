// Where everything stands. One function for the wide stage (840 px), one for a phone; both give the
// same names, so that drawing never asks which one it is.

const CELLS_TOP = 24;

/** Places of all parts for one form of task. */
export function layout(form) {
  const conventional = form.method === "conventional";
  const base = form.narrow ? narrowFrame(form) : wideFrame();
  if (conventional) moreRoom(base);
  else shareRoom(base, form);
  const cards = conventional ? [] : rail(base.inner, shownStates(form.steps, form.narrow ? 3 : 5), base.cardHeight, form.narrow);
  return {
    ...base,
    ...form,
    conventional,
    cards,
    support: { ...base.support, ...(conventional ? batchTiles(base.support, form.batch) : dealt(base.support, form.way, form.shot)) },
    query: { ...base.query, ...(conventional ? { tiles: [], groups: [] } : dealt(base.query, form.way, form.query)) },
    original: conventional ? base.alone : base.original,
    theta: thetaCard(conventional ? base.alone : base.original, base),
    team: team(base.inner, form.tasks, base.cardHeight, form.narrow),
  };
}

function wideFrame() {
  const pitch = (840 - 63) / 11;
  return {
    width: 840, height: 520, cardHeight: 106, arcs: 50, cellsTop: CELLS_TOP,
    shelf: Array.from({ length: 12 }, (_, i) => ({ x: i * pitch, y: 0, w: 63, h: 68, image: 44 })),
    support: { x: 0, y: 82, w: 356, h: 110 },
    query: { x: 0, y: 204, w: 356, h: 110 },
    net: { x: 406, y: 92, w: 160, h: 212 },
    supportLoss: { x: 614, y: 82, w: 196, h: 110 },
    queryLoss: { x: 614, y: 204, w: 196, h: 110 },
    original: { x: 0, y: 330, w: 148, h: 138 },
    alone: { x: 372, y: 330, w: 228, h: 138 },
    inner: { x: 168, y: 330, w: 644, h: 138 },
    side: 828,
  };
}

function narrowFrame({ room }) {
  const pitch = room / 6;
  const third = (room - 16) / 3;
  return {
    width: room, height: 592, cardHeight: 92, arcs: 44, cellsTop: 20,
    shelf: Array.from({ length: 6 }, (_, i) => ({ x: i * pitch, y: 0, w: pitch - 5, h: 54, image: 32 })),
    support: { x: 0, y: 64, w: room, h: 106 },
    query: { x: 0, y: 178, w: room, h: 106 },
    net: { x: 0, y: 294, w: third, h: 116 },
    supportLoss: { x: third + 8, y: 294, w: third, h: 116 },
    queryLoss: { x: 2 * (third + 8), y: 294, w: third, h: 116 },
    original: { x: 0, y: 424, w: 66, h: 122 },
    alone: { x: room / 2 - 70, y: 424, w: 140, h: 122 },
    inner: { x: 76, y: 424, w: room - 76, h: 122 },
    side: null,
  };
}

/** A batch has two rows of tiles with names; its tray takes some of the other's height. */
function moreRoom(base) {
  base.support.h += 22;
  base.query.y += 22;
  base.query.h -= 22;
  base.supportLoss.h += base.side ? 22 : 0;
  base.queryLoss.y += base.side ? 22 : 0;
  base.queryLoss.h -= base.side ? 22 : 0;
}

/** Three support images of a class or more: their tray takes height from the query's, as far as no image there gets smaller. */
function shareRoom({ support, query }, { way, shot, query: queries }) {
  if (shot < 3) return;
  const size = (tray, each, more) => dealt({ ...tray, h: tray.h + more }, way, each).tiles[0].size;
  const free = [36, 24, 12].find((more) => size(query, queries, -more) >= Math.min(size(query, queries, 0), size(support, shot, more)));
  if (!free || size(support, shot, free) <= size(support, shot, 0)) return;
  support.h += free;
  query.y += free;
  query.h -= free;
}

function thetaCard(zone, { cardHeight, width }) {
  const w = Math.min(116, zone.w - (width < 600 ? 8 : 32));
  return { x: zone.x + (zone.w - w) / 2, y: zone.y + zone.h - cardHeight - (width < 600 ? 4 : 8), w, h: cardHeight };
}

/** Which states φ are shown; null stands for a fold. */
function shownStates(steps, most) {
  if (steps <= most) return Array.from({ length: steps + 1 }, (_, k) => k);
  const first = Array.from({ length: most - 2 }, (_, k) => k);
  return [...first, null, steps - 1, steps];
}

/** Cards of the unrolled inner loop, left to right; a fold is a narrow place. */
function rail(zone, states, height, narrow) {
  const margin = narrow ? 5 : 14;
  const folded = states.includes(null);
  const room = zone.w - 2 * margin - (folded ? 22 : 0);
  const full = states.length - (folded ? 1 : 0);
  const least = narrow ? 12 : 26;
  const w = Math.min(narrow ? 62 : 116, (room - (states.length - 1) * least) / full);
  const gap = Math.min(narrow ? 30 : 64, (room - full * w) / Math.max(1, states.length - 1));
  let x = zone.x + margin;
  return states.map((k) => {
    const card = { k, x, y: zone.y + zone.h - height - (narrow ? 4 : 8), w: k === null ? 22 : w, h: height };
    x += card.w + gap;
    return card;
  });
}

/** Tiles of a tray, class by class, as large as they can be. */
function dealt(tray, way, each) {
  const gap = 8;
  const groupWidth = (tray.w - 20 - (way - 1) * gap) / way;
  const groupHeight = tray.h - 26 - 24;
  let best = { size: 0, columns: 1 };
  for (let columns = 1; columns <= each; columns++) {
    const rows = Math.ceil(each / columns);
    const size = Math.min(62, (groupWidth - 2 * (columns - 1)) / columns, (groupHeight - 2 * (rows - 1)) / rows);
    if (size > best.size) best = { size, columns };
  }
  const { size, columns } = best;
  const used = columns * size + (columns - 1) * 2;
  const tiles = [];
  const groups = [];
  for (let j = 0; j < way; j++) {
    const left = tray.x + 10 + j * (groupWidth + gap);
    groups.push({ x: left, y: tray.y + tray.h - 23, w: groupWidth });
    for (let i = 0; i < each; i++) {
      tiles.push({ size, group: j, x: left + (groupWidth - used) / 2 + (i % columns) * (size + 2),
        y: tray.y + 25 + Math.floor(i / columns) * (size + 2) });
    }
  }
  return { tiles, groups };
}

/** The first images of a batch, two rows, each with its class's name below. */
function batchTiles(tray, shown) {
  const columns = Math.ceil(shown / 2);
  const pitch = (tray.w - 16) / columns;
  const size = 34;
  const at = (i) => ({ x: tray.x + 8 + (i % columns) * pitch, y: tray.y + 24 + Math.floor(i / columns) * 52 });
  const places = Array.from({ length: shown }, (_, i) => at(i));
  return {
    tiles: places.map(({ x, y }, i) => ({ size, group: i, x: x + (pitch - size) / 2, y })),
    groups: places.map(({ x, y }) => ({ x, y: y + size, w: pitch })),
  };
}

/** Small cards of the meta-batch's tasks. */
function team(zone, tasks, height, narrow) {
  const shown = Math.min(tasks, narrow ? 4 : 5);
  const gap = narrow ? 4 : 12;
  const margin = narrow ? 5 : 14;
  const w = Math.min(136, (zone.w - 2 * margin - (shown - 1) * gap) / shown);
  return Array.from({ length: shown }, (_, i) =>
    ({ x: zone.x + margin + i * (w + gap), y: zone.y + zone.h - height - (narrow ? 4 : 8), w, h: height }));
}

/** Where state k stands: its card, or the fold that hides it. */
export function cardOf(place, k) {
  if (k === "t") return place.theta;
  return place.cards.find((c) => c.k === k) ?? place.cards.find((c) => c.k === null);
}
