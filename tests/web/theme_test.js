// @ts-check
import { untilDrawn } from "../../app/shared/header/theme.js";
import { equal } from "./equal.js";

/** What is to be done later, done at once when `pass` is called. */
function clock() {
  /** @type {{ act: () => void, wait: number } | undefined} */
  let next;
  /** @type {number[]} */
  const waits = [];
  /** @param {() => void} act @param {number} wait */
  const later = (act, wait) => {
    next = { act, wait };
  };
  const pass = () => {
    const now = next;
    next = undefined;
    if (!now) return;
    waits.push(now.wait);
    now.act();
  };
  return { later, pass, waits };
}

Deno.test("a page drawn for another theme is asked for again, ever later, until it is drawn for this one", () => {
  const { later, pass, waits } = clock();
  const look = untilDrawn(later);
  let asked = 0;
  const again = () => asked++;
  look("light", "light", again);
  pass();
  equal(asked, 0);
  look("light", "dark", again);
  pass();
  look("light", "dark", again); // the run that was asked for, begun before Streamlit knew
  pass();
  equal(asked, 2);
  look("dark", "dark", again);
  pass();
  pass();
  equal(asked, 2);
  equal(waits, [0, 200, 800, 0]);
});

Deno.test("a server that never draws for this theme is not asked for ever", () => {
  const { later, pass } = clock();
  let asked = 0;
  untilDrawn(later)("light", "dark", () => asked++);
  for (let time = 0; time < 50; time++) pass();
  equal(asked, 6);
});
