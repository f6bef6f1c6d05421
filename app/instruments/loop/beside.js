// @ts-check
// Conventional training beside a meta-trained learner, in step: its own real batches, in a small picture.

import { alike } from "./frames.js";
import { picture } from "./parts.js";
import { loss, make, rich, safe, say } from "./words.js";

/** @import { BatchUpdate, Frame, Scene, Words } from "./types.js" */

const [WIDE, HIGH, BASE] = [290, 78, 58];
const [LEFT, PITCH] = [118, 13];
const TILE = 34;
const STAGES = ["batch", "batch_forward", "batch_gradient", "batch_update"];

/**
 * Show the conventional frame that is most like the present one.
 * @param {HTMLElement} panel
 * @param {Frame} frame
 * @param {{ frames: Frame[], scene: Scene }} partner
 */
export function showBeside(panel, frame, { frames, scene }) {
  const now = frames[alike(frame, frames)];
  const { film, words } = scene;
  const update = film.updates[now.update];
  if (update.kind !== "batch") return;
  panel.replaceChildren();
  panel.dataset.phase = now.phase;
  rich(make("h2", "", panel), `*c:${say(words, "learner_conventional")}* *n:${say(words, "beside_note")}*`);
  images(make("div", "beside-images", panel), now, update, scene);
  const chain = make("ol", "beside-chain", panel);
  for (const stage of STAGES) {
    const item = make("li", "", chain, say(words, `phase_${stage}`));
    if (stage === now.phase) item.setAttribute("aria-current", "step");
  }
  make("div", "", panel).innerHTML = parameters(now, update, words);
  rich(make("p", "", panel), now.caption);
}

/** @param {HTMLElement} row @param {Frame} now @param {BatchUpdate} batch @param {Scene} scene */
function images(row, now, batch, scene) {
  batch.batch.forEach((index, i) => {
    const tile = make("div", "image", row);
    picture(tile, scene, index, TILE);
    tile.classList.toggle("dim", now.fast);
    tile.title = scene.film.classes[batch.labels[i]]?.[0] ?? "";
    if (now.supportAnswers == null) return;
    const right = batch.predicted[i] === batch.labels[i];
    make("s", right ? "right" : "wrong", tile, right ? "✓" : "✕");
  });
}

/**
 * Loss on the left, an arrow with the gradient, the original θ on the right.
 * @param {Frame} now
 * @param {BatchUpdate} batch
 * @param {Words} words
 */
function parameters(now, batch, words) {
  const values = now.updated ? batch.next : batch.theta;
  const lit = now.act === "t" || now.updated ? " lit" : "";
  const bars = values.map((value, i) => {
    const [x, h, before] = [LEFT + i * PITCH, value * (BASE - 8), batch.theta[i] * (BASE - 8)];
    const was = now.updated ? `<path class="was" d="M${x - 1} ${BASE - before}h12"/>` : "";
    const pulled = now.pull ? pull(x + 5, BASE - h, now.pull.values[i]) : "";
    return `<rect class="bar" x="${x}" y="${BASE - h}" width="10" height="${h}"/>${was}${pulled}`;
  });
  const back = '<path class="back" d="M70 36H104"/><polygon class="tip" points="112,36 102,30 102,42"/>';
  const note = safe(say(words, now.updated ? "beside_moved" : "beside_original"));
  return `<svg class="beside-theta" viewBox="0 0 ${WIDE} ${HIGH}" role="img" aria-label="${
    safe(now.caption)
  }">
    <text class="small" x="2" y="14">${safe(say(words, "batch_loss"))}</text>
    <text class="loss-now" x="2" y="42">${now.losses ? loss(batch.loss) : "–"}</text>${now.out ? back : ""}
    <rect class="frame${lit}" x="${LEFT - 4}" y="2" width="${12 * PITCH + 7}" height="${BASE + 2}" rx="6"/>
    ${bars.join("")}<text class="small" x="${LEFT}" y="${HIGH - 4}">${note}</text></svg>`;
}

/** Where the step will go: against the gradient. @param {number} x @param {number} y @param {number} g */
function pull(x, y, g) {
  if (g === 0) return "";
  const tall = (0.3 + 0.7 * Math.abs(g)) * 16 * (g < 0 ? -1 : 1);
  return `<polygon class="tip" points="${x},${y + tall} ${x - 4},${y} ${x + 4},${y}"/>`;
}
