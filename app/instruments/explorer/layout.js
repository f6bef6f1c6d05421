// How large the tiles are, and on how many lines the images of one class lie.

const GAP = 8; // between tiles, in px
const PADDING = 14; // inside a frame
const FIXED = 2 * (2 * PADDING + 4) + 2 * 28; // frames and the space between the columns
const LARGEST = 96;
const SMALLEST = 46; // below this a drawing cannot be read from the back of a room

/** Choose the tile size for the room there is; a narrow board is laid out by the style sheet alone. */
function fit(board) {
  const width = board.root.clientWidth;
  if (!width || !board.data) return;
  const narrow = width < 720;
  board.root.classList.toggle("narrow", narrow);
  const { way, shot, query } = board.data;
  const room = { width: width - FIXED - (width < 1000 ? 124 : 150), height: roomBelow(board) };
  const { lines, tile } = bestLines(room, way, shot, query);
  const style = board.root.style;
  style.setProperty("--t", `${tile}px`);
  style.setProperty("--lines", lines);
  style.setProperty("--between", `${lines > 1 ? 2.5 * GAP : GAP}px`);
  board.small = !narrow && tile < 56; // hard to make out, so a glance enlarges it even while guessing
  style.setProperty("--s-columns", Math.ceil(shot / lines));
  style.setProperty("--q-columns", Math.ceil(query / lines));
  const across = (count, least) => Math.max(least, Math.ceil(count / lines) * (tile + GAP) + 2 * PADDING);
  board.root.classList.toggle("aside", !narrow && width - 250 - across(shot, 190) - across(query, 440) > 290);
}

/** Height from the top of the frames to the window's lower edge, as if the page were not scrolled. */
function roomBelow(board) {
  const page = board.root.getRootNode().host?.closest('[data-testid="stMain"]');
  const top = board.root.getBoundingClientRect().top + (page?.scrollTop ?? 0);
  const bar = board.mode === "rows" ? 0 : 64; // the bar with the letters must not cover the last row
  return window.innerHeight - Math.min(top, 320) - 52 - 2 * PADDING - 20 - bar;
}

/** More lines make larger tiles where the width is short, smaller ones where the height is. */
function bestLines(room, way, shot, query) {
  const tried = [1, 2, 3, 4].map((lines) => {
    const columns = Math.ceil(shot / lines) + Math.ceil(query / lines);
    const byWidth = Math.floor((room.width - (columns - 2) * GAP) / columns);
    const byHeight = Math.floor((room.height / way - lines * GAP) / lines);
    return { lines, byWidth, tile: Math.min(byWidth, byHeight, LARGEST) };
  });
  const best = tried.reduce((a, b) => (b.tile > a.tile ? b : a));
  if (best.tile >= SMALLEST) return best;
  // Not all fits in the window: readable tiles on as few lines as the width allows, and scroll.
  const wide = tried.find((t) => t.byWidth >= SMALLEST) ?? tried.at(-1);
  return { lines: wide.lines, tile: Math.max(24, Math.min(wide.byWidth, wide.lines > 1 ? 56 : SMALLEST)) };
}
