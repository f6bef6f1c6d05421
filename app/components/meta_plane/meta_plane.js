// The plane of two parameters. While θ is dragged, views are interpolated between the lattice's; at
// rest the server's own are shown. A view is a row: θ, gradients of three methods, losses, paths.

const SIZE = 560;
const METHODS = ["maml", "fomaml", "reptile"];
const DASHES = { maml: "", fomaml: "9 4", reptile: "3 4" };
const COLOURS = ["var(--fs-class-a)", "var(--fs-class-b)", "var(--fs-class-c)"];
const LETTERS = ["A", "B", "C"];
const boards = new WeakMap();

const view = (row, steps) => ({
  theta: row.slice(0, 2),
  gradients: Object.fromEntries(METHODS.map((m, i) => [m, row.slice(2 + 2 * i, 4 + 2 * i)])),
  before: row.slice(8, 11),
  after: row.slice(11, 14),
  paths: [0, 1, 2].map((t) => Array.from({ length: steps + 1 }, (_, k) => row.slice(14 + 2 * (t * (steps + 1) + k), 16 + 2 * (t * (steps + 1) + k)))),
});

/** Bilinear interpolation between the four lattice points around θ. */
function between({ side, edge, views }, theta) {
  const at = theta.map((v) => Math.min(Math.max(((v + edge) / (2 * edge)) * (side - 1), 0), side - 1.0001));
  const [i, j] = at.map(Math.floor);
  const [u, v] = [at[0] - i, at[1] - j];
  const row = (x, y) => views[y * side + x];
  const [p, q, r, s] = [row(i, j), row(i + 1, j), row(i, j + 1), row(i + 1, j + 1)];
  return p.map((_, n) => (1 - v) * ((1 - u) * p[n] + u * q[n]) + v * ((1 - u) * r[n] + u * s[n]));
}

/** Segments of the line where a surface has this height: each cell is cut as two triangles. */
function contour(losses, side, level, place) {
  let path = "";
  const cut = (a, b) => { const t = (level - a[2]) / (b[2] - a[2]); return place(a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])); };
  for (let y = 0; y < side - 1; y++) for (let x = 0; x < side - 1; x++) {
    const corner = (dx, dy) => [x + dx, y + dy, losses[(y + dy) * side + x + dx]];
    for (const three of [[corner(0, 0), corner(1, 0), corner(1, 1)], [corner(0, 0), corner(0, 1), corner(1, 1)]]) {
      const ends = [[0, 1], [1, 2], [0, 2]].filter(([a, b]) => three[a][2] < level !== three[b][2] < level);
      if (ends.length === 2) path += `M${cut(three[ends[0][0]], three[ends[0][1]])}L${cut(three[ends[1][0]], three[ends[1][1]])}`;
    }
  }
  return path;
}

const escape = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const hundredths = (v) => Math.min(Math.max(Math.round(v * 100), -300), 300);

class Board {
  constructor(host) {
    this.root = host.querySelector(".plane");
    this.walked = [];  // where outer updates have taken θ
    this.hessian = false;
  }

  /** New data from the server: exact views of the chosen θ and of the updates from there. */
  update({ data, setStateValue }) {
    this.report = setStateValue;
    if (this.timer || this.dragging) return;
    const key = JSON.stringify([data.chosen, data.words.method]);
    if (key === this.key) return;
    const same = this.data?.words.method === data.words.method;
    Object.assign(this, { data, key, chosen: { ...data.chosen }, exact: true });
    if (!same) this.build();
    this.show(this.future(0));
    this.controls();
  }

  future(index) { return view(this.data.trail[index], this.data.chosen.inner_steps); }

  x(v) { return ((v + this.data.surfaces.edge) / (2 * this.data.surfaces.edge)) * SIZE; }
  y(v) { return SIZE - this.x(v); }
  at([a, b]) { return `${this.x(a).toFixed(1)} ${this.y(b).toFixed(1)}`; }

  build() {
    const { words: w } = this.data;
    const range = (name, least, most) => `<label>${w[name]}<output data-of="${name}"></output>
      <input type="range" name="${name}" min="${least}" max="${most}"></label>`;
    const radio = (m) => `<label><input type="radio" name="method" value="${m}">
      <svg class="key" viewBox="0 0 26 8" aria-hidden="true"><path d="M1 4H25" ${this.pen(m)}/></svg>${w[m]}</label>`;
    this.root.innerHTML = `<svg viewBox="0 0 ${SIZE} ${SIZE}" role="group" aria-label="${escape(w.picture)}">
        <g class="ground">${this.ground()}</g><g class="moving"></g>
        <circle class="handle" r="8" fill="var(--fs-text)" stroke="var(--fs-ground)" stroke-width="3" tabindex="0"
          role="application" aria-label="${escape(w.handle)}"/></svg>
      <div class="side"><fieldset aria-label="${w.method}">${METHODS.map(radio).join("")}</fieldset>
        ${range("inner_rate", 5, 300)}${range("inner_steps", 1, 10)}${range("outer_rate", 5, 200)}
        <label class="check"><input type="checkbox" name="hessian" ${this.hessian ? "checked" : ""}>${w.hessian}</label>
        <div class="buttons"><button type="button" class="primary" data-do="update">${w.update}</button>
        <button type="button" data-do="play">${w.play}</button><button type="button" data-do="clear">${w.clear}</button></div>
        <details open><summary>${w.table}</summary><div class="numbers"></div></details></div>`;
    this.moving = this.root.querySelector(".moving");
    this.handle = this.root.querySelector(".handle");
    this.listen();
  }

