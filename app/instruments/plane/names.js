// Names in the picture: each stands where it covers least of what is already there.

const SPOTS = [[10, -8], [10, 18], [-10, -8], [-10, 18], [0, -14], [0, 26], [16, 5], [-16, 5], [22, -24], [22, 34], [-22, -24], [-22, 34]];

/** About how wide a name is drawn: Chinese characters are square. */
const widthOf = (name, font) => font * [...name].reduce((sum, c) => sum + (c > "\u2e80" ? 1.05 : 0.63), 0);

const shared = (a, b) => Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

const around = (x, y, r) => ({ left: x - r, right: x + r, top: y - r, bottom: y + r });

/** Boxes along a line. */
const along = ([ax, ay], [bx, by]) => [0.2, 0.4, 0.6, 0.8].map((t) => around(ax + t * (bx - ax), ay + t * (by - ay), 5));

/** Markup of the names ({name, x, y, fill}) beside their points, clear of the boxes in ``taken`` where there is room. */
function placeNames(names, taken, size, font) {
  const boxes = [...taken];
  return names.map(({ name, x, y, fill }) => {
    const wide = widthOf(name, font);
    const spots = SPOTS.map((spot) => {
      const [right, down] = [spot[0], (spot[1] * font) / 14];
      const anchor = right > 0 ? "start" : right < 0 ? "end" : "middle";
      const left = x + right - { start: 0, middle: wide / 2, end: wide }[anchor];
      const box = { left, right: left + wide, top: y + down - font, bottom: y + down + font / 4 };
      const outside = box.left < 2 || box.right > size - 2 || box.top < 2 || box.bottom > size - 2;
      return { box, anchor, at: [x + right, y + down], cost: boxes.reduce((sum, b) => sum + shared(box, b), outside ? 1e6 : 0) };
    });
    const best = spots.reduce((a, b) => (b.cost < a.cost ? b : a));
    boxes.push(best.box);
    return `<text x="${best.at[0].toFixed(1)}" y="${best.at[1].toFixed(1)}" text-anchor="${best.anchor}" font-size="${font}" fill="${fill}">${escape(name)}</text>`;
  }).join("");
}
