// @ts-check
// What a phone shows, as markup: of a room's state, of what is asked, and of what this phone has answered.

import { badge } from "../../shared/web/marks.js";
import { optionLook } from "../../shared/web/options.js";
import { onStrip } from "../../shared/web/strip.js";
import { escape, fill, letterOf, say } from "../../shared/web/text.js";

/**
 * As the API's description says.
 * @typedef {{ number: number, round: number, phase: "open" | "closed" | "revealed", right?: number[][] }} Step
 * @typedef {{ code: string, serial: number, step: Step | null }} State
 * @typedef {{ kind: "naming", way: number, shot: number, images: number, support: string, query: string }} Naming
 * @typedef {{ kind: "prediction", way: number, shot: number, images: number }} Form
 * @typedef {Form & { names: Record<string, string[]> }} Prediction
 * @typedef {Naming | Prediction} Activity
 *
 * @typedef {object} View
 * @property {Record<string, string>} words
 * @property {string} lang
 * @property {Step} step
 * @property {Activity} activity
 * @property {(number | undefined)[]} picks an option an image, as far as chosen
 * @property {import("./outbox.js").Fate | undefined} fate of this phone's vote
 */

/** @param {View} view */
export function stepMarkup(view) {
  const { activity, step, words } = view;
  const again = step.round > 1 ? `<p class="again">${escape(words.round)}</p>` : "";
  const asked = activity.kind === "naming" ? namingMarkup(view, activity) : predictionMarkup(view, activity);
  return `${again}${asked}<div class="foot">${footMarkup(view)}</div>`;
}

/** @param {View} view @param {Naming} activity */
function namingMarkup(view, { way, shot, images, support, query }) {
  const { words } = view;
  const classes = count(way).map((label) => {
    const tiles = count(shot).map((i) => tile(label * shot + i, way * shot));
    const named = say(words["naming.example"], { letter: letterOf(label) });
    return `<li><div role="img" aria-label="${named}">${badge(label)}<span>${
      tiles.join("")
    }</span></div></li>`;
  });
  const rows = count(images).map((image) => {
    const named = say(words["naming.image"], { place: image + 1, images });
    const options = count(way).map((option) => optionMarkup(view, image, option, badge(option)));
    return `<li><span class="what" role="img" aria-label="${named}">${tile(image, images)}</span>
      <div class="letters" role="group" aria-label="${named}">${options.join("")}</div></li>`;
  });
  return `<h1>${escape(words["naming.ask"])}</h1>
    <section class="support" style="--strip:url('${support}')"><h2>${escape(words["naming.support"])}</h2>
    <ol class="classes${shot > 1 ? " several" : ""}">${classes.join("")}</ol></section>
    <section style="--strip:url('${query}')"><h2>${escape(words["naming.query"])}</h2>
    <ol class="images">${rows.join("")}</ol></section>`;
}

/** @param {View} view @param {Prediction} activity */
function predictionMarkup(view, { way, shot, names }) {
  const { words } = view;
  const images = fill(words[`prediction.shot_${shot === 1 ? "one" : "many"}`], { shot });
  const options = (names[view.lang] ?? names.en).map((name, i) => optionMarkup(view, 0, i, escape(name)));
  return `<h1>${say(words["prediction.ask"], { way, shot: images })}</h1><p>${
    escape(words["prediction.how"])
  }</p>
    <div class="names" role="group" aria-label="${escape(words["prediction.option"])}">${
    options.join("")
  }</div>`;
}

/**
 * One option of an image; once the round is revealed it says what it was.
 * @param {View} view
 * @param {number} image
 * @param {number} option
 * @param {string} face markup
 */
function optionMarkup({ step, picks, fate, words, activity }, image, option, face) {
  const chosen = picks[image] === option;
  const right = step.right?.[image]?.includes(option) ?? false;
  const { look, said } = optionLook("", { answered: Boolean(step.right), right, chosen });
  const told = !step.right
    ? ""
    : right
    ? words[`result.${chosen ? "right" : "truth"}`]
    : chosen
    ? words["result.wrong"]
    : "";
  const letter = activity.kind === "naming" ? fill(words["naming.class"], { letter: letterOf(option) }) : "";
  const named = [letter, told].filter(Boolean).join(". ");
  const label = letter ? ` aria-label="${escape(named)}"` : "";
  const still = step.phase !== "open" || fate ? " disabled" : "";
  const state = `aria-pressed="${chosen}"${label}${still}`;
  return `<button type="button" class="${look}" data-pick="${image}-${option}" ${state}>${face}
    ${said && `<b aria-hidden="true">${said}</b>`}${
    !letter && told ? `<small>${escape(told)}</small>` : ""
  }</button>`;
}

/** What stands below: how many are chosen and the button to send, or what became of it. @param {View} view */
function footMarkup({ words, step, picks, fate, activity: { images } }) {
  if (step.phase === "revealed" && step.right) {
    return `<p>${escape(resultOf(words, step.right, picks, fate))}</p>`;
  }
  if (fate === "waiting" || fate === "late") {
    return `<p>${escape(words[fate === "late" ? "send.late" : "send.sending"])}</p>`;
  }
  if (step.phase !== "open") return `<p>${escape(words[fate ? "send.closed" : "send.missed"])}</p>`;
  if (fate) return `<p class="counted">✓ ${escape(words["send.counted"])}</p>`;
  const done = picks.filter((pick) => pick !== undefined).length;
  const text = images === 1
    ? escape(words["send.do"])
    : done === images
    ? escape(words["send.all"])
    : say(words["send.some"], { done, images });
  return `<button type="button" class="go" data-do="send"${
    done === images ? "" : " disabled"
  }>${text}</button>`;
}

/**
 * @param {Record<string, string>} words
 * @param {number[][]} right
 * @param {(number | undefined)[]} picks
 * @param {import("./outbox.js").Fate | undefined} fate
 */
function resultOf(words, right, picks, fate) {
  if (!fate) return words["result.none"];
  const good = right.filter((options, i) => options.includes(picks[i] ?? -1)).length;
  if (right.length === 1) return words[good ? "result.one_right" : "result.one_wrong"];
  return fill(words["result.score"], { right: good, images: right.length });
}

/** @param {number} many */
const count = (many) => Array.from({ length: many }, (_, i) => i);

/** @param {number} at @param {number} many */
const tile = (at, many) => `<i class="tile" style="${onStrip(at, many)}"></i>`;

/** @param {Record<string, string>} words @param {string} code @param {string} trouble a sentence, or empty */
export const codeMarkup = (words, code, trouble) =>
  `<h1>${escape(words.title)}</h1>${trouble && `<p class="trouble">${escape(trouble)}</p>`}
    <form><label for="code">${escape(words.code)} <small>(${
    say(words.code_hint, { length: 5 })
  })</small></label>
    <input id="code" name="code" value="${escape(code)}" autocomplete="off" autocapitalize="characters"
    spellcheck="false" maxlength="5" required><button class="go">${escape(words.join)}</button></form>`;

/**
 * @param {Record<string, string>} words
 * @param {string} code
 * @param {string} lang
 * @param {{ code: string, name: string }[]} languages
 */
export const headMarkup = (words, code, lang, languages) =>
  `<b>${escape(code ? fill(words.room, { code }) : words.name)}</b>
    <nav aria-label="${escape(words.language)}">${
    languages.filter((each) => each.code !== lang).map((each) =>
      `<a href="?lang=${each.code}" lang="${each.code}">${escape(each.name)}</a>`
    ).join("")
  }</nav>`;
