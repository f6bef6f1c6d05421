// Over many tasks: the reliability diagram with its histogram, the worst pairs and their matrix.

function reliability(r, w) {
  const [left, top, side, low] = [46, 10, 270, 60];
  const x = (v) => left + side * v, y = (v) => top + side * (1 - v);
  const most = Math.max(1, ...r.bins.map((b) => b[1]));
  const base = top + side + 26 + low, width = side / r.of;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((v) => `<path class="rule" d="M${x(0)} ${y(v)}H${x(1)}"/><text x="${left - 6}" y="${y(v) + 4}" text-anchor="end">${percent(v)}</text>
    <text x="${x(v)}" y="${base + 16}" text-anchor="middle">${percent(v)}</text>`).join("");
  const bins = r.bins.map(([place, count, sure, right]) => {
    const told = escape(fill(w.bin, { sure: percent(sure), right: percent(right), count }));
    const h = (low * count) / most;
    return `<g><title>${told}</title><rect class="bin" x="${x(place / r.of) + 1}" y="${y(right)}" width="${width - 2}" height="${side * right}"/>
      <circle class="sure" cx="${x(sure)}" cy="${y(right)}" r="3.5"/><rect class="count" x="${x(place / r.of) + 1}" y="${base - h}" width="${width - 2}" height="${h}"/></g>`;
  }).join("");
  const rows = r.bins.map((b) => `<tr><td>${percent(b[2])}</td><td>${percent(b[3])}</td><td>${b[1]}</td></tr>`).join("");
  return `<section class="card"><h3>${escape(w.calibration)}</h3><p class="figure">${escape(w.ece)} <b>${(100 * r.error).toFixed(1)}%</b> · ${escape(fill(w.answers, { count: r.answers, share: percent(r.right / r.answers) }))}</p>
    <svg viewBox="0 0 330 ${base + 38}" role="img" aria-label="${escape(w.calibration_alt)}">${ticks}${bins}<path class="ideal" d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}"/>
    <text x="${left}" y="${top + side + 20}">${escape(w.count_axis)}</text><text x="${x(1)}" y="${base + 33}" text-anchor="end">${escape(w.sure_axis)}</text></svg>
    <p class="quiet">${escape(w.calibration_read)}</p>
    <details><summary>${escape(w.table)}</summary><table><tr><th>${escape(w.sure_axis)}</th><th>${escape(w.right_axis)}</th><th>${escape(w.count_axis)}</th></tr>${rows}</table></details>${saveButton(escape(w.save))}</section>`;
}

function confusion(c, strip, w) {
  const pic = (i) => tile(strip, i, c.names[i]);
  if (!c.pairs.length) return `<section class="card"><h3>${escape(w.confusion)}</h3><p class="quiet">${escape(w.too_few)}</p></section>`;
  const pairs = c.pairs.map(([a, b, times, chances]) => `<li>${pic(a)}<span aria-hidden="true">→</span>${pic(b)}<span><b>${escape(fill(w.taken, { a: c.names[a], b: c.names[b] }))}</b>
    <small>${escape(fill(w.of_chances, { share: percent(times / chances), times, chances }))}</small></span></li>`).join("");
  const head = c.names.map((n, i) => `<th scope="col" title="${escape(n)}">${pic(i)}</th>`).join("");
  const rows = c.matrix.map((row, a) => `<tr><th scope="row"><span>${pic(a)}<small>${escape(c.names[a])}</small></span></th>${row.map(([times, chances], b) => {
    const share = chances ? times / chances : 0;
    const told = chances ? fill(w.of_chances, { share: percent(share), times, chances }) : w.never_met;
    return `<td class="${a === b ? "own" : ""}" style="--s:${Math.round(80 * share)}%" title="${escape(`${c.names[a]} → ${c.names[b]}: ${told}`)}">${chances ? Math.round(100 * share) : "·"}</td>`;
  }).join("")}</tr>`).join("");
  return `<section class="card"><h3>${escape(w.confusion)}</h3><ul class="pairs">${pairs}</ul>
    <details open><summary>${escape(w.matrix)}</summary><div class="scroll"><table class="matrix"><tr><th></th>${head}</tr>${rows}</table></div><p class="quiet">${escape(w.matrix_read)}</p></details></section>`;
}
