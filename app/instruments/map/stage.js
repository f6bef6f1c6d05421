// The plane itself: the classifier's regions, the tiles on them, and the lines to a tile's neighbours.

/** Tiles are smaller where there are many, and on a narrow screen. */
function tileSize(map) {
  const side = map.root.querySelector(".stage").clientWidth;
  return Math.round(Math.max(20, Math.min(46, (1.1 * side) / Math.sqrt(map.data.record.labels.length + 90))));
}

/** One button an image and one mark a class mean; they only move afterwards. */
function makeThings(map) {
  const { labels } = map.data.record;
  const size = tileSize(map);
  const things = labels.map((label, image) => {
    const node = document.createElement("button");
    node.type = "button";
    node.className = `thing tile ${isQuery(map, image) ? "query" : "support"}`;
    node.style.cssText = drawing(map, image, size);
    node.innerHTML = `${badge(label)}<s aria-hidden="true">✕</s>`;
    node.dataset.image = image;
    node.tabIndex = -1;
    return node;
  });
  const means = map.data.classes.map((name, label) => {
    const node = document.createElement("span");
    node.className = `thing mean c${label < 10 ? label : "none"}`;
    node.textContent = letter(label);
    return node;
  });
  map.things = [...things, ...means];
  const holder = map.root.querySelector(".things");
  holder.style.setProperty("--size", `${size}px`);
  holder.replaceChildren(...map.things);
}

/** A square stage has no room to spare at the sides: it is filled by the images that lie farthest out. */
function fitZoom(map) {
  const { clientWidth, clientHeight } = map.root.querySelector(".stage");
  const farthest = Math.max(...map.data.record.points.flat(2).map(Math.abs));
  map.zoom = clientWidth > 1.2 * clientHeight ? 1 : 1000 / (1.15 * farthest);
  map.root.style.setProperty("--zoom", map.zoom);
}

function placeThings(map) {
  const { clientWidth: side, clientHeight: height } = map.root.querySelector(".stage");
  const points = map.data.record.points[map.step];
  map.things.forEach((node, i) => {
    const [x, y] = points[i];
    node.style.transform = `translate(${side / 2 + (x / 2000) * side * map.zoom}px, ${height / 2 - (y / 2000) * side * map.zoom}px) translate(-50%, -50%)`;
    if (i >= map.data.record.labels.length) return;
    node.classList.toggle("wrong", isWrong(map, i));
    node.classList.toggle("chosen", i === map.image);
    node.setAttribute("aria-label", describe(map, i));
    node.tabIndex = i === map.image ? 0 : -1;
  });
}

/** A pixel a place; the browser smooths it when it enlarges it. */
function drawRegions(map, canvas) {
  const { regions, grid } = map.data.record;
  const style = getComputedStyle(map.root);
  const colours = map.data.classes.map((_, label) => style.getPropertyValue(`--fs-class-${"abcdefghij"[label] ?? "none"}`).trim());
  const context = canvas.getContext("2d");
  canvas.width = canvas.height = grid;
  [...regions[map.step]].forEach((sign, i) => {
    const colour = sign === "." ? "" : colours[sign.charCodeAt(0) - 65];
    if (!colour) return;
    context.fillStyle = colour;
    context.fillRect(i % grid, Math.floor(i / grid), 1, 1);
  });
}

function drawLinks(map) {
  const { points, near } = map.data.record;
  const [x, y] = points[map.step][map.looked];
  const lines = near[map.step][map.looked].map((other) => {
    const [to_x, to_y] = points[map.step][other];
    return `<path d="M${x} ${-y}L${to_x} ${-to_y}"/>`;
  });
  map.root.querySelector(".links").innerHTML = lines.join("");
  const close = new Set(near[map.step][map.looked]);
  map.things.forEach((node, i) => node.classList.toggle("close", close.has(i)));
}
