// @ts-check
import { guessCard } from "../../app/shared/web/guess_card.js";
import { equal } from "./equal.js";

const guess = { title: "Guess", question: "Who?", options: [{ id: "a", name: "A & B" }], skip: "Skip" };
const learners = [
  { name: "A & B", what: "Does <this>.", sketch: "<svg></svg>", href: "./methods?method=a" },
  { name: "New", what: "Was added.", sketch: "", href: "" },
];
const who = { label: "Who are they?", close: "Close", more: "Its page", learners };

Deno.test("who the learners are is told behind a button, escaped but for the picture", () => {
  const card = guessCard({ ...guess, who });
  equal(card.includes('popovertarget="who">Who are they?</button>'), true);
  equal(card.includes("<li><svg></svg><div><h3>A &amp; B</h3><p>Does &lt;this&gt;."), true);
  equal(card.split("<a ").length, 2);
});

Deno.test("a guess about no learners has no such button", () => {
  equal(guessCard(guess).includes("popover"), false);
  equal(guessCard({ ...guess, who: null }).includes("popover"), false);
});
