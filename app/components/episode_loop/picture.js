// The picture as a file: an SVG that holds the page's own elements with their computed styles.

const SKIPPED = /^(transition|animation|will-change|cursor|-webkit|inset-|block-|inline-|margin-(block|inline)|padding-(block|inline))/;

/** Save an element as SVG; ``sheets`` gives the picture behind a blob address, which no file can keep. */
export function savePicture(node, name, sheets) {
  const { width, height } = node.getBoundingClientRect();
  const copy = node.cloneNode(true);
  inline(node, copy, sheets);
  const markup = new XMLSerializer().serializeToString(copy);
  const ground = getComputedStyle(node.closest(".loop")).getPropertyValue("--fs-ground");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<rect width="100%" height="100%" fill="${ground}"/><foreignObject width="100%" height="100%">${markup}</foreignObject></svg>`;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  link.download = `${name}.svg`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Write what the style sheets say into every element of the copy. */
function inline(node, copy, sheets) {
  const style = getComputedStyle(node);
  let text = "";
  for (const name of style) if (!SKIPPED.test(name) && !name.startsWith("--")) text += `${name}:${style.getPropertyValue(name)};`;
  for (const [blob, data] of sheets) text = text.replace(blob, data);
  copy.setAttribute("style", text);
  for (let i = 0; i < node.children.length; i++) inline(node.children[i], copy.children[i], sheets);
}
