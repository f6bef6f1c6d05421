// @ts-check
import { at, signed } from "../../app/instruments/compare/data.js";
import { equal } from "./equal.js";

Deno.test("a learner without steps answers alike after each", () => {
  equal([0, 1, 10].map((step) => at([7], step)), [7, 7, 7]);
  equal([0, 1, 10].map((step) => at([7, 8], step)), [7, 8, 8]);
});

Deno.test("differences have a sign, zero has none", () => {
  equal([1.26, -3, 0.04, -0.04].map(signed), ["+1.3", "−3.0", "0.0", "0.0"]);
});
