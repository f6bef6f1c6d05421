// The compare board: support strip, table of answers, step slider and curves in one component.
// The slider moves everything here, in the browser; only the step at which it is let go is sent back.

const boards = new WeakMap();

export default function (component) {
  const root = component.parentElement.querySelector(".board") ?? component.parentElement;
  const board = boards.get(root) ?? open(root);
  board.send = { state: component.setStateValue, trigger: component.setTriggerValue };
  show(board, component.data);
  return () => close(root);
}

function open(root) {
  const board = { root, data: null, step: 0, all: false, focus: null, opened: new Set(), chart: null };
  const watched = [["input", onInput], ["change", onChange], ["click", onClick], ["submit", onSubmit], ["keydown", onKey]];
  for (const [kind, react] of watched) root.addEventListener(kind, (event) => react(board, event));
  for (const kind of ["pointerover", "pointerout", "focusin", "focusout"])
    root.addEventListener(kind, (event) => onGlance(board, event, kind === "pointerover" || kind === "focusin"));
  board.watcher = new ResizeObserver(() => redrawChart(board));
  boards.set(root, board);
  return board;
}

function close(root) {
  boards.get(root)?.watcher.disconnect();
  boards.delete(root);
}

/** New data: everything is built anew only for a new task; otherwise only the parts that changed. */
function show(board, data) {
  const before = board.data;
  board.data = data;
  data.support.id = "support";
  data.query.id = "query";
  const newTask = before?.task !== data.task;
  if (newTask) Object.assign(board, { all: false, opened: new Set() });
  board.root.classList.toggle("revealed", data.revealed);
  if (board.sent !== data.step) board.step = board.sent = data.step;
  board.image = data.image;
  if (before?.layout !== data.layout) buildPage(board);
  buildHead(board);
  buildRows(board);
  buildSide(board);
  update(board);
}

const part = (board, name) => board.root.querySelector(`[data-part="${name}"]`);

/** Replace a part's content, unless it is the same: no flicker, and focus stays where it is. */
function put(board, name, markup) {
  const holder = part(board, name);
  if (holder.markup === markup) return false;
  holder.innerHTML = holder.markup = markup;
  return true;
}

function buildPage(board) {
  const d = board.data;
  board.root.innerHTML = `<div class="page">${supportStrip(d)}<div class="main"><div class="table"><table>
    <thead><tr data-part="head"></tr></thead><tbody data-part="rows"></tbody></table><div data-part="more"></div></div>
    <div class="side">${stepControl(d)}<div data-part="chart"></div><div data-part="told" aria-live="polite"></div>
    <div data-part="numbers"></div></div>
    </div><div data-part="stands"></div></div>`;
  board.root.style.setProperty("--support", `url("${d.support.url}")`);
  board.root.style.setProperty("--query", `url("${d.query.url}")`);
  board.watcher.disconnect();
  board.watcher.observe(part(board, "chart"));
}

function buildHead(board) {
  const d = board.data;
  const corner = `<td class="corner"><div>${d.choices.length > 1 ? chooser(d) : ""}<h2>${escape(d.words.query)}</h2>
    <small>${escape(d.words.query_hint)}</small><em class="over-all">${escape(d.words.over_all)}</em></div></td>`;
  const opened = board.root.querySelector(".chooser")?.open;
  put(board, "head", corner + d.contenders.map((c) => columnHead(d, c)).join(""));
  if (opened) board.root.querySelector(".chooser").open = true;
  part(board, "head").closest("table").style.setProperty("--columns", d.contenders.length);
}

function buildRows(board) {
  const d = board.data;
  const shown = board.all ? d.rows : d.rows.slice(0, d.first_rows);
  const markup = shown.map((row, i) => `<tr class="row${i === shown.length - 1 ? " end" : ""}" data-row="${i}">${rowHead(d, row)}${"<td></td>".repeat(d.contenders.length)}</tr>`);
  if (put(board, "rows", markup.join(""))) {
    board.rows = [...part(board, "rows").children];
    board.cells = [];
  }
  d.contenders.forEach((c, column) => fillColumn(board, c, column));
  const label = board.all ? d.words.show_few : d.words.show_all;
  const more = d.rows.length > d.first_rows;
  put(board, "more", more ? `<button type="button" class="plain" data-do="all">${escape(label)}</button>` : "");
}

/** Only a column whose state changed gets new cells: the others keep still. */
function fillColumn(board, c, column) {
  const kind = `${c.id} ${c.status}`;
  if (board.cells[column] === kind) return;
  board.cells[column] = kind;
  const { words } = board.data;
  board.rows.forEach((row) => {
    const cell = row.children[column + 1];
    cell.className = c.status;
    cell.innerHTML = c.status === "done" ? answerCell() : waitingCell(c.status, words);
  });
}

function buildSide(board) {
  const d = board.data;
  const chart = d.revealed ? `<h2>${escape(d.words.chart)} <small>${escape(d.words.chart_hint)}</small></h2><div class="holder"></div>` : "";
  put(board, "chart", chart);
  drawNow(board);
  if (!d.revealed) put(board, "told", guessForm(d));
  put(board, "numbers", d.revealed ? numbersTable(d, d.contenders.filter((c) => c.curve)) + saveButton(escape(d.words.save)) : "");
  put(board, "stands", asItStands(d));
}

