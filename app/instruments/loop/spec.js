// @ts-check
// The line of settings below the picture, and the headings beside it, for one learner.

import { eachOf, inTurn } from "./task_moments.js";
import { count, make, rich, say, short } from "./words.js";

/** @import { Shell } from "./shell.js" */
/** @import { Film, Scene } from "./types.js" */

/** @param {Film} film */
function valuesOf(film) {
  const { info, updates: [first] } = film;
  const common = {
    ...{ eta: short(Number(info.outer_lr)), classes: film.train_classes, parameters: count(film.parameters) },
    all: count(film.curve.at(-1)?.[0] ?? 0),
  };
  if (first.kind === "batch") return { ...common, size: first.size };
  const way = first.classes.length;
  return {
    ...common,
    ...{ way, shot: first.support.length / way, query: first.query.length / way, each: eachOf(first) },
    ...{ steps: first.fast.length - 1, alpha: short(Number(info.inner_lr)), tasks: first.tasks },
  };
}

/** Titles and the line of settings for a learner. @param {Shell} shell @param {Scene} scene */
export function showSpec(shell, { film, learner, words }) {
  const values = valuesOf(film);
  const [first] = film.updates;
  const reptile = first.kind === "task" ? inTurn("spec_reptile", first) : "";
  const kind =
    { conventional: "spec_conventional", reptile, maml: "spec_meta", fomaml: "spec_meta" }[learner];
  shell.spec.replaceChildren();
  make("span", "", shell.spec, say(words, kind, values));
  make("span", "", shell.spec, say(words, "spec_cells", values));
  make("span", "norms", shell.spec, say(words, "spec_norms"));
  rich(shell.codeTitle, `${say(words, `learner_${learner}`)} *n:${say(words, "code_title")}*`);
  const { title, note } = curveWords(learner);
  rich(shell.curveTitle, `${say(words, title)} *n:${say(words, note, values)}*`);
  shell.curve.setAttribute("aria-label", `${say(words, title)}: ${say(words, note, values)}`);
}

/** What the training log of a learner is called. @param {Scene["learner"]} learner */
export function curveWords(learner) {
  const own = { conventional: "curve_batch", reptile: "curve_reptile", maml: "", fomaml: "" }[learner];
  return own ? { title: own, note: `${own}_note` } : { title: "curve_title", note: "curve_note" };
}
