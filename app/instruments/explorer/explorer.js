// @ts-check
// The task board: one frame for the support set, one for the query set, a row for each class. It acts in the
// browser; the page is told which order is shown and what was checked, for the address to keep.

import { lasting, one, sizeWatcher } from "../../shared/web/dom.js";
import { Echo } from "../../shared/web/echo.js";
import { strong } from "../../shared/web/text.js";
import { onClick, onDrag, onDragOver, onDrop, onKey } from "./act.js";
import { adopt, show } from "./guess.js";
import { fit } from "./layout.js";
import { boardMarkup, makeTiles, SETS } from "./tiles.js";
import { glance, hideTip } from "./tip.js";

/** @import { Board, Data, SetName, Sprite, Tile } from "./tiles.js" */

const TILE = 64; // side of a drawing on the sprite, in px

export default lasting(".board", open, (board, { data, setTriggerValue }) => {
  board.send = (value) => setTriggerValue("turn", value);
  update(board, data);
}, (board) => board.stop());

/** @param {HTMLElement} root @param {import("../../shared/web/dom.js").Component<Data>} component */
function open(root, { data }) {
  const watcher = sizeWatcher(root, () => fit(board));
  const onResize = () => fit(board);
  /** @type {Board} */
  const board = {
    root,
    data: { ...data, task: "", look: "" },
    asked: null,
    mode: "rows",
    shuffled: 0,
    shuffles: 0,
    brush: 0,
    tip: null,
    small: false,
    sprites: { support: { urls: "", columns: 1, rows: 1 }, query: { urls: "", columns: 1, rows: 1 } },
    tiles: { support: [], query: [] },
    echo: new Echo(),
    send: () => {},
    stop() {
      watcher.disconnect();
      globalThis.removeEventListener("resize", onResize);
      forget(board);
    },
  };
  root.addEventListener("click", (event) => onClick(board, event));
  root.addEventListener("keydown", (event) => onKey(board, event));
  root.addEventListener("dragstart", (event) => onDrag(board, event));
  root.addEventListener("dragover", (event) => onDragOver(board, event));
  root.addEventListener("drop", (event) => onDrop(board, event));
  for (const kind of ["pointerover", "focusin"]) {
    root.addEventListener(kind, (event) => glance(board, event.target, kind));
  }
  for (const kind of ["pointerleave", "focusout"]) {
    root.addEventListener(kind, () => glance(board, null, kind));
  }
  globalThis.addEventListener("resize", onResize);
  watcher.observe(root);
  return board;
}

/** Give the pictures back to the browser. @param {Board} board */
function forget({ sprites }) {
  for (const set of SETS) if (sprites[set].urls) URL.revokeObjectURL(sprites[set].urls);
}

/**
 * Show new data: the pictures are decoded first, so that a task appears whole.
 * @param {Board} board
 * @param {Data} data
 */
async function update(board, data) {
  const { look, task } = board.data;
  board.asked = data;
  const news = board.echo.isNews({
    shuffled: data.shuffled,
    seen: data.seen,
    named: data.named,
    asked: data.asked,
  });
  if (look === data.look) return refresh(board, data, news);
  const same = task === data.task;
  const sprites = same ? board.sprites : await loadSprites(data);
  if (board.asked !== data) return; // a newer task has arrived meanwhile
  if (!same) forget(board);
  Object.assign(board, { data, sprites });
  build(board, same);
}

/**
 * The same task again: other sentences, or another order that the address asks for.
 * @param {Board} board
 * @param {Data} data
 * @param {boolean} news
 */
function refresh(board, data, news) {
  if (news) {
    board.data = data;
    adopt(board);
    show(board);
  }
  showWords(board, data);
}

/** @param {Data} data @returns {Promise<Record<SetName, Sprite>>} */
async function loadSprites(data) {
  const load = async (/** @type {SetName} */ set) => {
    const count = data[`${set}_tiles`].length;
    // A short address of its own: three hundred tiles must not each carry the whole picture's text.
    const urls = URL.createObjectURL(await (await fetch(data[`${set}_sprite`])).blob());
    const image = Object.assign(new Image(), { src: urls });
    await image.decode();
    const columns = Math.round(image.naturalWidth / TILE);
    return { urls, columns, rows: Math.ceil(count / columns) };
  };
  const [support, query] = await Promise.all(SETS.map(load));
  return { support, query };
}

/**
 * Build the board; for the same task in another language the order and the guesses stay.
 * @param {Board} board
 * @param {boolean} same
 */
function build(board, same) {
  hideTip(board);
  const before = board.tiles;
  board.root.innerHTML = boardMarkup(board.data);
  for (const set of SETS) {
    const fresh = makeTiles(board, set);
    const again = (/** @type {Tile} */ old) => Object.assign(fresh[old.index], { named: old.named });
    board.tiles[set] = same ? before[set].map(again) : fresh;
  }
  if (!same) {
    board.shuffles = 0;
    adopt(board);
  }
  board.brush = Math.min(board.brush, board.data.way - 1);
  show(board);
  showWords(board, board.data);
  board.root.dataset.task = board.data.task;
}

/** @param {Board} board @param {Data} data */
function showWords({ root }, data) {
  one(root, ".say").innerHTML = strong(data.say);
  one(root, ".count").innerHTML = strong(data.count);
}
