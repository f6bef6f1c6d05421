// The view: one query image with bars and neighbours, and below it what was counted over many tasks.

function task(d) {
  const tiles = d.order.map((i, place) => `<button class="pick" data-image="${i}" aria-pressed="${i === d.image}" aria-label="${escape(fill(d.words.pick, { number: place + 1 }))}">${tile(d.query, i, "")}</button>`).join("");
  return `<section class="row"><h3>${escape(d.words.choose)}</h3><div class="strip">${tiles}</div></section>`;
}

function question(d) {
  const options = d.classes.map((c, i) => `<button data-guess="${i}">${badge(c, i)}${tile(d.support, i * d.shot, c.name)}<span>${escape(c.name)}</span></button>`).join("");
  return `<div class="card ask"><h3>${escape(d.words.question)}</h3><div class="options">${options}</div><button class="skip" data-guess="-1">${escape(d.words.skip)}</button></div>`;
}

function bars(d, step) {
  const last = d.shares.length - 1;
  const [old, now] = [d.shares[0], d.shares[Math.min(step, last)]];
  const rows = d.classes.map((c, i) => `<li class="${i === d.truth ? "true" : ""}">${badge(c, i)}<span class="name">${escape(c.name)}${i === d.truth ? ` <em>${escape(d.words.truth)}</em>` : ""}</span>
    <span class="bar" role="img" aria-label="${escape(fill(d.words.bar, { name: c.name, old: percent(old[i]), now: percent(now[i]) }))}"><i style="width:${100 * now[i]}%"></i>${last ? `<u style="width:${100 * old[i]}%"></u>` : ""}</span>
    <b>${percent(now[i])}</b><small>${last ? percent(old[i]) : ""}</small></li>`).join("");
  return `<ul class="bars">${rows}</ul>`;
}

function near(d, step) {
  const found = d.near[Math.min(step, d.near.length - 1)];
  return `<ul class="near">${found.map(([item, far]) => { const c = d.classes[Math.floor(item / d.shot)];
    return `<li>${tile(d.support, item, c.name, "support")}<span>${badge(c, Math.floor(item / d.shot))} ${escape(c.name)}</span><small>${escape(fill(d.words.distance, { far: far.toPrecision(3) }))}</small></li>`; }).join("")}</ul>`;
}

function answer(d, step) {
  const last = d.shares.length - 1;
  const now = d.shares[Math.min(step, last)], top = now.indexOf(Math.max(...now)), right = top === d.truth;
  const guess = d.guess >= 0 ? `<p>${escape(fill(d.guess === d.truth ? d.words.you_right : d.words.you_wrong, { name: d.classes[d.guess].name }))}</p>` : "";
  const told = fill(right ? d.words.is_right : d.words.is_wrong, { learner: d.learner, name: d.classes[top].name, share: percent(now[top]), truth: d.classes[d.truth].name });
  return `<p class="told ${right ? "right" : "wrong"}" role="status">${right ? "✓" : "✕"} ${escape(told)}</p>${guess}
    <h3>${escape(last ? fill(d.words.bars, { step }) : d.words.bars_one)}</h3>${bars(d, step)}<p class="quiet">${escape(last ? d.words.bars_read : d.words.one_state)}</p>
    <h3>${escape(d.words.near)}</h3>${near(d, step)}`;
}

function upper(d) {
  const big = tile(d.query, d.image, d.words.query_alt, "big");
  let right = `<p class="quiet">${escape(d.words.waiting)}</p>`;
  if (!d.asked) right = question(d);
  else if (d.shares) {
    const rail = d.shares.length > 1 ? `<label class="rail">${escape(d.words.step)} <b data-step></b><input type="range" min="0" max="${d.shares.length - 1}" value="${Math.min(d.step, d.shares.length - 1)}"></label>` : "";
    right = `${rail}<div data-answer></div>`;
  }
  return `${task(d)}<div class="one"><figure>${big}<figcaption>${escape(fill(d.words.query, { number: d.order.indexOf(d.image) + 1, of: d.query.count }))}</figcaption></figure><div>${right}</div></div>`;
}

export default function ({ data: d, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".inside");
  for (const strip of [d.query, d.support, d.counted?.strip]) if (strip) root.style.setProperty(`--${strip.id}`, `url(${strip.url})`);
  const focused = root.contains(parentElement.activeElement ?? null) ? parentElement.activeElement?.dataset.image : undefined;
  const counts = d.counted ? `<div class="counts">${reliability(d.counted.reliability, d.words)}${confusion(d.counted.confusion, d.counted.strip, d.words)}</div>` : "";
  root.innerHTML = d.part === "counts" ? counts : upper(d);
  const draw = (step) => {
    const holder = root.querySelector("[data-answer]");
    if (!holder) return;
    holder.innerHTML = answer(d, step);
    const shown = root.querySelector("[data-step]");
    if (shown) shown.textContent = step;
  };
  const rail = root.querySelector("input");
  draw(rail ? +rail.value : 0);
  root.oninput = (event) => draw(+event.target.value);
  root.onchange = (event) => setTriggerValue("step", +event.target.value);
  root.onclick = (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.image) setTriggerValue("image", +button.dataset.image);
    if (button?.dataset.do === "save") saveSvg(root.querySelector(".card svg"), "calibration");
    if (button?.dataset.guess) setTriggerValue("guess", +button.dataset.guess);
  };
  if (focused !== undefined) root.querySelector(`[data-image="${focused}"]`)?.focus();
}
