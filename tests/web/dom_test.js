// @ts-check
import { lasting } from "../../app/shared/web/dom.js";
import { equal } from "./equal.js";

Deno.test("what is kept is closed by the last call alone, whichever ends first", () => {
  const root = /** @type {HTMLElement} */ (/** @type {unknown} */ ({}));
  /** @type {string[]} */
  const log = [];
  const component = (/** @type {string} */ data) => /** @type {any} */ ({
    data,
    parentElement: { querySelector: () => root },
  });
  const keep = lasting(
    ".root",
    (_root, /** @type {{ data: string }} */ { data }) => {
      log.push(`open ${data}`);
      return { data };
    },
    (kept, { data }) => log.push(`show ${data} in ${kept.data}`),
    ({ data }) => log.push(`close ${data}`),
  );
  const [first, second] = [keep(component("a")), keep(component("b"))];
  first();
  equal(log, ["open a", "show a in a", "show b in a"]);
  second();
  second();
  equal(log.slice(3), ["close a"]);
  keep(component("c"))();
  equal(log.slice(4), ["open c", "show c in c", "close c"]);
});
