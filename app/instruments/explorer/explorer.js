// The task board: one frame for the support set, one for the query set, a row for each class.
// Everything but the choice of the task happens here, in the browser.

const boards = new WeakMap();
const TILE = 64; // side of a drawing on the sprite, in px

export default function (component) {
  const root = component.parentElement.querySelector(".board");
  const board = boards.get(root) ?? open(root);
  show(board, component.data);
  return () => close(root);
}

function open(root) {
  const board = { root, data: null, mode: "rows", brush: 0, tip: null, sprites: {}, tiles: { support: [], query: [] } };
  const react = { click: onClick, keydown: onKey, dragstart: onDrag, dragover: onDragOver, drop: onDrop };
  for (const [kind, handle] of Object.entries(react)) root.addEventListener(kind, (event) => handle(board, event));
  for (const kind of ["pointerover", "focusin"]) root.addEventListener(kind, (event) => onGlance(board, event.target, kind));
  for (const kind of ["pointerleave", "focusout"]) root.addEventListener(kind, () => onGlance(board, null, kind));
  board.onResize = () => fit(board);
  window.addEventListener("resize", board.onResize);
  board.watcher = new ResizeObserver(board.onResize);
  board.watcher.observe(root);
  boards.set(root, board);
  return board;
}

function close(root) {
  const board = boards.get(root);
  if (!board) return;
  board.watcher.disconnect();
  window.removeEventListener("resize", board.onResize);
  for (const sprite of Object.values(board.sprites)) URL.revokeObjectURL(sprite.urls);
  boards.delete(root);
}

/** Show new data: the pictures are decoded first, so that a task appears whole. */
async function show(board, data) {
  const before = board.data;
  board.asked = data;
  if (before?.look === data.look) return showWords(board, data);
  const sprites = before?.task === data.task ? board.sprites : await loadSprites(data);
  if (board.asked !== data) return; // a newer task has arrived meanwhile
  const kept = before?.task === data.task ? board.tiles : null;
  if (!kept) for (const old of Object.values(board.sprites)) URL.revokeObjectURL(old.urls);
  Object.assign(board, { data, sprites });
  build(board, kept);
}

async function loadSprites(data) {
  const load = async (set) => {
    const count = data[`${set}_tiles`].length;
    // A short address of its own: three hundred tiles must not each carry the whole picture's text.
    const urls = URL.createObjectURL(await (await fetch(data[`${set}_sprite`])).blob());
    const image = Object.assign(new Image(), { src: urls });
    await image.decode();
    const columns = Math.round(image.naturalWidth / TILE);
    return [set, { urls, columns, rows: Math.ceil(count / columns) }];
  };
  return Object.fromEntries(await Promise.all(["support", "query"].map(load)));
}

/** Build the board; for the same task in another language the order and the guesses stay. */
function build(board, kept) {
  hideTip(board);
  board.root.innerHTML = boardMarkup(board);
  for (const set of ["support", "query"]) {
    const fresh = makeTiles(board, set);
    fresh.forEach((node, index) => (node.index = index));
    board.tiles[set] = kept ? kept[set].map((old) => Object.assign(fresh[old.index], { named: old.named })) : fresh;
  }
  if (!kept && board.mode !== "rows") {
    board.mode = "guess";
    shuffle(board);
  }
  board.brush = Math.min(board.brush, board.data.way - 1);
  fit(board);
  place(board);
  repaint(board);
  showWords(board, board.data);
  board.root.dataset.task = board.data.task;
}

function showWords(board, data) {
  board.root.querySelector(".say").innerHTML = strong(data.say);
  board.root.querySelector(".count").innerHTML = strong(data.count);
}

function repaint(board) {
  board.root.dataset.mode = board.mode;
  for (const node of [...board.tiles.support, ...board.tiles.query]) paint(board, node);
  const words = board.data.words;
  board.root.querySelector('[data-do="shuffle"]').textContent = board.mode === "rows" ? words.shuffle : words.show;
  paintPalette(board);
}

// What the visitor does

function onClick(board, event) {
  const action = event.target.closest("[data-do]")?.dataset.do;
  const chosen = event.target.closest("[data-pick]");
  const tile = event.target.closest(".tile");
  if (chosen) pick(board, Number(chosen.dataset.pick));
  else if (tile) reach(board, tile), nameTile(board, tile, board.brush);
  else if (action === "check") check(board);
  else if (action === "again") turn(board, "guess");
  else if (action === "rows") turn(board, "rows");
  else if (action === "shuffle") turn(board, board.mode === "rows" ? "guess" : "rows");
}

