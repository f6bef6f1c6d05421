// Small pieces of markup, every text escaped. Joined before the other scripts.
const escape = (text) =>
  String(text).replace(/[&<>"']/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[c]);
const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
const percent = (share) => (share > 0 && share < 0.01 ? "<1" : Math.round(100 * share)) + "%";

/** One drawing of a strip of drawings that lie side by side. */
function tile(strip, index, label, more = "") {
  const at = strip.count > 1 ? (100 * index) / (strip.count - 1) : 0;
  return `<span class="tile ${more}" role="img" aria-label="${escape(label)}"
    style="background-image:var(--${strip.id});background-size:${strip.count * 100}% 100%;background-position:${at}% 0"></span>`;
}

function badge(c, index) {
  const colour = index < 10 ? `var(--fs-class-${c.letter.toLowerCase()})` : "transparent";
  const ink = index === 0 ? "var(--fs-on-class-a)" : [6, 7, 8].includes(index) ? "var(--fs-on-class-dark)" : index < 10 ? "var(--fs-on-class)" : "inherit";
  return `<span class="badge" style="background:${colour};color:${ink}">${escape(c.letter)}</span>`;
}
