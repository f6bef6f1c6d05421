// @ts-check
import { apart, folded, widthOf } from "../../app/shared/web/labels.js";
import { equal } from "./equal.js";

Deno.test("labels that are apart stay where they want to stand", () => {
  equal(apart([10, 50, 90], 14, 0, 100), [10, 50, 90]);
});

Deno.test("labels move apart, and keep their order and their bounds", () => {
  const ends = [50, 50, 51, 99, 100];
  const placed = apart(ends, 14, 7, 100);
  const sorted = [...placed].sort((a, b) => a - b);
  equal(placed, sorted);
  equal(sorted.every((y, i) => i === 0 || y - sorted[i - 1] >= 14 - 1e-9), true);
  equal(sorted[0] >= 7 && sorted[4] <= 100, true);
});

Deno.test("a line is folded where there is no more room, Chinese after any character", () => {
  const measure = (/** @type {string} */ text) => widthOf(text, 10);
  equal(folded("one two three", 55, measure), ["one two", "three"]);
  equal(folded("支持集查询集", 32, measure), ["支持集", "查询集"]);
  equal(folded("", 10, measure), [""]);
});