  pen(m) { return `stroke="var(--fs-m-${m})" stroke-width="3" fill="none" stroke-dasharray="${DASHES[m]}"`; }

  /** Contours of the three support losses, lowest near the task's letter. */
  ground() {
    const { side, losses } = this.data.surfaces;
    const step = SIZE / (side - 1);
    const place = (x, y) => `${(x * step).toFixed(1)} ${(SIZE - y * step).toFixed(1)}`;
    return losses.map((surface, t) => {
      const low = Math.min(...surface);
      const best = surface.indexOf(low);
      const lines = [0.02, 0.08, 0.2, 0.45, 0.9].map((above, i) =>
        `<path d="${contour(surface, side, low + above, place)}" stroke="${COLOURS[t]}" opacity="${0.75 - 0.12 * i}" fill="none"/>`);
      const [x, y] = place(best % side, Math.floor(best / side)).split(" ");
      return `${lines.join("")}<g class="letter"><circle cx="${x}" cy="${y}" r="10" fill="${COLOURS[t]}"/>
        <text x="${x}" y="${y}" dy="4.5" text-anchor="middle" fill="var(--fs-on-class${t ? "" : "-a"})">${LETTERS[t]}</text></g>`;
    }).join("");
  }

  show(seen) {
    this.seen = seen;
    const beta = this.chosen.outer_rate / 100;
    const tips = METHODS.map((m) => seen.theta.map((v, i) => v - beta * seen.gradients[m][i]));
    const walks = seen.paths.map((path, t) => `<polyline points="${path.map((p) => this.at(p)).join(" ")}" fill="none"
        stroke="${COLOURS[t]}" stroke-width="2" stroke-dasharray="2 4"/>` + path.slice(1).map((p) =>
        `<circle cx="${this.x(p[0])}" cy="${this.y(p[1])}" r="3.5" fill="${COLOURS[t]}"/>`).join("")
      + `<text x="${this.x(path.at(-1)[0]) + 7}" y="${this.y(path.at(-1)[1]) - 6}" fill="var(--fs-text)">φ${LETTERS[t]}</text>`);
    const higher = tips[0][1] >= tips[1][1] ? "maml" : "fomaml";  // its name stands above the other's
    const arrows = METHODS.map((m, i) => this.arrow(seen.theta, tips[i], m, m === higher || m === "reptile"));
    const term = this.hessian ? `<path class="term" d="M${this.at(tips[1])}L${this.at(tips[0])}" stroke="var(--fs-wrong)" stroke-width="4"/>
      <text x="${this.x(tips[0][0]) + 9}" y="${this.y(Math.min(tips[0][1], tips[1][1])) + 44}" fill="var(--fs-wrong)">${this.data.words.hessian_name}</text>` : "";
    const walked = this.walked.map((p) => this.at(p)).join(" ");
    this.moving.innerHTML = `<polyline points="${walked}" fill="none" stroke="var(--fs-quiet)" stroke-width="2"/>${walks.join("")}${arrows.join("")}${term}`;
    this.handle.setAttribute("cx", this.x(seen.theta[0]));
    this.handle.setAttribute("cy", this.y(seen.theta[1]));
    Object.assign(this.root.dataset, { theta: seen.theta.join(" "), exact: this.exact });
    this.table(tips);
  }

  arrow(from, to, m, above) {
    const [ax, ay, bx, by] = [this.x(from[0]), this.y(from[1]), this.x(to[0]), this.y(to[1])];
    const angle = (Math.atan2(by - ay, bx - ax) * 180) / Math.PI;
    return `<g class="arrow"><path d="M${ax} ${ay}L${bx} ${by}" ${this.pen(m)}/>
      <path d="M3 0L-9 -5V5Z" transform="translate(${bx} ${by}) rotate(${angle})" fill="var(--fs-m-${m})"/>
      <text x="${bx + 8}" y="${by + (above ? -10 : 14)}" fill="var(--fs-m-${m})">${this.data.words[m]}</text></g>`;
  }

