// @ts-check
// The network and its losses on the stage.

import { decimal, letterOf } from "../../shared/web/text.js";
import { classColour } from "./parts.js";
import { count, loss, percent, phi, rich, say } from "./words.js";

/** @import { Parts } from "./parts.js" */
/** @import { Moment } from "./stage.js" */
/** @import { BatchUpdate, TaskUpdate } from "./types.js" */

const LARGE = 4; // a batch loss that fills its meter, at least

/** @param {Moment} at */
export function showNetwork({ parts, place, frame, update, words }) {
  const role = place.conventional ? "conventional" : frame.feed === "query" ? "query" : "support";
  const state = frame.act == null ? "" : frame.act === "t" ? "θ" : phi(frame.act);
  parts.net.node.className = `net ${role}`;
  parts.net.node.classList.toggle("on", Boolean(frame.feed));
  rich(parts.net.title, state ? say(words, "network_with", { state }) : say(words, "network"));
  const values = shares({ frame, update });
  parts.net.rows.forEach(({ row, letter, bar, value }, j) => {
    letter.textContent = place.conventional ? "" : letterOf(j);
    row.style.setProperty("--class", place.conventional ? "var(--conventional)" : classColour(j));
    const share = values?.[j];
    bar.style.transform = `scaleX(${share ?? 0})`;
    value.textContent = share == null ? "" : percent(share, words);
  });
}

/**
 * What the network has just given the true classes; null while it is not asked.
 * @param {Pick<Moment, "frame" | "update">} at
 */
function shares({ frame, update }) {
  if (!frame.feed) return null;
  if (update.kind === "batch") return update.probabilities;
  if (frame.feed === "support") return update.support_answers[frame.supportAnswers ?? 0].shares;
  return update.query_answers[frame.queryAnswers ?? 0].shares;
}

/** @param {Moment} at */
export function showLosses(at) {
  if (at.update.kind === "batch") showBatchLoss(at, at.update);
  else showTaskLosses(at, at.update);
}

/** @param {Moment} at @param {TaskUpdate} update */
function showTaskLosses({ parts, place, frame, words, learner }, update) {
  const most = Math.max(...update.support_loss, ...update.query_loss);
  const first = parts.supportLoss;
  first.node.className = "loss support";
  first.node.classList.toggle("wait", !frame.losses);
  rich(first.title, say(words, "support_loss"));
  first.rows.forEach(({ row, bar, value }, k) => {
    row.className = `loss-row${k < frame.losses ? " on" : ""}${k === frame.current ? " now" : ""}`;
    bar.style.transform = `scaleX(${k < frame.losses ? update.support_loss[k] / most : 0})`;
    value.textContent = loss(update.support_loss[k]);
  });
  const second = parts.queryLoss;
  second.node.className = "loss query";
  second.node.classList.toggle("hidden", learner === "reptile");
  second.node.classList.toggle("wait", !frame.judged);
  rich(second.title, `${say(words, "query_loss")} *n:${say(words, "of_state", { phi: phi(place.steps) })}*`);
  bigLoss(second, frame.judged ? update.query_loss.at(-1) : null, most);
}

/** @param {Moment} at @param {BatchUpdate} update */
function showBatchLoss({ parts, frame, film, words }, update) {
  const first = parts.supportLoss;
  first.node.className = "loss conventional";
  first.node.classList.toggle("wait", !frame.losses);
  const image = update.called?.[0];
  rich(first.title, image ? say(words, "image_loss", { image }) : say(words, "batch_loss"));
  bigLoss(first, frame.losses ? update.loss : null, Math.max(LARGE, update.loss));
  const [second, test] = [parts.queryLoss, film.test];
  second.node.className = `loss ${frame.opened ? "conventional" : "locked"}`;
  second.node.classList.toggle("wait", !frame.opened);
  rich(second.title, say(words, "test_accuracy"));
  const opened = frame.opened && test ? test : null;
  second.big.textContent = opened ? percent(opened.right / opened.images, words) : "–";
  second.bar.style.transform = `scaleX(${opened ? opened.right / opened.images : 0})`;
  const values = opened ? { half: decimal(100 * opened.half_width, 1), images: count(opened.images) } : {};
  second.note.textContent = say(words, opened ? "test_interval" : test ? "test_wait" : "test_none", values);
}

/** @param {Parts["queryLoss"]} box @param {number | null | undefined} value @param {number} most */
function bigLoss(box, value, most) {
  box.big.textContent = loss(value);
  box.bar.style.transform = `scaleX(${(value ?? 0) / most})`;
}
