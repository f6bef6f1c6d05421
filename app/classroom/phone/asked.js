// @ts-check
// What is asked, as markup: images to name, learners to choose from, a question of the bank, a class to draw.

import { paperMarkup } from "../../shared/drawings/paper.js";
import { inkMarkup } from "../../shared/drawings/strokes.js";
import { badge } from "../../shared/web/marks.js";
import { optionLook } from "../../shared/web/options.js";
import { stripTile as tile } from "../../shared/web/strip.js";
import { escape, fill, letterOf, say } from "../../shared/web/text.js";

/** @import { Naming, Prediction, Question, Sketching, View } from "./markup.js" */

/** @param {View} view */
export function askedMarkup(view) {
  const { activity } = view;
  switch (activity.kind) {
    case "naming":
      return namingMarkup(view, activity);
    case "prediction":
      return predictionMarkup(view, activity);
    case "question":
      return questionMarkup(view, activity);
    case "drawing":
      return drawingMarkup(view, activity);
  }
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
function predictionMarkup(view, { way, shot, names, whats }) {
  const { words } = view;
  const images = fill(words[`prediction.shot_${shot === 1 ? "one" : "many"}`], { shot });
  const said = whats[view.lang] ?? whats.en ?? [];
  const options = (names[view.lang] ?? names.en).map((name, i) => {
    const what = said[i] ? `<small class="what">${escape(said[i])}</small>` : "";
    return optionMarkup(view, 0, i, escape(name), what);
  });
  return `<h1>${say(words["prediction.ask"], { way, shot: images })}</h1><p>${
    escape(words["prediction.how"])
  }</p>
    <div class="names" role="group" aria-label="${escape(words["prediction.option"])}">${
    options.join("")
  }</div>`;
}

/** @param {View} view @param {Question} activity */
function questionMarkup(view, { figure, source, said }) {
  const { step, lang } = view;
  const { stem, alt, options } = said[lang] ?? said.en;
  const told = step.feedback?.[lang] ?? step.feedback?.en ?? [];
  const buttons = options.map((text, i) => optionMarkup(view, 0, i, escape(text), "", told[i]));
  const drawn = figure &&
    `<figure>${figure}<figcaption class="${step.right ? "" : "unseen"}">${escape(alt)}</figcaption></figure>`;
  return `<h1>${escape(stem)}</h1>${drawn}<div class="names" role="group" aria-label="${escape(stem)}">${
    buttons.join("")
  }</div>${source && `<p class="source">${escape(source)}</p>`}`;
}

/** The paper, while it can be drawn on; afterwards what was drawn. @param {View} view @param {Sketching} activity */
function drawingMarkup({ words, lang, step, fate, label, strokes }, { names }) {
  const name = label === undefined ? undefined : (names[lang] ?? names.en)[label];
  const open = step.phase === "open" && !fate;
  if (name === undefined) {
    return `<h1>${escape(words[open ? "drawing.assigning" : "drawing.ask_all"])}</h1>`;
  }
  const ask = `<h1>${say(words["drawing.ask"], { name })}</h1>`;
  if (!open) {
    return strokes
      ? `${ask}<svg class="ink mine" viewBox="0 0 255 255" role="img" aria-label="${
        say(words["drawing.mine"], { name })
      }">${inkMarkup(strokes)}</svg>`
      : ask;
  }
  return `${ask}<p>${escape(words["drawing.how"])}</p>${paperMarkup(words["drawing.paper"], "keys")}
    <p class="unseen" id="keys">${
    escape(words["drawing.keys"])
  }</p><div class="tools" data-part="tools"></div>`;
}

/**
 * What can be done with a drawing that is not sent yet.
 * @param {Record<string, string>} words
 * @param {number} many strokes
 */
export const toolsMarkup = (words, many) =>
  `<button type="button" data-do="undo"${many ? "" : " disabled"}>${escape(words["drawing.undo"])}</button>
    <button type="button" data-do="clear"${many ? "" : " disabled"}>${escape(words["drawing.clear"])}</button>
    <button type="button" class="go" data-do="draw"${many ? "" : " disabled"}>${
    escape(words["drawing.send"])
  }</button>`;

/**
 * One option of an image; once the round is revealed it says what it was.
 * @param {View} view
 * @param {number} image
 * @param {number} option
 * @param {string} face markup
 * @param {string} [below] markup: what it is
 * @param {[string, string]} [feedback] a misconception's name and why, once it is revealed
 */
function optionMarkup({ step, picks, fate, words, activity }, image, option, face, below = "", feedback) {
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
    ${said && `<b aria-hidden="true">${said}</b>`}${below}${
    !letter && told ? `<small>${escape(told)}</small>` : ""
  }${feedback ? `<small class="why">${feedbackMarkup(feedback)}</small>` : ""}</button>`;
}

/** @param {[string, string]} feedback */
const feedbackMarkup = ([misconception, why]) =>
  `${misconception && `<i>${escape(misconception)}</i> `}${escape(why)}`;

/** @param {number} many */
const count = (many) => Array.from({ length: many }, (_, i) => i);
