// The plane of two parameters. While θ is dragged, views are interpolated between the lattice's; at
// rest the server's own are shown.

const boards = new WeakMap();
const hundredths = (v) => Math.min(Math.max(Math.round(v * 100), -300), 300);

class Board {
  constructor(host) {
    this.root = host.querySelector(".plane");
    this.walked = [];  // where outer updates have taken θ
    this.hessian = true;
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

  build() {
    const { words: w } = this.data;
    const range = (name, least, most) => `<label>${w[name]}<output data-of="${name}"></output>
      <input type="range" name="${name}" min="${least}" max="${most}"></label>`;
    const radio = (m) => `<label><input type="radio" name="method" value="${m}">
      <svg class="key" viewBox="0 0 26 8" aria-hidden="true"><path d="M1 4H25" ${pen(m)}/></svg>${w[m]}</label>`;
    this.root.innerHTML = `<svg viewBox="0 0 ${SIZE} ${SIZE}" role="group" aria-label="${escape(w.picture)}">
        <g class="ground">${ground(this.data.surfaces)}</g><g class="moving"></g>
        <g class="handle" tabindex="0" role="application" aria-label="${escape(w.handle)}"><circle class="reach" r="22"/>
          <circle r="8" fill="var(--fs-text)" stroke="var(--fs-ground)" stroke-width="3"/></g></svg>
      <div class="side"><fieldset aria-label="${w.method}">${METHODS.map(radio).join("")}</fieldset>
        ${range("inner_rate", 5, 300)}${range("inner_steps", 1, 10)}${range("outer_rate", 5, 200)}
        <label class="check"><input type="checkbox" name="hessian" ${this.hessian ? "checked" : ""}>${w.hessian}</label>
        <p class="sum"></p>
        <div class="buttons"><button type="button" class="primary" data-do="update">${w.update}</button>
        <button type="button" data-do="play">${w.play}</button><button type="button" data-do="clear">${w.clear}</button>
        ${saveButton(w.save)}</div>
        <details><summary>${w.table}</summary><div class="numbers"></div></details></div>`;
    this.moving = this.root.querySelector(".moving");
    this.handle = this.root.querySelector(".handle");
    this.listen();
  }

  show(seen) {
    this.seen = seen;
    const { surfaces, words } = this.data;
    const beta = this.chosen.outer_rate / 100;
    const tips = METHODS.map((m) => seen.theta.map((v, i) => v - beta * seen.gradients[m][i]));
    this.moving.innerHTML = moving({ seen, tips, walked: this.walked, hessian: this.hessian, surfaces, words, font: this.font() });
    this.handle.setAttribute("transform", `translate(${point(seen.theta, surfaces.edge)})`);
    Object.assign(this.root.dataset, { theta: seen.theta.join(" "), exact: this.exact });
    this.sum(tips);
    this.table(tips);
  }

  /** In a small picture names are larger, so that they can still be read. */
  font() { return Math.min(22, Math.max(14, (14 * SIZE) / (this.moving.ownerSVGElement.clientWidth || SIZE))); }

  /** FOMAML's arrow and the Hessian term add up to MAML's. */
  sum(tips) {
    const { words: w } = this.data;
    const move = (from, to) => `(${to.map((v, i) => (v - from[i]).toFixed(2).replace("-", "−")).join(", ")})`;
    const part = (name, colour, from, to) => `<span style="color: var(${colour})"><b>${w[name]}</b> ${move(from, to)}</span>`;
    this.root.querySelector(".sum").innerHTML = [part("fomaml", "--fs-m-fomaml", this.seen.theta, tips[1]), part("hessian_name", "--fs-wrong", tips[1], tips[0]),
      part("maml", "--fs-m-maml", this.seen.theta, tips[0])].map((each, i) => `<span>${["", "+ ", "= "][i]}${each}</span>`).join("");
  }

  table(tips) {
    const { words: w } = this.data;
    const { theta, paths, before, after } = this.seen;
    const pair = (p) => p.map((v) => v.toFixed(3)).join(", ");
    const rows = paths.map((path, t) => `<tr><td>${LETTERS[t]}</td><td>${pair(path.at(-1))}</td><td>${before[t].toFixed(3)}</td><td>${after[t].toFixed(3)}</td></tr>`);
    const moves = METHODS.map((m, i) => `<tr><td>${w[m]}</td><td>${pair(tips[i].map((v, n) => v - theta[n]))}</td></tr>`);
    moves.push(`<tr><td>${w.hessian_name}</td><td>${pair(tips[0].map((v, n) => v - tips[1][n]))}</td></tr>`);
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
    const under = (event) => {
      const box = svg.getBoundingClientRect();
      const edge = this.data.grid.edge;
      return [((event.clientX - box.left) / box.width) * 2 * edge - edge, edge - ((event.clientY - box.top) / box.height) * 2 * edge];
    };
    this.handle.onpointerdown = (event) => {
      if (this.timer) return;
      this.dragging = true;
      this.handle.setPointerCapture(event.pointerId);
    };
    this.handle.onpointermove = (event) => this.dragging && this.drag(under(event));
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
      if (what === "save") saveSvg(svg, `theta-${this.chosen.theta_1}-${this.chosen.theta_2}`);
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
