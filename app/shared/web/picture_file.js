// @ts-check
// A picture of a page as a file, with what it shows and where it is from above it.

import { folded } from "./labels.js";
import { escape } from "./text.js";

const DRAWN =
  "fill fill-opacity stroke stroke-width stroke-dasharray stroke-linecap stroke-linejoin opacity " +
  "paint-order font-family font-size font-weight text-anchor display visibility"; // properties
export const EDGE = 14; // px around a picture with a heading
const WIDER = 1.12; // the file may be opened where the page's font is missing, and another is wider
const SHARPER = 2; // pixels of a PNG for each of the picture's

/**
 * A button that keeps a picture; ``title`` says so in the visitor's language.
 * @param {string} title
 * @param {string} kind
 */
export const saveButton = (title, kind = "SVG") =>
  `<button type="button" class="plain" data-do="save" title="${escape(title)}" aria-label="${
    escape(title)
  }">${kind}</button>`;

/** @param {string} address @param {string} name the file's, with its ending */
export function saveFile(address, name) {
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
}

/** An SVG's text as a file. @param {string} text @param {string} name */
export function saveText(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  saveFile(address, `${name}.svg`);
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/**
 * An SVG as it is shown, as a file.
 * @param {SVGSVGElement} svg
 * @param {string} name
 * @param {string[]} heading lines above it
 */
export function saveSvg(svg, name, heading = []) {
  saveText(asText(svg, heading), name);
}

/** The same as a PNG. @param {SVGSVGElement} svg @param {string} name @param {string[]} heading */
export async function savePng(svg, name, heading = []) {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(asText(svg, heading))}`;
  await image.decode();
  const [width, height] = [image.naturalWidth * SHARPER, image.naturalHeight * SHARPER];
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d")?.drawImage(image, 0, 0, width, height);
  saveFile(canvas.toDataURL("image/png"), `${name}.png`);
}

/**
 * An SVG's text with the colours and fonts of the page's style sheets written into it.
 * @param {SVGSVGElement} svg
 * @param {string[]} heading
 */
function asText(svg, heading = []) {
  const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
  const shown = [svg, ...svg.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((node, i) => {
    const style = getComputedStyle(shown[i]);
    for (const property of DRAWN.split(" ")) {
      /** @type {SVGElement} */ (node).style.setProperty(property, style.getPropertyValue(property));
    }
    if (node.localName === "a") node.removeAttribute("href"); // a file's links would lead nowhere
  });
  // Where it stands on the page is not where it stands in the file.
  for (const property of ["position", "left", "width", "height"]) copy.style.removeProperty(property);
  const { x, y, width, height } = boxOf(svg);
  const margin = heading.length ? EDGE : 0;
  const [left, wide] = [x - margin, width + 2 * margin];
  const above = headingMarkup(heading, wide, svg);
  const [top, tall] = [y - above.height, height + above.height + margin];
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  setAll(ground, { x: left, y: top, width: wide, height: tall, fill: token(svg, "panel") });
  const title = document.createElementNS("http://www.w3.org/2000/svg", "g");
  setAll(title, { transform: `translate(${left} ${top})` });
  title.innerHTML = above.markup;
  copy.prepend(ground, title);
  setAll(copy, { width: wide, height: tall, viewBox: `${left} ${top} ${wide} ${tall}` });
  return new XMLSerializer().serializeToString(copy);
}

/** The coordinates that an SVG shows. @param {SVGSVGElement} svg */
function boxOf(svg) {
  const box = svg.viewBox.baseVal;
  if (box && box.width) return box;
  const { width, height } = svg.getBoundingClientRect();
  return { x: 0, y: 0, width, height };
}

/** @param {Element} node @param {Record<string, string | number>} attributes */
function setAll(node, attributes) {
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
}

/** A design token's value where a node stands. @param {Element} node @param {string} name */
export const token = (node, name) =>
  getComputedStyle(node).getPropertyValue(`--fs-${name}`).trim().replace(/\s+/g, " ");

/**
 * Lines of text above a picture, the first one bold, folded where the picture ends: markup and height.
 * @param {string[]} lines
 * @param {number} width
 * @param {Element} page
 */
export function headingMarkup(lines, width, page) {
  const pen = document.createElement("canvas").getContext("2d");
  if (!lines.length || !pen) return { markup: "", height: 0 };
  const family = token(page, "font");
  let [markup, height] = ["", EDGE];
  lines.forEach((line, i) => {
    const [size, weight, colour] = i ? [13.5, 400, token(page, "quiet")] : [17, 700, token(page, "text")];
    pen.font = `${weight} ${size}px ${family}`;
    for (const row of folded(line, width - 2 * EDGE, (text) => WIDER * pen.measureText(text).width)) {
      height += size * 1.4;
      const style = `fill:${colour};font:${weight} ${size}px ${family}`;
      markup += `<text x="${EDGE}" y="${height - size * 0.35}" style='${style}'>${escape(row)}</text>`;
    }
  });
  return { markup, height: Math.ceil(height + EDGE / 2) };
}
