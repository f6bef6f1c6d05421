// The two-by-two key: what the support set and the query set are for, in meta-training and meta-testing.
// Its columns choose the split; the cell of the set under the pointer is marked.

const keys = new WeakMap();

export default function (component) {
  const root = component.parentElement.querySelector(".key");
  if (!keys.has(root)) open(root);
  keys.get(root).send = component.setTriggerValue;
  draw(root, component.data);
  return () => close(root);
}

function open(root) {
  const mark = (event) =>
    root.querySelectorAll("td").forEach((cell) => cell.classList.toggle("on", cell.matches(".lit") && cell.dataset.set === event.detail));
  window.addEventListener("fewshot-set", mark);
  root.addEventListener("click", (event) => {
    const asked = event.target.closest("[data-split]")?.dataset.split;
    if (asked) keys.get(root).send("split", asked);
  });
  keys.set(root, { mark });
}

function close(root) {
  if (keys.has(root)) window.removeEventListener("fewshot-set", keys.get(root).mark);
  keys.delete(root);
}

const escape = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

function draw(root, { words, split }) {
  const focused = root.getRootNode().activeElement?.dataset.split;
  const lit = (name) => (name === split ? "lit" : "");
  const head = (name) => `<th scope="col" class="${lit(name)}"><button type="button" data-split="${name}" aria-pressed="${name === split}"
    title="${escape(words[`${name}_choose`])}"><b>${escape(words[name])}</b><span>${escape(words[`${name}_what`])}</span></button></th>`;
  const cell = (set, name) => `<td class="${lit(name)}" data-set="${set}">${escape(words[`${name}_${set}`])}${also(words[`${name}_${set}_also`])}</td>`;
  const also = (text) => (text ? `<small>${escape(text)}</small>` : "");
  const row = (set) => `<tr><th scope="row" class="${set}"><i></i>${escape(words[set])}</th>${cell(set, "train")}${cell(set, "test")}</tr>`;
  root.innerHTML = `<table aria-label="${escape(words.label)}"><thead><tr><td></td>${head("train")}${head("test")}</tr></thead>
    <tbody>${row("support")}${row("query")}</tbody></table>${split === "val" ? `<p>${escape(words.val)}</p>` : ""}`;
  if (focused) root.querySelector(`[data-split="${focused}"]`).focus();
}
