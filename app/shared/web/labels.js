// @ts-check
// Where names stand in a picture: at lines' ends, moved apart; in lines no wider than there is room.

/**
 * The heights of labels that want to stand at ``ends``: at least ``gap`` apart, between top and bottom.
 * @param {number[]} ends
 * @param {number} gap
 * @param {number} top
 * @param {number} bottom
 */
export function apart(ends, gap, top, bottom) {
  const order = ends.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y);
  order.forEach((end, n) => end.y = Math.max(end.y, n ? order[n - 1].y + gap : top));
  for (let n = order.length - 1, floor = bottom; n >= 0; floor = order[n].y - gap, n--) {
    order[n].y = Math.min(order[n].y, floor);
  }
  /** @type {number[]} */
  const placed = [];
  for (const end of order) placed[end.i] = end.y;
  return placed;
}

/** About how wide a text is drawn at a font size; Chinese is square. @param {string} text @param {number} font */
export const widthOf = (text, font) =>
  font * [...text].reduce((sum, character) => sum + (character > "\u2e80" ? 1.05 : 0.63), 0);

/**
 * A text in rows no wider than there is room; Chinese may be folded after any character.
 * @param {string} text
 * @param {number} room
 * @param {(text: string) => number} measure how wide a text is drawn
 */
export function folded(text, room, measure) {
  const rows = [""];
  for (const part of text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/g) ?? []) {
    if (rows[rows.length - 1] && measure((rows[rows.length - 1] + part).trimEnd()) > room) rows.push("");
    rows[rows.length - 1] += part;
  }
  return rows.map((row) => row.trimEnd());
}
