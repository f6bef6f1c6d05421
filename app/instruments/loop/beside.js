// Conventional training beside a meta-trained method, in step: its own real batches, in a small picture.

import { alike } from "./frames.js";
import { picture } from "./parts.js";
import { loss, make, rich, safe, say } from "./text.js";

const [WIDE, HIGH, BASE] = [290, 78, 58];
const TILE = 34;
const STAGES = ["batch", "batch_forward", "batch_gradient", "batch_update"];

/** Show the conventional frame that is most like the present one. */
export function showBeside(panel, frame, { frames, scene }) {
  const now = frames[alike(frame, frames)];
  const { record, words } = scene;
  const e = record.episodes[now.ep];
  panel.replaceChildren();
  panel.dataset.phase = now.phase;
  rich(make("h2", "", panel), `*c:${say(words, "method_conventional")}* *n:${say(words, "beside_note")}*`);
  images(make("div", "beside-images", panel), now, e, scene);
  const chain = make("ol", "beside-chain", panel);
  for (const stage of STAGES) {
    const item = make("li", "", chain, say(words, `phase_${stage}`));
    if (stage === now.phase) item.setAttribute("aria-current", "step");
  }
  const holder = make("div", "", panel);
  holder.innerHTML = parameters(now, e, words);
  rich(make("p", "", panel), now.cap);
}

function images(row, now, e, scene) {
  e.batch.forEach((index, i) => {
    const tile = make("div", "image", row);
    picture(tile, scene, index, TILE);
    tile.classList.toggle("dim", now.fast);
    tile.title = scene.record.classes[e.labels[i]]?.[0] ?? "";
    if (now.ansS == null) return;
    const right = e.predicted[i] === e.labels[i];
    make("s", right ? "right" : "wrong", tile, right ? "✓" : "✕");
  });
}

/** Loss on the left, an arrow with the gradient, the original θ on the right. */
function parameters(now, e, words) {
  const values = now.upd ? e.next : e.theta;
  const [left, pitch] = [118, 13];
  let svg = `<svg class="beside-theta" viewBox="0 0 ${WIDE} ${HIGH}" role="img" aria-label="${safe(now.cap)}">`;
  svg += `<text class="small" x="2" y="14">${safe(say(words, "batch_loss"))}</text>`;
  svg += `<text class="loss-now" x="2" y="42">${now.losses ? loss(e.loss) : "–"}</text>`;
  if (now.out) svg += `<path class="back" d="M70 36H104"/><polygon class="tip" points="112,36 102,30 102,42"/>`;
  svg += `<rect class="frame${now.act === "t" || now.upd ? " lit" : ""}" x="${left - 4}" y="2" width="${12 * pitch + 7}" height="${BASE + 2}" rx="6"/>`;
  values.forEach((value, i) => {
    const [x, h, before] = [left + i * pitch, value * (BASE - 8), e.theta[i] * (BASE - 8)];
    svg += `<rect class="bar" x="${x}" y="${BASE - h}" width="10" height="${h}"/>`;
    if (now.upd) svg += `<path class="was" d="M${x - 1} ${BASE - before}h12"/>`;
    if (now.grad) svg += pull(x + 5, BASE - h, now.grad.values[i]);
  });
  const note = say(words, now.upd ? "beside_moved" : "beside_original");
  return svg + `<text class="small" x="${left}" y="${HIGH - 4}">${safe(note)}</text></svg>`;
}

/** Where the step will go: against the gradient. */
function pull(x, y, g) {
  if (g === 0) return "";
  const tall = (0.3 + 0.7 * Math.abs(g)) * 16 * (g < 0 ? -1 : 1);
  return `<polygon class="tip" points="${x},${y + tall} ${x - 4},${y} ${x + 4},${y}"/>`;
}