  table(tips) {
    const { words: w } = this.data;
    const { theta, paths, before, after } = this.seen;
    const pair = (p) => p.map((v) => v.toFixed(3)).join(", ");
    const rows = paths.map((path, t) => `<tr><td>${LETTERS[t]}</td><td>${pair(path.at(-1))}</td><td>${before[t].toFixed(3)}</td><td>${after[t].toFixed(3)}</td></tr>`);
    const moves = METHODS.map((m, i) => `<tr><td>${w[m]}</td><td>${pair(tips[i].map((v, n) => v - theta[n]))}</td></tr>`);
    if (this.hessian) moves.push(`<tr><td>${w.hessian_name}</td><td>${pair(tips[0].map((v, n) => v - tips[1][n]))}</td></tr>`);
    this.root.querySelector(".numbers").innerHTML = `<p class="quiet">θ = (${pair(theta)}) · ${this.exact ? w.exact : w.between}</p>
      <table><tr><th>${w.task}</th><th>φ</th><th>${w.before}</th><th>${w.after}</th></tr>${rows.join("")}</table>
      <table><tr><th>${w.method}</th><th>${w.arrow}</th></tr>${moves.join("")}</table>`;
  }

  controls() {
    for (const input of this.root.querySelectorAll("input")) {
      const { name } = input;
      if (name === "method") input.checked = input.value === this.chosen.method;
      else if (name !== "hessian") {
        input.value = this.chosen[name];
        this.say(name);
      }
    }
  }

  say(name) {
    const value = this.chosen[name];
    this.root.querySelector(`[data-of=${name}]`).textContent = name === "inner_steps" ? value : (value / 100).toFixed(2);
  }

  /** θ goes somewhere by hand: what is between the lattice's points is interpolated. */
  drag(theta) {
    const { edge } = this.data.grid;
    const kept = theta.map((v) => Math.min(Math.max(v, -edge), edge));
    this.exact = false;
    this.walked = [];
    this.show({ ...view(between(this.data.grid, kept), this.data.chosen.inner_steps), theta: kept });
  }

  rest() {
    [this.chosen.theta_1, this.chosen.theta_2] = this.seen.theta.map(hundredths);
    this.report("at", { ...this.chosen });
  }

  /** Updates that the server has computed, one after another; nothing is asked while they play. */
  play(count) {
    if (this.timer) return this.stop();
    if (!this.exact) return;
    let index = 0;
    const { edge } = this.data.surfaces;
    const next = () => {
      index += 1;
      const seen = this.future(index);
      if (seen.theta.some((v) => Math.abs(v) > edge)) return this.stop();
      if (!this.walked.length) this.walked = [this.seen.theta];
      this.walked.push(seen.theta);
      this.show(seen);
      if (index >= count) this.stop();
    };
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.timer = setInterval(next, still ? 0 : 180);
    this.name("pause");
    next();
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.name("play");
    this.rest();
  }

  name(word) { this.root.querySelector("[data-do=play]").textContent = this.data.words[word]; }

  listen() {
    const svg = this.root.querySelector("svg");
    const point = (event) => {
      const box = svg.getBoundingClientRect();
      const edge = this.data.grid.edge;
      return [((event.clientX - box.left) / box.width) * 2 * edge - edge, edge - ((event.clientY - box.top) / box.height) * 2 * edge];
    };
    this.handle.onpointerdown = (event) => {
      if (this.timer) return;
      this.dragging = true;
      this.handle.setPointerCapture(event.pointerId);
    };
    this.handle.onpointermove = (event) => this.dragging && this.drag(point(event));
    this.handle.onpointerup = this.handle.onpointercancel = () => {
      if (!this.dragging) return;
      this.dragging = false;
      this.rest();
    };
    this.handle.onkeydown = (event) => {
      const by = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, 0.1], ArrowDown: [0, -0.1] }[event.key];
      if (!by || this.timer) return;
      event.preventDefault();
      this.drag(this.seen.theta.map((v, i) => v + by[i]));
      clearTimeout(this.telling);
      this.telling = setTimeout(() => this.rest(), 250);
    };
    this.root.oninput = ({ target }) => {
      if (target.name === "hessian") {
        this.hessian = target.checked;
        this.show(this.seen);
      } else if (target.type === "range") {
        this.chosen[target.name] = +target.value;
        this.say(target.name);
        if (target.name === "outer_rate") this.show(this.seen);
      }
    };
    this.root.onchange = ({ target }) => {
      if (target.name === "hessian" || this.timer) return;
      this.chosen[target.name] = target.name === "method" ? target.value : +target.value;
      this.rest();
    };
    this.root.onclick = ({ target }) => {
      const { do: what } = target.dataset;
      if (what === "update" && !this.timer) this.play(1);
      if (what === "play") this.play(this.data.trail.length - 1);
      if (what === "clear") {
        this.walked = [];
        this.show(this.seen);
      }
    };
  }
}

/** Streamlit calls this for every new data; one board lives in one place of the page. */
export default function metaPlane(component) {
  const host = component.parentElement;
  if (!boards.has(host)) boards.set(host, new Board(host));
  boards.get(host).update(component);
  return () => {
    clearInterval(boards.get(host)?.timer);
    boards.delete(host);
  };
}
