// Words, numbers and small DOM helpers. All sentences come from the page as data.

const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

/** φ₀, φ₁ … */
export function phi(k) {
  return "φ" + String(k).split("").map((digit) => SUBSCRIPTS[digit]).join("");
}

/** The letter of a class in its task. */
export function letter(i) {
  return String.fromCharCode(65 + i);
}

/** Three significant digits at most, never an exponent. */
export function short(x) {
  if (x == null) return "–";
  if (x === 0) return "0";
  const size = Math.abs(x);
  if (size >= 100) return Math.round(x).toLocaleString("en");
  const places = size >= 10 ? 1 : size >= 0.1 ? 2 : Math.min(6, 2 - Math.floor(Math.log10(size)));
  return String(parseFloat(x.toFixed(places)));
}

/** A loss: always two decimals, so that columns align. */
export function loss(x) {
  return x == null ? "–" : x.toFixed(2);
}

/** 11936 -> 11,936 */
export function count(x) {
  return Math.round(x).toLocaleString("en");
}

/** A filled template. An unknown key shows itself. */
export function say(words, key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/**
 * Text with marks like *s:support* as DOM nodes, so that no data is ever parsed as HTML.
 * s support, q query, c conventional, r the role of the moment, b bold, n a quiet note.
 */
export function rich(parent, text) {
  parent.replaceChildren();
  for (const part of text.split(/(\*[sqcrbn]:[^*]+\*)/)) {
    const marked = part.match(/^\*([sqcrbn]):([^*]+)\*$/);
    if (!marked) parent.append(part);
    else make("span", `mark-${marked[1]}`, parent, marked[2]);
  }
}

/** The same text without its marks, for a screen reader or an SVG label. */
export function plain(text) {
  return text.replace(/\*[sqcrbn]:([^*]+)\*/g, "$1");
}

/** A new element. */
export function make(tag, className, parent, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text != null) node.textContent = text;
  if (parent) parent.append(node);
  return node;
}

/** Text that is safe inside SVG markup. */
export function safe(text) {
  return plain(String(text)).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
}
