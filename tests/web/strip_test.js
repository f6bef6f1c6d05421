// @ts-check
import { onStrip } from "../../app/shared/web/strip.js";
import { equal } from "./equal.js";

Deno.test("each drawing of a strip has its place, one alone has it all", () => {
  equal(onStrip(0, 5), "background-size:500% 100%;background-position:0% 0");
  equal(onStrip(4, 5), "background-size:500% 100%;background-position:100% 0");
  equal(onStrip(0, 1), "background-size:100% 100%;background-position:0% 0");
});
