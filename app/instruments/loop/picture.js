// The picture as a file: an SVG that holds the page's own elements, their style sheet and their tokens.
// EDGE_OF_FILE, headingOfFile and saveText are the app's own, of picture_file.js, which is read before these modules.

/** Save an element as SVG; ``sheets``: [blob address, data address] of the pictures, since no file can keep a blob. */
export function savePicture(node, name, heading, sheets) {
  const { width, height } = node.getBoundingClientRect();
  const loop = node.closest(".loop");
  const rules = styleRules(loop);
  const frame = document.createElement("div");
  frame.className = `${loop.className} still`;
  frame.style.cssText = tokens(loop, rules) + sheets.map(([, data], i) => `--sheet-${i}:url(${data});`).join("");
  const style = document.createElement("style");
  style.textContent = rules;
  frame.append(style, node.cloneNode(true));
  let markup = new XMLSerializer().serializeToString(frame);
  sheets.forEach(([blob], i) => (markup = markup.replaceAll(`url(&quot;${blob}&quot;)`, `var(--sheet-${i})`)));
  const ground = getComputedStyle(loop).getPropertyValue("--fs-ground");
  const wide = width + 2 * EDGE_OF_FILE;
  const above = headingOfFile(heading, wide, loop);
  const tall = height + above.height + EDGE_OF_FILE;
  saveText(`<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${tall}" viewBox="0 0 ${wide} ${tall}">` +
    `<rect width="100%" height="100%" fill="${ground}"/>${above.markup}` +
    `<foreignObject x="${EDGE_OF_FILE}" y="${above.height}" width="${width}" height="${height}" overflow="visible">${markup}</foreignObject></svg>`, name);
}

/** The text of all style sheets where the element lives. */
function styleRules(loop) {
  const { styleSheets, adoptedStyleSheets = [] } = loop.getRootNode();
  return [...styleSheets, ...adoptedStyleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join("\n");
}

/** The values of the tokens that the rules use, as they are in the page's theme. */
function tokens(loop, rules) {
  const style = getComputedStyle(loop);
  const font = ["font-family", "font-size", "line-height"]; // a shorthand with a token in it is lost in a rule's text
  const names = new Set([...rules.matchAll(/var\((--fs-[\w-]+)/g)].map((found) => found[1]));
  for (const letter of "abcdefghij") names.add(`--fs-class-${letter}`);
  return [...font, ...names].map((name) => `${name}:${style.getPropertyValue(name)};`).join("");
}
