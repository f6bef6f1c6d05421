// @ts-check
import { LineHome } from "../../app/instruments/loop/line_home.js";
import { equal } from "./equal.js";

/** @import { Learner, Place } from "../../app/instruments/loop/types.js" */

/** @returns {Place} */
const start = () => ({
  learner: "maml",
  frame: 0,
  level: "episode",
  companion: "alone",
  code: "symbols",
  turn: 0,
});

/** A browser's side of the line, with what it has sent. */
function line() {
  const here = start();
  /** @type {Place[]} */
  const sent = [];
  const home = new LineHome(() => here);
  home.send = (place) => sent.push(place);
  home.begin(start());
  const pick = (/** @type {Learner} */ learner) => {
    here.learner = learner;
    home.tell();
  };
  return { home, here, sent, pick };
}

Deno.test("where one already is, is not told", () => {
  const { home, sent } = line();
  home.tell();
  equal(sent.length, 0);
  home.close();
});

Deno.test("an echo of an older message changes nothing, the last one's agreement neither", () => {
  const { home, sent, pick } = line();
  pick("fomaml");
  pick("reptile");
  equal(sent.map(({ learner, turn }) => [learner, turn]), [["fomaml", 1], ["reptile", 2]]);
  equal(home.hear({ ...start(), learner: "fomaml", turn: 1 }), false);
  equal(home.hear({ ...start(), learner: "reptile", turn: 2 }), false);
  equal(sent.length, 2);
  home.close();
});

Deno.test("a page that has heard the last message and holds something else is told again, but not for ever", () => {
  const { home, sent, pick } = line();
  pick("reptile");
  for (let i = 0; i < 5; i++) home.hear({ ...start(), learner: "maml", turn: sent[sent.length - 1].turn });
  equal(sent.length, 3);
  equal(sent.every(({ learner }) => learner === "reptile"), true);
  home.close();
});

Deno.test("after going back, the page's word counts", () => {
  const { home, sent, pick } = line();
  pick("reptile");
  globalThis.dispatchEvent(new Event("popstate"));
  equal(home.hear({ ...start(), learner: "maml", turn: 1 }), true);
  equal(sent.length, 1);
  home.close();
});
