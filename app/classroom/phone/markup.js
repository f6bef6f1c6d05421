// @ts-check
// What a phone shows, as markup: of a room's state, and of what this phone has answered.

import { escape, fill, say } from "../../shared/web/text.js";
import { askedMarkup } from "./asked.js";

/**
 * As the API's description says.
 * @typedef {{ number: number, round: number, phase: "open" | "closed" | "revealed" }} Round
 * @typedef {Round & { right?: number[][], feedback?: Record<string, [string, string][]> }} Step
 * @typedef {{ code: string, serial: number, step: Step | null }} State
 * @typedef {{ kind: "naming", way: number, shot: number, images: number, support: string, query: string }} Naming
 * @typedef {{ kind: "prediction", way: number, shot: number, images: number }} Form
 * @typedef {Form & Record<"names" | "whats", Record<string, string[]>>} Prediction
 * @typedef {{ stem: string, alt: string, options: string[] }} Said
 * @typedef {{ kind: "question", images: number, figure: string, source: string, said: Record<string, Said> }} Question
 * @typedef {{ kind: "drawing", images: number, names: Record<string, string[]> }} Sketching
 * @typedef {Naming | Prediction | Question | Sketching} Activity
 *
 * @typedef {object} View
 * @property {Record<string, string>} words
 * @property {string} lang
 * @property {Step} step
 * @property {Activity} activity
 * @property {(number | undefined)[]} picks an option an image, as far as chosen
 * @property {import("./outbox.js").Fate | undefined} fate of this phone's vote
 * @property {boolean} [late] did the vote before come too late?
 * @property {number} [label] of a drawing: the class that this phone draws, once it is known
 * @property {number[][]} [strokes] of a drawing: what was sent
 */

/** @param {View} view */
export function stepMarkup(view) {
  const { activity, step, words } = view;
  const drawing = activity.kind === "drawing";
  const again = step.round > 1 && step.phase === "open"
    ? `<p class="again">${escape(words[drawing ? "drawing.round" : "round"])}</p>`
    : "";
  const late = view.late && step.phase === "open" && !view.fate
    ? `<p class="trouble" role="status">${escape(words.late)}</p>`
    : "";
  return `${late}${again}${askedMarkup(view)}<div class="foot">${footMarkup(view)}</div>`;
}

/** What stands below: how many are chosen and the button to send, or what became of it. @param {View} view */
function footMarkup({ words, step, picks, fate, activity: { kind, images } }) {
  const drawing = kind === "drawing";
  if (step.phase === "revealed" && step.right) {
    return `<p>${escape(drawing ? words["drawing.shown"] : resultOf(words, step.right, picks, fate))}</p>`;
  }
  if (fate === "waiting" || fate === "late") {
    return `<p>${escape(words[fate === "late" ? "send.late" : "send.sending"])}</p>`;
  }
  const closed = drawing ? "drawing.closed" : fate ? "send.closed" : "send.missed";
  if (step.phase !== "open") return `<p>${escape(words[closed])}</p>`;
  if (fate) return `<p class="counted">✓ ${escape(words["send.counted"])}</p>`;
  if (drawing) return "";
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
