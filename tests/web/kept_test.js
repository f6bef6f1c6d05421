// @ts-check
import { Kept } from "../../app/shared/web/kept.js";
import { optionLook } from "../../app/shared/web/options.js";
import { equal } from "./equal.js";

/** @param {unknown} found @returns {found is number} */
const isNumber = (found) => typeof found === "number";

/** A browser's storage with this in it, which may refuse what is to be written. */
function storage(/** @type {Record<string, string>} */ held, full = false) {
  const fake = {
    getItem: (/** @type {string} */ key) => held[key] ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ text) => {
      if (full) throw new DOMException("full");
      held[key] = text;
    },
  };
  Object.defineProperty(globalThis, "localStorage", { value: fake, configurable: true });
}

Deno.test("what was written is read again, what another wrote is not taken", () => {
  storage({ theirs: "[1]", broken: "{" });
  const ours = new Kept("ours", isNumber, 0);
  ours.write(3);
  equal(new Kept("ours", isNumber, 0).read(), 3);
  equal(new Kept("theirs", isNumber, 7).read(), 7);
  equal(new Kept("nowhere", isNumber, 7).read(), 7);
  equal(new Kept("broken", isNumber, 7).read(), 7);
});

Deno.test("without room it is kept until the page is left, and says so", () => {
  storage({}, true);
  const kept = new Kept("ours", isNumber, 0);
  equal([kept.lost, kept.read()], [false, 0]);
  kept.write(3);
  equal([kept.lost, kept.read()], [true, 3]);
});

Deno.test("an option shows what it is once the question was answered", () => {
  const look = (/** @type {boolean[]} */ ...[answered, right, chosen]) =>
    optionLook("<a>", { answered, right, chosen });
  equal(look(false, true, false), { look: "option", said: "&lt;a&gt;" });
  equal(look(true, true, false), { look: "option right", said: "✓ &lt;a&gt;" });
  equal(look(true, false, true), { look: "option wrong", said: "✕ &lt;a&gt;" });
  equal(look(true, false, false), { look: "option", said: "&lt;a&gt;" });
});
