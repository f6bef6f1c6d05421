// @ts-check
import { alike, compile } from "../../app/instruments/loop/frames.js";
import { after, inBrief, LONGEST, stays } from "../../app/instruments/loop/pace.js";
import { equal } from "./equal.js";
import { film, WORDS } from "./loop_films.js";

/** @import { Frame, Learner } from "../../app/instruments/loop/types.js" */

/** @param {Learner} learner @param {Parameters<typeof film>[1]} form */
const frames = (learner, form = {}) => compile(film(learner, form), learner, WORDS);
const phases = (/** @type {Frame[]} */ of) => of.map((frame) => frame.phase);
const LEARNERS = /** @type {Learner[]} */ (["maml", "fomaml", "reptile", "conventional"]);

Deno.test("a task of MAML is drawn, adapted to, judged, and its gradient runs back through every step", () => {
  const first = frames("maml").filter((frame) => frame.segment === 0);
  const inner = ["forward", "gradient", "step"];
  equal(phases(first), [
    ...["classes", "support", "query", "copy", ...inner, ...inner, ...inner, "judge"],
    ...["outer", "outer", "outer", "outer", "outer", "average", "update"],
  ]);
  equal(first.map((frame) => frame.out).slice(13, 20), [0, 1, 2, 3, 4, 5, 5]);
  equal(first.every((frame, i) => i === 0 || frame.rank >= first[i - 1].rank), true);
});

Deno.test("FOMAML's gradient does not run through the steps, Reptile asks no query image", () => {
  equal(phases(frames("fomaml")).filter((phase) => phase === "outer").length, 6);
  const reptile = frames("reptile", { steps: 10 });
  equal(phases(reptile).some((phase) => ["query", "judge", "outer"].includes(phase)), false);
});

Deno.test("conventional training ends with the test set open, once", () => {
  const all = frames("conventional");
  equal(all.filter((frame) => frame.opened).map((frame) => frame.index), [all.length - 1]);
  const untested = compile({ ...film("conventional"), test: null }, "conventional", WORDS);
  equal(phases(untested).includes("test"), false);
});

Deno.test("of another learner the frame that is most like the present one is shown", () => {
  const maml = frames("maml");
  const others = { fomaml: "outer", reptile: "difference", conventional: "batch_gradient" };
  const outer = maml.find((frame) => frame.phase === "outer");
  for (const [learner, phase] of Object.entries(others)) {
    const all = frames(/** @type {Learner} */ (learner));
    equal(all[alike(/** @type {Frame} */ (outer), all)].phase, phase);
  }
  for (const frame of maml) equal(alike(frame, maml), frame.index);
});

Deno.test("a frame is always most like itself", () => {
  for (const learner of LEARNERS) {
    const all = frames(learner, { steps: 10 });
    for (const frame of all) equal(alike(frame, all), frame.index);
  }
});

Deno.test("every film plays within half a minute, and what is read stays a second at least", () => {
  for (const learner of LEARNERS) {
    for (const steps of learner === "reptile" ? [5, 10] : [1, 3, 5]) {
      const all = frames(learner, { steps });
      const times = stays(all);
      const sum = times.reduce((a, b) => a + b, 0);
      equal([learner, steps, sum <= LONGEST], [learner, steps, true]);
      const read = all.filter((frame, i) =>
        times[i] && !frame.fast && inBrief(frame, film(learner, { steps }), WORDS) === null
      );
      const calm = read.filter((frame) => frame.segment === 0 && (frame.phase !== "outer" || frame.pull));
      equal([learner, steps, calm.every((frame) => times[frame.index] >= 1000)], [learner, steps, true]);
    }
  }
});

Deno.test("playing passes over what repeats, from any frame, to the end", () => {
  const all = frames("reptile", { steps: 10 });
  const times = stays(all);
  const seen = [0];
  while (seen[seen.length - 1] < all.length - 1) seen.push(after(times, seen[seen.length - 1]));
  equal(seen.length < all.length * 0.7, true);
  equal(phases(seen.map((i) => all[i])).filter((phase) => phase === "update").length, 3);
  equal(after([1, 1, 0, 0], 1), 3);
});

Deno.test("what goes by in brief has one quiet sentence", () => {
  const of = film("reptile", { steps: 10 });
  const all = compile(of, "reptile", WORDS);
  const step = all.find((frame) => frame.phase === "step" && frame.current === 4);
  equal(inBrief(/** @type {Frame} */ (step), of, WORDS), "cap_brief_step");
  equal(inBrief(all[0], of, WORDS), null);
});
