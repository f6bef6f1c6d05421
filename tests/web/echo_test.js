// @ts-check
import { Echo } from "../../app/shared/web/echo.js";
import { equal } from "./equal.js";

Deno.test("what was sent and comes back is no news, what changed elsewhere is", () => {
  const echo = new Echo();
  equal(echo.isNews({ seen: false }), true);
  echo.sent({ seen: true });
  equal(echo.isNews({ seen: false }), false); // data that was on its way before
  equal(echo.isNews({ seen: true }), false);
  equal(echo.isNews({ seen: true }), false);
  equal(echo.isNews({ seen: false }), true);
});

Deno.test("of several sent in a row the last may come back alone", () => {
  const echo = new Echo();
  for (const value of [1, 2, 3]) echo.sent(value);
  equal(echo.isNews(3), false);
  equal(echo.isNews(2), true);
});

Deno.test("a value from before is news after the browser's Back, though the one sent never came back", () => {
  const echo = new Echo();
  echo.isNews(2);
  echo.sent(7);
  equal(echo.isNews(2), false);
  globalThis.dispatchEvent(new Event("popstate"));
  equal(echo.isNews(2), true);
  equal(echo.isNews(2), false);
});
