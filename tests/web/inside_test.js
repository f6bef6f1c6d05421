// @ts-check
import { answerMarkup, isAnswered } from "../../app/instruments/inside/answer.js";
import { percent, tile } from "../../app/instruments/inside/parts.js";
import { equal } from "./equal.js";

const STRIP = { id: "query", url: "", count: 5 };
const WORDS = {
  percent: "{value} %",
  is_right: "{learner}: {name}, {share}",
  is_wrong: "{learner}: {name}, not {truth}",
  you_right: "you too: {name}",
  bar: "{name}: {old}, {now}",
  truth: "true",
  bars: "step {step}",
  bars_read: "",
  near: "near",
  bars_one: "one",
  distance: "distance {far}",
};
const DATA = {
  ...{ task: "t", classes: ["dog", "<cat>"], query: STRIP, support: { ...STRIP, id: "support" }, shot: 1 },
  ...{ order: [0, 1], image: 0, step: 1, asked: true, learner: "MAML", words: WORDS },
};
/** @type {import("../../app/instruments/inside/answer.js").Answered} */
const ANSWER = {
  ...DATA,
  truth: 1,
  guess: 1,
  shares: [[0.5, 0.5], [0.2, 0.8]],
  near: [[[1, 2], [0, 11]], [[1, 1.5], [0, 12]]],
};

Deno.test("a drawing without a name is not announced", () => {
  equal(/aria-hidden="true"/.test(tile(STRIP, 0)) && !/role=/.test(tile(STRIP, 0)), true);
  equal(/role="img" aria-label="&lt;dog&gt;"/.test(tile(STRIP, 0, "<dog>")), true);
});

Deno.test("shares are whole percentages, and little is not nothing", () => {
  equal([0, 0.004, 0.284, 1].map((share) => percent(share, WORDS)), ["0 %", "<1 %", "28 %", "100 %"]);
});

Deno.test("the answer is of the step that is looked at, or of the last", () => {
  equal([isAnswered(DATA), isAnswered(ANSWER)], [false, true]);
  const last = answerMarkup(ANSWER, 7);
  equal(last.includes("MAML: &lt;cat&gt;, 80 %") && last.includes("step 1"), true);
  equal(last.includes("you too: &lt;cat&gt;") && last.includes("distance 1.50"), true);
});
