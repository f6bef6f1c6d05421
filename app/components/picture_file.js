// A picture of a page as a file. Every component whose picture can be kept reads this file before its own.

const DRAWN = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
  "opacity", "paint-order", "font-family", "font-size", "font-weight", "text-anchor", "display", "visibility"];

/** A button that keeps a picture; ``title`` says so in the visitor's language. */
const saveButton = (title) => `<button type="button" class="plain" data-do="save" title="${title}" aria-label="${title}">SVG</button>`;

function saveFile(address, name) {
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
}

/** An SVG as it is shown: colours and fonts of the page's style sheets are written into it. */
function saveSvg(svg, name) {
  const copy = svg.cloneNode(true);
  const shown = [svg, ...svg.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((node, i) => {
    const style = getComputedStyle(shown[i]);
    for (const property of DRAWN) node.style.setProperty(property, style.getPropertyValue(property));
  });
  const { x, y, width, height } = svg.viewBox.baseVal;
  const ground = document.createElementNS(svg.namespaceURI, "rect");
  const fill = getComputedStyle(svg).getPropertyValue("--fs-panel").trim();
  for (const [key, value] of Object.entries({ x, y, width, height, fill })) ground.setAttribute(key, value);
  copy.prepend(ground);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const text = new XMLSerializer().serializeToString(copy);
  saveFile(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`, `${name}.svg`);
}
