// @ts-check
// The picture as a file: an SVG that holds the page's own elements, their style sheet and their tokens.

import { EDGE, headingMarkup, saveText } from "../../shared/web/picture_file.js";

/**
 * Save an element as SVG; no file can keep a blob, so its picture goes in as data.
 * @param {HTMLElement} node
 * @param {string} name
 * @param {string[]} heading lines above it
 * @param {[string, string][]} sheets blob address and data address of the pictures
 */
export function savePicture(node, name, heading, sheets) {
  const loop = /** @type {HTMLElement} */ (node.closest(".loop"));
  const rules = styleRules(loop);
  const frame = document.createElement("div");
  frame.className = `${loop.className} still`;
  const sources = sheets.map(([, data], i) => `--sheet-${i}:url(${data});`);
  frame.style.cssText = tokens(loop, rules) + sources.join("");
  const style = document.createElement("style");
  style.textContent = rules;
  frame.append(style, node.cloneNode(true));
  let markup = new XMLSerializer().serializeToString(frame);
  sheets.forEach(([blob], i) => markup = markup.replaceAll(`url(&quot;${blob}&quot;)`, `var(--sheet-${i})`));
  const { width, height } = node.getBoundingClientRect();
  const wide = width + 2 * EDGE;
  const above = headingMarkup(heading, wide, loop);
  const tall = height + above.height + EDGE;
  const ground = getComputedStyle(loop).getPropertyValue("--fs-ground");
  const size = `width="${wide}" height="${tall}"`;
  const inside = `x="${EDGE}" y="${above.height}" width="${width}" height="${height}"`;
  saveText(
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${wide} ${tall}">` +
      `<rect width="100%" height="100%" fill="${ground}"/>${above.markup}` +
      `<foreignObject ${inside} overflow="visible">${markup}</foreignObject></svg>`,
    name,
  );
}

/** The text of all style sheets where the element lives. @param {HTMLElement} loop */
function styleRules(loop) {
  const root = /** @type {ShadowRoot | Document} */ (loop.getRootNode());
  const sheets = [...root.styleSheets, ...(root.adoptedStyleSheets ?? [])];
  return sheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join("\n");
}

/**
 * The values of the tokens that the rules use, as they are in the page's theme.
 * @param {HTMLElement} loop
 * @param {string} rules
 */
function tokens(loop, rules) {
  const style = getComputedStyle(loop);
  const font = ["font-family", "font-size", "line-height"]; // a shorthand with a token is lost in a rule's text
  const names = new Set([...rules.matchAll(/var\((--fs-[\w-]+)/g)].map((found) => found[1]));
  for (const letter of "abcdefghij") names.add(`--fs-class-${letter}`);
  return [...font, ...names].map((name) => `${name}:${style.getPropertyValue(name)};`).join("");
}
