// @ts-check
import { after, alike, framesOf } from "../../app/instruments/loop/frames.js";
import { equal } from "./equal.js";

/** @import { Film, Frame } from "../../app/instruments/loop/types.js" */

/**
 * A film of two early updates and a late one, of which only phases, ranks and times are told.
 * @param {[phase: string, rank: number, until?: number][]} phases
 */
function film(phases) {
  const frames = [0, 1, 2].flatMap((segment) =>
    phases.map(([phase, rank, until], i) => ({
      segment,
      phase,
      rank,
      until,
      stay: segment === 1 && i ? 0 : 500,
    }))
  );
  const fast = [0.5, 1].map((share) => ({
    segment: "fast",
    phase: "fast",
    rank: 0,
    share,
    fast: true,
    stay: 90,
  }));
  const all = [...frames.slice(0, -phases.length), ...fast, ...frames.slice(-phases.length)];
  return framesOf(/** @type {Film} */ (/** @type {unknown} */ ({ frames: all })));
}

const MAML = film([["classes", 1], ["forward", 5], ["forward", 10], ["judge", 20], ["outer", 30], [
  "update",
  40,
]]);
const REPTILE = film([["classes", 1], ["forward", 5], ["forward", 9], ["difference", 20, 38], [
  "update",
  40,
]]);
const BATCHES = film([["batch", 1, 4], ["batch_forward", 5, 29], ["batch_gradient", 30, 39], [
  "batch_update",
  40,
  40,
]]);

Deno.test("what a film leaves out of a frame is empty", () => {
  const [first] = MAML;
  equal([first.index, first.cards, first.pull, first.dealtQuery, first.fast], [0, 0, null, true, false]);
  equal(MAML.filter((frame) => frame.fast).length, 2);
});

Deno.test("of another learner the frame that is most like the present one is shown", () => {
  const outer = /** @type {Frame} */ (MAML.find((frame) => frame.phase === "outer"));
  equal(REPTILE[alike(outer, REPTILE)].phase, "difference");
  equal(BATCHES[alike(outer, BATCHES)].phase, "batch_gradient");
});

Deno.test("a frame is always most like itself", () => {
  for (const all of [MAML, REPTILE, BATCHES]) {
    for (const frame of all) equal(alike(frame, all), frame.index);
  }
});

Deno.test("playing passes over what stays no time, from any frame, to the end", () => {
  const seen = [0];
  while (seen[seen.length - 1] < MAML.length - 1) seen.push(after(MAML, seen[seen.length - 1]));
  equal(seen.map((i) => MAML[i].segment), [...Array(6).fill(0), 1, "fast", "fast", ...Array(6).fill(2)]);
  equal(after(MAML, MAML.length - 1), MAML.length - 1);
});
