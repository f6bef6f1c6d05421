// @ts-check
import { layout } from "../../app/instruments/overfit/images.js";
import { equal } from "./equal.js";

Deno.test("a class stands on one line where its images can be read there", () => {
  const place = layout({ way: 5, shot: 1, query: 5 }, 540, 470, false);
  equal(place, { side: 54, support: 1, query: 5, lines: 1 });
});

Deno.test("many images take more lines, and fit the width", () => {
  for (const narrow of [true, false]) {
    const width = narrow ? 358 : 540;
    const { side, support, query, lines } = layout({ way: 20, shot: 10, query: 15 }, width, 640, narrow);
    equal(lines > 1, true);
    equal((side + 4) * (support + query) <= width - (narrow ? 64 : 124) - 68, true);
    equal(support * lines >= 10 && query * lines >= 15, true);
  }
});
