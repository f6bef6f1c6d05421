// @ts-check
import { markup } from "../../app/instruments/when/example.js";
import { equal } from "./equal.js";

const WORDS = Object.fromEntries(
  ["questions", "which_thing", "which_hand", "support", "query_thing", "query_hand", "new_task", "answers"]
    .map(
      (key) => [key, key],
    ),
);
const CARD = { id: "x", name: "X", colour: "red", hollow: false, score: "3 of 4", many: "many" };
const EXAMPLE = {
  ...{
    way: 2,
    each: 2,
    asked: /** @type {const} */ ("thing"),
    things: ["cat", "dog"],
    hands: ["line", "fill"],
  },
  ...{ support: "s", query: { thing: "t", hand: "h" }, note: "" },
  cards: [{ ...CARD, labels: [0, 0, 1, 0] }],
  words: {
    ...WORDS,
    answering: "answering",
    right: "right",
    wrong: "wrong",
    answered: "{truth}: {letter} {verdict}",
  },
};

/** @param {string} text @param {RegExp} pattern */
const count = (text, pattern) => text.match(pattern)?.length ?? 0;

Deno.test("what is asked for has the letters, and its query images are shown", () => {
  const things = markup({ ...EXAMPLE, cards: [] }, "thing");
  equal(count(things, /<th scope="row" class="asked">/g), 2);
  equal([count(things, /class="tile"/g), count(things, /url\('t'\)/g)], [8, 4]);
  equal(count(markup({ ...EXAMPLE, cards: [] }, "hand"), /url\('h'\)/g), 4);
});

Deno.test("an answer says whether it is right in words and marks", () => {
  const shown = markup(EXAMPLE, "thing");
  equal([count(shown, /✓/g), count(shown, /✕/g)], [3, 1]);
  equal(shown.includes('aria-label="dog: A wrong"'), true);
});

Deno.test("answers to the other question are on their way", () => {
  const shown = markup(EXAMPLE, "hand");
  equal([count(shown, /✓|✕/g), shown.includes("answering")], [0, true]);
});
