// @ts-check
import { questionMarkup } from "../../app/classroom/lecture/question.js";
import { supportOf, wallMarkup, withNews } from "../../app/classroom/lecture/wall.js";
import { equal } from "./equal.js";

/** @param {string} id @param {number} label @param {boolean} [out] */
const sketch = (id, label, out = false) => ({ id, label, out, strokes: [[1, 2, 3, 4]] });
const words = {
  sketch: "{name} {place}",
  taught: "taught",
  left_out: "left out",
  leave_out: "leave out",
  take_back: "take back",
  bar: "{option}: {count}",
  right: "right",
};

Deno.test("a drawing that was left out stays in its place on the wall", () => {
  const wall = withNews(withNews(new Map(), [sketch("a", 0), sketch("b", 0)]), [sketch("a", 0, true)]);
  equal([...wall.keys()], ["a", "b"]);
  equal(wall.get("a")?.out, true);
});

Deno.test("learners get the first K of each class that are not left out; a class with fewer is not taught", () => {
  const wall = [sketch("a", 0, true), sketch("b", 0), sketch("c", 1), sketch("d", 0), sketch("e", 0)];
  equal([...supportOf(wall, 1)], ["b", "c"]);
  equal([...supportOf(wall, 2)], ["b", "d"]);
});

Deno.test("the wall says in words what it shows by frames and signs", () => {
  const markup = wallMarkup([sketch("a", 0, true), sketch("b", 0)], ["<cat>", "dog"], 1, words);
  equal(markup.includes("&lt;cat&gt; 1, left out"), true);
  equal(markup.includes("&lt;cat&gt; 2, taught"), true);
  equal([markup.match(/data-leave/g)?.length, markup.match(/aria-pressed="true"/g)?.length], [2, 1]);
  equal(wallMarkup([sketch("b", 0)], ["cat"], 0, words).includes("taught"), false);
});

Deno.test("a question shows its votes only when they are shown, and its feedback once it is revealed", () => {
  const question = { figure: "<svg></svg>", alt: "dots", source: "", feedback: [] };
  const asked = questionMarkup(question, ["<one>", "two"], words, null);
  equal([asked.includes("bar"), asked.includes("&lt;one&gt;"), asked.includes("unseen")], [
    false,
    true,
    true,
  ]);
  const votes = { counts: [3, 1], voted: 4, right: [1] };
  const feedback = /** @type {[string, string][]} */ ([["a slip", "no"], ["", "yes"]]);
  const seen = questionMarkup({ ...question, feedback }, ["<one>", "two"], words, votes);
  equal([seen.includes("width:75%"), seen.includes("✓ two"), seen.includes("<b>a slip</b> no")], [
    true,
    true,
    true,
  ]);
  equal(seen.includes("unseen"), false);
});
