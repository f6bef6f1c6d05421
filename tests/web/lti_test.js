import { resultOf } from "../../app/lti/report.js";

import { equal } from "./equal.js";

const CHAPTER = { steps: ["why.digits", "why.labels"], set: "", seed: 0, most: 2 };
const TEST = { steps: [], set: "after", seed: 42, most: 14 };

Deno.test("a chapter has a result once all its steps are done", () => {
  equal(resultOf(CHAPTER, {}, {}, {}), null);
  equal(resultOf(CHAPTER, { "why.digits": true, "task.way": true }, {}, {}), null);
  equal(resultOf(CHAPTER, { "why.digits": true, "why.labels": true }, {}, {}), 2);
});

Deno.test("of a set of questions the draw that was finished last counts, and no other set", () => {
  equal(resultOf(TEST, {}, { "before 42": 5, "after 7": 3 }, { "after 7": 3 }), null);
  equal(resultOf(TEST, {}, { "after 42": 0 }, { "after 42": 0 }), 0);
  equal(resultOf(TEST, {}, { "after 42": 9, "after 7": 11 }, { "after 42": 9 }), 11);
  equal(resultOf(TEST, {}, { "after 42": 9, "after 7": 11, "after 8": 12 }, { "after 42": 9 }), 12);
});