function onKey(board, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") return hideTip(board);
  const tile = event.target.closest(".tile");
  const radio = event.target.closest("[data-pick]");
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (radio && step) pick(board, board.brush + step, true);
  else if (tile && (step || event.key === "Home" || event.key === "End")) reach(board, neighbour(board, tile, event.key), true);
  else if (tile && /^[a-zA-Z]$/.test(event.key)) nameTile(board, tile, event.key.toUpperCase().charCodeAt(0) - 65);
  else return;
  event.preventDefault();
}

/** Make a tile the one that Tab reaches in its set. */
function reach(board, tile, focus = false) {
  for (const node of board.tiles[tile.set]) node.tabIndex = node === tile ? 0 : -1;
  if (focus) tile.focus();
}

/** The tile that an arrow key leads to: the next in order, or the nearest on the line above or below. */
function neighbour(board, tile, key) {
  const all = board.tiles[tile.set];
  const last = all.length - 1;
  const to = { Home: 0, End: last, ArrowRight: all.indexOf(tile) + 1, ArrowLeft: all.indexOf(tile) - 1 }[key];
  if (to !== undefined) return all[Math.min(Math.max(to, 0), last)];
  const here = tile.getBoundingClientRect();
  const away = (node) => {
    const there = node.getBoundingClientRect();
    const down = (there.top - here.top) * (key === "ArrowDown" ? 1 : -1);
    return down > here.height / 2 ? down * 1000 + Math.abs(there.left - here.left) : Infinity;
  };
  const nearest = all.reduce((a, b) => (away(b) < away(a) ? b : a));
  return away(nearest) === Infinity ? tile : nearest;
}

function onDrag(board, event) {
  const chosen = event.target.closest("[data-pick]");
  if (!chosen) return;
  event.dataTransfer.setData("text/plain", chosen.dataset.pick);
  pick(board, Number(chosen.dataset.pick));
}

function onDragOver(board, event) {
  if (board.mode === "guess" && event.target.closest(".query .tile")) event.preventDefault();
}

function onDrop(board, event) {
  const tile = event.target.closest(".query .tile");
  if (!tile || board.mode !== "guess") return;
  event.preventDefault();
  tile.named = null; // what is dropped counts, even if it is the class the tile had
  nameTile(board, tile, board.brush);
}

// What a glance tells: the set in the key, the class among the labels, the drawing's source

function onGlance(board, target, kind) {
  const tile = target?.closest?.(".tile") ?? null;
  if (kind === "pointerover" && !tile && board.tip?.matches(":focus-visible")) return;
  const set = target?.closest?.(".set")?.classList[1] ?? null;
  window.dispatchEvent(new CustomEvent("fewshot-set", { detail: set }));
  const told = tile && (tile.set === "support" || board.mode === "rows") ? tile.label : -1;
  board.root.querySelectorAll(".labels li").forEach((item, i) => item.classList.toggle("lit", i === told));
  if (tile && (board.small || board.mode !== "guess" || tile.set === "support")) showTip(board, tile);
  else hideTip(board);
}

function showTip(board, tile) {
  const tip = board.root.querySelector(".tip");
  const { words } = board.data;
  const hidden = tile.set === "query" && board.mode === "guess";
  const label = hidden ? tile.named : tile.label;
  const name = label === null ? `<b>${escape(words.unnamed)}</b>` : `${badge(label)}<b>${escape(board.data.classes[label])}</b>`;
  tip.innerHTML = `<span class="large"><i style="background-position:${tile.at}"></i></span>
    <p class="who">${name}</p><p class="${tile.set}">${escape(words[tile.set])}</p><small>${escape(source(board, tile))}</small>`;
  tip.className = `tip from-${tile.set}`;
  for (const name of ["--sprite", "--sheet"]) tip.style.setProperty(name, tile.closest(".set").style.getPropertyValue(name));
  tip.hidden = false;
  board.tip = tile;
  const [box, at] = [board.root.getBoundingClientRect(), tile.getBoundingClientRect()];
  const left = Math.min(Math.max(at.left + at.width / 2 - tip.offsetWidth / 2, box.left), box.right - tip.offsetWidth);
  const above = at.top - tip.offsetHeight - 8;
  const top = above > 8 ? above : at.bottom + 8;
  tip.style.translate = `${Math.round(left - box.left)}px ${Math.round(top - box.top)}px`;
}

function hideTip(board) {
  const tip = board.root.querySelector(".tip");
  if (tip) tip.hidden = true;
  board.tip = null;
}
