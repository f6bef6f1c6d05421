// Building blocks of the contests. Joined before the scripts that draw.

const escape = (text) =>
  String(text).replace(/[&<>"']/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[c]);

/** Put values into the {places} of a sentence that came with the data. */
const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

const strong = (sentence) => escape(sentence).replace(/\*\*(.+?)\*\*/g, "<b>$1</b>");

const interval = (words, row) => fill(words.interval, { mean: row.mean.toFixed(1), ci: row.ci95.toFixed(1) });

/** The mark of a learner: full, or hollow for one that was trained in another way than its namesake. */
function mark(learner, x, y, radius = 5.5) {
  const inside = learner.hollow ? "var(--fs-ground)" : learner.colour;
  return `<circle class="mark" cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius}" style="fill:${inside};stroke:${learner.colour}"/>`;
}

/** A table for those who do not see the picture, and for those who want to read it off. */
function numbersTable(words, heads, rows) {
  const head = heads.map((text) => `<th scope="col">${escape(text)}</th>`).join("");
  const body = rows.map(([first, ...cells]) =>
    `<tr><th scope="row">${escape(first)}</th>${cells.map((cell) => `<td>${escape(cell)}</td>`).join("")}</tr>`);
  return `<details class="numbers"><summary>${escape(words.numbers)}</summary><div><table>
    <thead><tr><td></td>${head}</tr></thead><tbody>${body.join("")}</tbody></table></div></details>`;
}