function drawNow(board) {
  const d = board.data;
  const holder = board.root.querySelector(".holder");
  board.drawnWidth = holder?.clientWidth;
  board.chart = holder && drawChart(holder, d, d.contenders, d.words.chart_alt);
  if (!board.chart) return;
  board.root.style.setProperty("--rail-left", `${board.chart.left}px`);
  board.root.style.setProperty("--rail-width", `${board.chart.width}px`);
  light(board);
}

function redrawChart(board) {
  const holder = board.root.querySelector(".holder");
  if (!holder || holder.clientWidth === board.drawnWidth) return;
  drawNow(board);
  board.chart?.move(board.step);
}

/** Show the answers at the current step. */
function update(board) {
  const { data: d, step } = board;
  const range = board.root.querySelector("#step");
  range.value = step;
  range.style.setProperty("--v", step / d.last);
  range.setAttribute("aria-valuetext", fill(d.words.step_of, { step, last: d.last }));
  board.root.querySelector("output").innerHTML = `<b>${step}</b> ${say(d.words.of_last, { last: d.last })}`;
  d.contenders.forEach((c, column) => updateColumn(board, c, column));
  board.rows.forEach((row) => updateShares(board, row));
  markChosen(board);
  board.chart?.move(step);
  if (d.revealed) put(board, "told", verdict(d, step));
}

function verdict(d, step) {
  const [title, text] = d.verdicts[step];
  return `<div class="card verdict"><span class="flag" aria-hidden="true"><svg width="16" height="16" viewBox="0 0 16 16"><path d="M3 14V2.2M3 2.8h9.2l-2 3 2 3H3"/></svg></span>
    <p><b>${escape(title)}</b> ${escape(text)}</p></div><p class="hint">${escape(d.words.try_next)}</p>`;
}

function updateColumn(board, c, column) {
  const { data: d, step } = board;
  const head = part(board, "head").children[column + 1];
  const scored = c.right ? say(d.words.score, { right: "\u0001", total: d.query.count }).replace("\u0001", `<b>${c.right[stateAt(c.right, step)]}</b>`) : "";
  const note = { hidden: d.words.hidden, waiting: d.words.waiting, failed: c.note }[c.status];
  head.className = c.status;
  head.querySelector("[data-score]").innerHTML = scored || `<em>${escape(note)}</em>`;
  const over = head.querySelector("[data-over]");
  over.innerHTML = d.revealed && c.curve
    ? `<b>${say(d.words.interval, intervalAt(c, step))}</b> <span>${say(d.words.over, { count: c.curve.episodes })}</span>`
    : `<span>${escape(d.revealed ? d.words.not_measured : "")}</span>`;
  if (c.status === "done") board.rows.forEach((row, i) => updateCell(d, c, row.children[column + 1], i, step));
}

function updateCell(d, c, cell, index, step) {
  const state = stateAt(c.top, step);
  const [top, truth] = [c.top[state][index], d.rows[index].truth];
  const right = top === truth;
  const percent = Math.round(c.shares[state][index][top] / 10);
  const named = d.classes[top];
  cell.className = right ? "right" : "wrong";
  cell.querySelector("[data-badge]").innerHTML = badge(d.classes, top);
  cell.querySelector(".percent").textContent = fill(d.words.percent, { value: percent });
  cell.querySelector(".bar i").style.width = `${percent}%`;
  cell.querySelector(".mark").textContent = right ? "✓" : "✕";
  cell.querySelector(".unseen").textContent = fill(d.words.cell, {
    letter: named.letter, name: named.name, percent, verdict: right ? d.words.right : d.words.wrong,
  });
}

/** The lit row's small histograms, and the opened rows' full lists. */
function updateShares(board, row) {
  const { data: d, step } = board;
  const index = +row.dataset.row;
  const lit = row.classList.contains("lit");
  const answers = d.contenders.map((c) => c.status === "done" && c.shares[stateAt(c.shares, step)][index]);
  answers.forEach((shares, column) => {
    const holder = row.children[column + 1].querySelector(".shares");
    if (holder) holder.innerHTML = lit ? histogram(d, shares) : "";
  });
  const detail = row.nextElementSibling?.classList.contains("detail") ? row.nextElementSibling : null;
  const open = board.opened.has(index);
  row.querySelector(".query").setAttribute("aria-expanded", open);
  if (!open) return detail?.remove();
  const target = detail ?? row.parentElement.insertBefore(document.createElement("tr"), row.nextSibling);
  target.className = "detail";
  const truth = d.rows[index].truth;
  target.innerHTML = `<td>${tile(d.query, d.rows[index].tile, d.words.query_tile)}<b>${escape(d.classes[truth].name)}</b></td>`
    + answers.map((shares) => `<td>${shares ? shareList(d, shares, truth) : ""}</td>`).join("");
}

const histogram = (d, shares) =>
  shares.map((s, i) => `<i style="--h:${s / 1000};--c:${i < 10 ? `var(--fs-class-${letter(d.classes[i])})` : "var(--fs-quiet)"}"><b>${d.classes.length <= 6 ? d.classes[i].letter : ""}</b></i>`).join("");
