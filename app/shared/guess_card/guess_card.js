// @ts-check
// The guess before the answer, as a component of its own.

import { one, put } from "../web/dom.js";
import { guessCard, guessOf } from "../web/guess_card.js";
import { lineSample } from "../web/marks.js";
import { escape } from "../web/text.js";

/**
 * @typedef {{ id: string, name: string, colour?: string, dash?: string, dot?: "full" | "hollow" }} Option
 * @typedef {import("../web/guess_card.js").Who} Who
 * @typedef {{ title: string, question: string, options: Option[], skip: string, who: Who }} Data
 */

/** @param {import("../web/dom.js").Component<Data>} component */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = one(parentElement, ".guess");
  root.dataset.part = "card";
  put(parentElement, "card", guessCard({ ...data, options: data.options.map(sampled) }));
  root.onclick = (event) => {
    const guess = guessOf(event);
    if (guess) setTriggerValue("guess", guess);
  };
}

/** An option as it is drawn: a piece of its line, or its dot. @param {Option} option */
function sampled({ id, name, colour = "", dash = "", dot }) {
  const mark = dot
    ? `<i class="dot ${dot}" style="--c:${escape(colour)}"></i>`
    : lineSample({ colour, dash });
  return { id, name, sample: colour && mark };
}
