// @ts-check
import { isDone, minutesLeft } from "../../app/course/chapters/bar.js";
import { goOn } from "../../app/course/chapters/overview.js";
import { meaning } from "../../app/course/chapters/present.js";
import { isProgress } from "../../app/course/chapters/progress.js";
import { matching, ordered } from "../../app/course/glossary/glossary.js";
import { equal } from "./equal.js";

const chapters = [
  { id: "a", title: "", goal: "", handout: "", steps: [{ id: "a.1", title: "", minutes: 1 }] },
  { id: "b", title: "", goal: "", handout: "", steps: [{ id: "b.1", title: "", minutes: 1 }] },
];

Deno.test("one goes on with the last step, unless it is done", () => {
  equal(goOn(chapters, { done: {}, answers: {} }), "a.1");
  equal(goOn(chapters, { done: {}, answers: {}, last: "b.1" }), "b.1");
  equal(goOn(chapters, { done: { "b.1": true }, answers: {}, last: "b.1" }), "a.1");
  equal(goOn(chapters, { done: {}, answers: {}, last: "gone.1" }), "a.1");
});

Deno.test("only what we wrote is progress", () => {
  equal(isProgress({ done: {}, answers: { a: "b" } }), true);
  for (const bad of [null, 3, [], {}, { done: {} }, { done: {}, answers: { a: 1 } }]) {
    equal(isProgress(bad), false);
  }
});

Deno.test("a step with a question waits for both", () => {
  const step =
    /** @type {import("../../app/course/chapters/bar.js").Data} */ ({ step: "a.1", did: true, asks: true });
  equal(isDone(step, {}), false);
  equal(isDone(step, { "a.1": "b" }), true);
  equal(isDone({ ...step, did: false }, { "a.1": "b" }), false);
  equal(isDone({ ...step, asks: false }, {}), true);
});

Deno.test("minutes are those of the steps that are open", () => {
  equal(minutesLeft({ "a.1": 1.2, "a.2": 2.2 }, { "a.1": true }), 2);
});

Deno.test("keys of a presentation leave fields and sliders theirs", () => {
  equal(["PageDown", "n", " ", "ArrowRight"].map((key) => meaning(key, false)), Array(4).fill("next"));
  equal(meaning("ArrowRight", true), "");
  equal(meaning("PageUp", true), "back");
  equal(meaning("F", false), "full");
  equal(meaning("x", false), "");
});

Deno.test("the glossary is searched in both languages", () => {
  const term = {
    name: "支持集",
    written: "支持集",
    english: "support set",
    text: "供学习的图像",
    picture: "",
    href: "",
    more: "",
  };
  const all = [{ id: "support_set", term, see: [], attempt: { room: "explorer", href: "", name: "" } }];
  equal(matching(all, "Support").length, 1);
  equal(matching(all, "支持 图像").length, 1);
  equal(matching(all, "query").length, 0);
  const names = ["准确率", "任务", "ANIL"].map((name) => ({ ...all[0], term: { ...term, name } }));
  equal(ordered(names, "zh").map((each) => each.term.name), ["任务", "准确率", "ANIL"]);
});
