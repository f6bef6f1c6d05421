// @ts-check
// The picture as a file: an SVG that holds the page's own elements, their style sheet and their tokens.

import { EDGE, headingMarkup, saveText } from "../../shared/web/picture_file.js";

/**
 * Save an element as SVG.
 * @param {HTMLElement} node
 * @param {string} name
 * @param {string[]} heading lines above it
 */
export function savePicture(node, name, heading) {
  const loop = /** @type {HTMLElement} */ (node.closest(".loop"));
  const rules = styleRules(loop);
  const frame = document.createElement("div");
  frame.className = `${loop.className} still`;
  frame.style.cssText = tokens(loop, rules) + loop.style.cssText; // which has the pictures
  const style = document.createElement("style");
  style.textContent = rules;
  frame.append(style, node.cloneNode(true));
  const markup = new XMLSerializer().serializeToString(frame);
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
