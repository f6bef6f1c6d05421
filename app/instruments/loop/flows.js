// @ts-check
// What flows where in a frame. Paths are computed from the layout, so they fit every N, K and number of steps.

import { arrow, centre, foot, label, middle, right } from "./arrows.js";
import { cardOf } from "./geometry.js";
import { outerFlow } from "./way_back.js";
import { say } from "./words.js";

/** @import { Layout } from "./geometry.js" */
/** @import { Frame, Point, Scene } from "./types.js" */

/** @typedef {Scene & { place: Layout, frame: Frame }} Flow */

/** SVG markup of all arrows of a frame. @param {Layout} place @param {Frame} frame @param {Scene} scene */
export function flowsMarkup(place, frame, scene) {
  const at = { place, frame, ...scene };
  if (frame.fast) return "";
  const lanes = place.narrow ? "" : laneFlows(at);
  const inner = place.conventional || frame.team ? "" : innerFlows(at);
  return lanes + inner + outerFlow(at);
}

/** Images into the network, answers into the loss, parameters into the network. @param {Flow} at */
function laneFlows({ place, frame }) {
  if (!frame.feed || frame.act == null) return "";
  const query = frame.feed === "query";
  const tray = query ? place.query : place.support;
  const box = query ? place.queryLoss : place.supportLoss;
  const colour = place.conventional ? "conventional" : query ? "query" : "support";
  const gate = middle(place.net) + (query ? 34 : -34);
  const level = Math.min(middle(box), gate + 60);
  /** @param {Point} from @param {Point} to */
  const swing = ([x1, y1], [x2, y2]) => {
    const half = (x1 + x2) / 2;
    return arrow(`M${x1} ${y1}C${half} ${y1} ${half} ${y2} ${x2 - 6} ${y2}`, [x2, y2], 0, colour, {
      run: true,
    });
  };
  const into = swing([right(tray) + 3, middle(tray)], [place.net.x - 4, gate]);
  const out = swing([right(place.net) + 3, gate], [box.x - 4, level]);
  const card = frame.act === "t" ? place.theta : cardOf(place, frame.act);
  const [x, y, up] = [centre(card), card.y - 4, foot(place.net) + 4];
  const line = place.inner.y - 9;
  const straight = Math.abs(x - centre(place.net)) < 4;
  const path = straight ? `M${x} ${y}V${up}` : `M${x} ${y}V${line}H${centre(place.net)}V${up}`;
  return `${into}${out}<path class="uses" d="${path}" style="--c:var(--${colour})"/>`;
}

/** copy, and one arrow for every inner step so far. @param {Flow} at */
function innerFlows(at) {
  const { place, frame, words, learner } = at;
  if (!frame.cards) return "";
  const first = place.cards[0];
  const y = middle(first) + 8;
  const look = { dashed: true, run: frame.phase === "copy" };
  let svg = arrow(`M${right(place.theta) + 4} ${y}H${first.x - 12}`, [first.x - 4, y], 0, "text", look);
  const between = (right(place.theta) + first.x) / 2 - 2;
  if (!place.narrow) svg += label(between, y - 9, say(words, "arrow_copy"), "quiet", 12);
  const cut = learner === "fomaml" && frame.out >= 2;
  for (let i = 1; i < place.cards.length; i++) {
    const [from, to] = [place.cards[i - 1], place.cards[i]];
    if ((to.k ?? (from.k ?? 0) + 1) >= frame.cards) break;
    const run = frame.moved === to.k && to.k !== null;
    const end = to.x - 3;
    svg += arrow(`M${right(from) + 3} ${y}H${end - 8}`, [end, y], 0, "support", {
      run,
      faint: frame.out > 0,
    });
    if (cut) svg += scissors((right(from) + to.x) / 2 - 2, y + 6);
  }
  return svg + stepFlow(at, y);
}

/** @param {number} x @param {number} y */
const scissors = (x, y) => `<text class="scissors" x="${x}" y="${y}" text-anchor="middle">✂</text>`;

/**
 * The support loss sends its gradient to the copy; then the copy steps.
 * @param {Flow} at
 * @param {number} y
 */
function stepFlow({ place, frame }, y) {
  if (frame.phase === "gradient" && frame.pull) {
    const card = cardOf(place, frame.pull.on);
    const box = place.supportLoss;
    const x = centre(card);
    const line = place.inner.y - 7;
    const path = place.narrow
      ? `M${centre(box)} ${foot(box) + 2}V${line}H${x}V${card.y - 11}`
      : `M${right(box) + 3} ${middle(box)}H${place.side}V${line}H${x}V${card.y - 12}`;
    return arrow(path, [x, card.y - 3], 90, "support", { run: true });
  }
  if (frame.phase !== "step" || place.narrow || frame.moved == null) return "";
  const [a, b] = [cardOf(place, frame.moved - 1), cardOf(place, frame.moved)];
  return b.x - right(a) > 50 ? label((right(a) + b.x) / 2 - 2, y - 12, "−α∇L", "support") : "";
}
