// @ts-check
import { isAnswers, readAgain, score } from "../../app/course/quiz/quiz.js";
import { equal } from "./equal.js";

/** @param {string} id @param {string} chapter */
const question = (id, chapter) => ({
  id,
  stem: "",
  figure: "",
  alt: "",
  source: "",
  again: { name: chapter, href: chapter },
  options: [true, false].map((right) => ({ text: "", right, misconception: "", feedback: "" })),
});
const questions = [question("a", "why"), question("b", "why"), question("c", "task")];

Deno.test("right answers are counted, open ones are not", () => {
  equal(score(questions, { a: 0, b: 1 }), 1);
  equal(score(questions, {}), 0);
});

Deno.test("a chapter that was answered wrongly is named once", () => {
  equal(readAgain(questions, { a: 1, b: 1, c: 0 }), [{ name: "why", href: "why" }]);
  equal(readAgain(questions, { a: 0 }), []);
});

Deno.test("only what we wrote is an answer", () => {
  equal(isAnswers({ "why 42": { a: 0 } }), true);
  for (const bad of [null, [], 3, { a: 1 }, { a: { b: "c" } }]) equal(isAnswers(bad), false);
});
