// @ts-check
import { markup as tools } from "../../app/instruments/curves/curves.js";
import { choose, markup as list } from "../../app/instruments/curves/learners.js";
import { equal } from "./equal.js";

const WORDS = {
  ...{
    k: "K",
    n: "N",
    steps: "steps",
    shot: "K = {shot}",
    against: "with",
    nobody: "nobody",
    enlarge: "Enlarge",
  },
  ...{ enlarge_hint: "", enlarge_hint_steps: "", against_hint: "", pictures: "", shots: "" },
};
const LINE = {
  ...{
    picture: "k",
    pictures: ["k", "n", "steps"],
    shot: "1",
    shots: [],
    against: "",
    shown: true,
    words: WORDS,
  },
  others: [{ id: "a'b", name: "A" }],
};

Deno.test("the tools press what is chosen, and disable what there is nothing to do with", () => {
  const full = tools({ ...LINE, scale: "full" });
  equal(/data-value="k"[^>]*aria-pressed="true"/s.test(full), true);
  equal(full.includes('data-value="near"'), true);
  equal(full.includes('value="a&#39;b"'), true);
  equal(/data-kind="scale"[^>]*disabled/s.test(tools({ ...LINE, scale: "full", shown: false })), true);
  equal(/data-kind="scale"[^>]*disabled/s.test(tools({ ...LINE, scale: "full", against: "a'b" })), true);
});

Deno.test("a learner comes and goes, but one stays", () => {
  const chosen = new Set(["a"]);
  equal([choose(chosen, "a"), [...chosen]], [false, ["a"]]);
  equal([choose(chosen, "b"), [...chosen]], [true, ["a", "b"]]);
  equal([choose(chosen, "a"), [...chosen]], [true, ["b"]]);
});

Deno.test("learners stand under the kind of their training; one without a curve says why", () => {
  const look = { how: "", colour: "red", dash: "", shown: true };
  const markup = list({
    learners: [
      { ...look, id: "a", name: "A", family: "steps", there: true },
      { ...look, id: "b", name: "B", family: "compare", there: false },
    ],
    families: [{ id: "ordinary", name: "O" }, { id: "steps", name: "S" }, { id: "compare", name: "C" }],
    words: { learners: "L", why: "takes no steps" },
  });
  equal(markup.match(/<h3>.<\/h3>/g), ["<h3>S</h3>", "<h3>C</h3>"]);
  equal(markup.match(/takes no steps/g)?.length, 1);
});
