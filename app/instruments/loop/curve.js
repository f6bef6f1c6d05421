// The training log of the stored run, drawn as far as the film has come.

import { count, loss, safe, say } from "./text.js";

const [WIDE, HIGH, LEFT, RIGHT] = [316, 92, 58, 14];
const [TOP, FLOOR] = [8, 72];

/** SVG markup of the curve in a frame. */
export function curveMarkup(frame, { record, method, words }) {
  const points = record.curve;
  if (points.length < 2) return `<text class="note" x="${WIDE / 2}" y="${HIGH / 2}" text-anchor="middle">${safe(say(words, "curve_none"))}</text>`;
  const last = points.at(-1)[0];
  const most = Math.max(record.guessing ?? 0, ...points.map((p) => p[1])) * 1.06;
  const x = (seen) => LEFT + (WIDE - LEFT - RIGHT) * Math.sqrt(seen / last);
  const y = (value) => FLOOR - (FLOOR - TOP) * (value / most);
  const colour = { conventional: "conventional", reptile: "support" }[method] ?? "query";
  const path = (list) => list.map((p, i) => `${i ? "L" : "M"}${x(p[0]).toFixed(1)} ${y(p[1]).toFixed(1)}`).join("");
  let svg = axis(x, y, last, record, words);
  svg += `<path class="ahead" d="${path(points)}"/>`;
  svg += `<path class="log" style="--c:var(--${colour})" d="${path(points.slice(0, frame.marker + 1))}"/>`;
  const [seen, value] = points[frame.marker];
  svg += `<circle class="marker" style="--c:var(--${colour})" cx="${x(seen)}" cy="${y(value)}" r="4.5"/>`;
  const late = x(seen) > WIDE * 0.7;
  return svg + `<text class="value" style="--c:var(--${colour})" x="${x(seen) + (late ? 0 : 8)}" y="${y(value) < 24 ? y(value) + 18 : y(value) - 8}" text-anchor="${late ? "end" : "start"}">${loss(value)}</text>`;
}

function axis(x, y, last, record, words) {
  let svg = `<line class="base" x1="${LEFT}" x2="${WIDE - RIGHT}" y1="${FLOOR}" y2="${FLOOR}"/><text class="tick" x="${LEFT - 6}" y="${FLOOR + 4}" text-anchor="end">0</text>`;
  if (record.guessing != null) {
    const level = y(record.guessing);
    svg += `<line class="guess" x1="${LEFT}" x2="${WIDE - RIGHT}" y1="${level}" y2="${level}"/>`;
    svg += `<text class="tick" x="${LEFT - 6}" y="${level + 4}" text-anchor="end">${safe(say(words, "guessing"))}</text>`;
  }
  for (const seen of ticks(last)) {
    svg += `<line class="base" x1="${x(seen)}" x2="${x(seen)}" y1="${FLOOR}" y2="${FLOOR + 4}"/>`;
    svg += `<text class="tick" x="${x(seen)}" y="${FLOOR + 16}" text-anchor="middle">${count(seen)}</text>`;
  }
  return svg;
}

/** Round numbers that stand well apart under a square-root axis. */
function ticks(last) {
  const found = [];
  let unit = 10 ** Math.floor(Math.log10(last));
  for (const factor of [5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02]) {
    const seen = unit * factor;
    const apart = found.length === 0 || Math.sqrt(found.at(-1) / last) - Math.sqrt(seen / last) > 0.17;
    if (seen <= last * 0.97 && seen >= 1 && apart && Math.sqrt(seen / last) > 0.1) found.push(seen);
  }
  return found;
}
