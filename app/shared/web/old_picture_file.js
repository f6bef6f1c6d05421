// A picture of a page as a file. Every component whose picture can be kept reads this file before its own.

const DRAWN = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
  "opacity", "paint-order", "font-family", "font-size", "font-weight", "text-anchor", "display", "visibility"];
const EDGE_OF_FILE = 14; // px around a picture with a heading
const WIDER = 1.12; // the file may be opened where the page's font is missing, and another is wider

/** A button that keeps a picture; ``title`` says so in the visitor's language. */
const saveButton = (title) => `<button type="button" class="plain" data-do="save" title="${title}" aria-label="${title}">SVG</button>`;

function saveFile(address, name) {
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
}

/** The text of an SVG as a file. */
function saveText(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  saveFile(address, `${name}.svg`);
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** An SVG as it is shown: colours and fonts of the page's style sheets are written into it; ``heading``: lines above it. */
function saveSvg(svg, name, heading = []) {
  const copy = svg.cloneNode(true);
  const shown = [svg, ...svg.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((node, i) => {
    const style = getComputedStyle(shown[i]);
    for (const property of DRAWN) node.style.setProperty(property, style.getPropertyValue(property));
    if (node.localName === "a") node.removeAttribute("href"); // a file's links would lead nowhere
  });
  const { x, y, width, height } = svg.viewBox.baseVal;
  const margin = heading.length ? EDGE_OF_FILE : 0;
  const [left, wide] = [x - margin, width + 2 * margin];
  const above = headingOfFile(heading, wide, svg);
  const [top, tall] = [y - above.height, height + above.height + margin];
  const ground = document.createElementNS(svg.namespaceURI, "rect");
  const fill = getComputedStyle(svg).getPropertyValue("--fs-panel").trim();
  for (const [key, value] of Object.entries({ x: left, y: top, width: wide, height: tall, fill })) ground.setAttribute(key, value);
  const title = document.createElementNS(svg.namespaceURI, "g");
  title.setAttribute("transform", `translate(${left} ${top})`);
  title.innerHTML = above.markup;
  copy.prepend(ground, title);
  for (const [key, value] of Object.entries({ width: wide, height: tall, viewBox: `${left} ${top} ${wide} ${tall}` })) copy.setAttribute(key, value);
  saveText(new XMLSerializer().serializeToString(copy), name);
}

/** Lines of text above a picture, the first one bold, folded where the picture ends: SVG markup and its height. */
function headingOfFile(lines, width, page) {
  if (!lines.length) return { markup: "", height: 0 };
  const token = (name) => getComputedStyle(page).getPropertyValue(`--fs-${name}`).trim();
  const [family, pen] = [token("font"), document.createElement("canvas").getContext("2d")];
  let [markup, height] = ["", EDGE_OF_FILE];
  lines.forEach((line, i) => {
    const [size, weight, colour] = i ? [13.5, 400, token("quiet")] : [17, 700, token("text")];
    pen.font = `${weight} ${size}px ${family}`;
    for (const row of foldedLine(line, width - 2 * EDGE_OF_FILE, pen)) {
      const text = row.replace(/[&<>]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c]);
      height += size * 1.4;
      markup += `<text x="${EDGE_OF_FILE}" y="${height - size * 0.35}" style='fill:${colour};font:${weight} ${size}px ${family}'>${text}</text>`;
    }
  });
  return { markup, height: Math.ceil(height + EDGE_OF_FILE / 2) };
}

/** A line in rows no wider than there is room; Chinese may be folded after any character. */
function foldedLine(line, width, pen) {
  const rows = [""];
  for (const part of line.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/g) ?? []) {
    if (rows.at(-1) && WIDER * pen.measureText((rows.at(-1) + part).trimEnd()).width > width) rows.push("");
    rows[rows.length - 1] += part;
  }
  return rows.map((row) => row.trimEnd());
}
