// Building blocks of both charts. Joined before the others.

const escape = (text) =>
  String(text).replace(/[&<>"']/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[c]);

/** Put values into the {places} of a sentence that came with the data. */
const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

const say = (sentence, values) => escape(fill(sentence, values));

/** Where the labels of lines stand that end at these heights: moved apart, within top and bottom. */
function apart(ends, gap, top, bottom) {
  const order = ends.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y);
  order.forEach((end, n) => (end.y = Math.max(end.y, n ? order[n - 1].y + gap : top)));
  for (let n = order.length - 1, floor = bottom; n >= 0; n--, floor = order[n + 1].y - gap) order[n].y = Math.min(order[n].y, floor);
  const placed = [];
  for (const end of order) placed[end.i] = end.y;
  return placed;
}

/** Lines and numbers of a percent axis from 0 to 100. */
function percentGrid(y, left, right, words) {
  return [0, 20, 40, 60, 80, 100]
    .map((value) => {
      const text = value === 100 ? fill(words.percent, { value }) : value;
      return `<path class="rule" d="M${left} ${y(value)}H${right}"/><text x="${left - 8}" y="${y(value) + 4}" text-anchor="end">${escape(text)}</text>`;
    })
    .join("");
}

const line = (points) => `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`;

/** A table for those who do not see the picture, and for those who want to read it off. */
function numbersTable(summary, caption, heads, rows) {
  const head = heads.map((text) => `<th scope="col">${escape(text)}</th>`).join("");
  const body = rows.map(([first, ...cells]) =>
    `<tr><th scope="row">${escape(first)}</th>${cells.map((cell) => `<td>${escape(cell)}</td>`).join("")}</tr>`);
  return `<details class="numbers"><summary>${escape(summary)}</summary><div><table><caption>${escape(caption)}</caption>
    <thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table></div></details>`;
}
