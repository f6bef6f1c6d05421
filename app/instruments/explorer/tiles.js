// The markup of the board: labels, frames, rows and tiles.

const escape = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const strong = (sentence) => escape(sentence).replace(/\*\*(.+?)\*\*/g, "<b>$1</b>");

/** A class's letter on its colour; after ten classes the letter alone. */
const badge = (label) => `<span class="badge c${label < 10 ? label : "none"}" aria-hidden="true">${letter(label)}</span>`;
const letter = (label) => String.fromCharCode(65 + label);
const named = (board, label) => ({ letter: letter(label), name: board.data.classes[label] });

function boardMarkup(board) {
  const { words, classes } = board.data;
  const label = (name, i) => `<li data-label="${i}">${badge(i)}<b>${escape(name)}</b></li>`;
  return `<div class="all"><div class="sets">
    <div class="labels"><div class="head"><h2>${escape(words.classes)}</h2></div><ul>${classes.map(label).join("")}</ul></div>
    ${setMarkup(board, "support")}${setMarkup(board, "query")}</div>
    <div class="foot"><p class="say"></p><p class="count"></p></div></div><div data-part="palette"></div>
    <div class="tip" hidden></div><p class="unseen" role="status"></p>`;
}

function setMarkup(board, set) {
  const { words, classes } = board.data;
  const row = (name, i) => `<div class="row"><span class="own">${badge(i)}<b>${escape(name)}</b></span><div class="tiles"></div></div>`;
  const button = set === "query" ? `<button type="button" class="plain" data-do="shuffle"></button>` : "";
  return `<section class="set ${set}" aria-label="${escape(words[set])}"><div class="head"><h2>${escape(words[set])}</h2>
    <small>${escape(words[`${set}_count`])}</small>${button}</div>
    <div class="frame" role="group" aria-label="${escape(words[set])}. ${escape(words.keys)}">${classes.map(row).join("")}</div></section>`;
}

/** One node a tile, made once a task: shuffling moves them, naming repaints their corner. */
function makeTiles(board, set) {
  const { columns, rows, urls } = board.sprites[set];
  const each = set === "support" ? board.data.shot : board.data.query;
  board.root.querySelector(`.${set}`).style.setProperty("--sprite", `url("${urls}")`);
  board.root.querySelector(`.${set}`).style.setProperty("--sheet", `${columns * 100}% ${rows * 100}%`);
  return board.data[`${set}_tiles`].map((tile, index) => {
    const node = document.createElement(set === "query" ? "button" : "div");
    node.className = "tile";
    if (set === "query") node.type = "button";
    const [x, y] = [index % columns, Math.floor(index / columns)];
    const at = `${(x / Math.max(1, columns - 1)) * 100}% ${(y / Math.max(1, rows - 1)) * 100}%`;
    node.innerHTML = `<i style="background-position:${at}"></i><em></em>`;
    node.tabIndex = -1;
    return Object.assign(node, { set, label: Math.floor(index / each), from: tile, at, named: null });
  });
}

/** Lay the tiles into the rows in the board's order, and let one tile of each set be reached by Tab. */
function place(board) {
  const rows = { support: [], query: [] };
  for (const set of ["support", "query"]) {
    const lines = board.root.querySelectorAll(`.${set} .tiles`);
    const each = set === "support" ? board.data.shot : board.data.query;
    board.tiles[set].forEach((node, i) => (rows[set][Math.floor(i / each)] ??= []).push(node));
    lines.forEach((line, i) => line.replaceChildren(...rows[set][i]));
    board.tiles[set].forEach((node, i) => (node.tabIndex = i ? -1 : 0));
  }
}

/** What a screen reader says of a tile; no class name while the names are hidden. */
function describe(board, node) {
  const { words } = board.data;
  const number = board.tiles[node.set].indexOf(node) + 1;
  const values = { set: words[node.set], number, source: source(board, node), ...named(board, node.label) };
  if (node.set === "support" || board.mode === "rows") return fill(words.tile, values);
  const guess = node.named === null ? words.unnamed : fill(words.named_as, named(board, node.named));
  const truth = board.mode === "checked" ? ` ${fill(words[verdict(node)], named(board, node.label))}` : "";
  return fill(words.hidden_tile, { ...values, guess: guess + truth });
}

/** Where a drawing comes from: the collection or font, its licence, its style. */
function source(board, node) {
  const [from, style] = node.from;
  return [board.data.sources[from], board.data.words[`style_${style}`]].filter(Boolean).join(" · ");
}

/** "right", "wrong", or "truth" for a tile that was not named. */
const verdict = (node) => (node.named === null ? "truth" : node.named === node.label ? "right" : "wrong");

function paint(board, node) {
  const hidden = node.set === "query" && board.mode !== "rows";
  const state = !hidden ? "" : board.mode === "checked" ? verdict(node) : node.named === null ? "open" : "named";
  node.dataset.state = state;
  const shown = state === "named" ? node.named : node.label;
  const mark = { right: "✓", wrong: "✕" }[state] ?? "";
  node.lastElementChild.innerHTML = !state ? "" : state === "open" ? "<u>?</u>" : `${mark && `<s>${mark}</s>`}${badge(shown)}`;
  if (node.set === "support") node.setAttribute("role", "img");
  node.setAttribute("aria-label", describe(board, node));
}
