// @ts-check
import { afterPause } from "../../app/shared/web/pause.js";
import { equal } from "./equal.js";

Deno.test("several calls in a row are one, the last", async () => {
  /** @type {number[]} */
  const heard = [];
  const say = afterPause((/** @type {number} */ value) => heard.push(value), 5);
  [1, 2, 3].forEach(say);
  equal(heard, []);
  await new Promise((done) => setTimeout(done, 30));
  say(4);
  await new Promise((done) => setTimeout(done, 30));
  equal(heard, [3, 4]);
});
