// @ts-check
import { lasting } from "../../app/shared/web/dom.js";
import { equal } from "./equal.js";

Deno.test("what is kept is closed by the last call alone, whichever ends first", () => {
  const root = /** @type {HTMLElement} */ (/** @type {unknown} */ ({}));
  /** @type {string[]} */
  const log = [];
  const keep = lasting((_root, /** @type {string} */ data) => {
    log.push(`open ${data}`);
    return { data };
  }, ({ data }) => log.push(`close ${data}`));
  const [first, second] = [keep(root, "a"), keep(root, "b")];
  equal(first.kept === second.kept, true);
  first.leave();
  equal(log, ["open a"]);
  second.leave();
  second.leave();
  equal(log, ["open a", "close a"]);
  keep(root, "c").leave();
  equal(log, ["open a", "close a", "open c", "close c"]);
});
