// @ts-check
import { between, contour, lowest } from "../../app/instruments/plane/contours.js";
import { placeNames } from "../../app/instruments/plane/names.js";
import { tables } from "../../app/instruments/plane/numbers.js";
import { eyeOf, turned, viewOf } from "../../app/instruments/plane/turn.js";
import { tipsOf, view } from "../../app/instruments/plane/views.js";
import { atStart, back, further } from "../../app/instruments/plane/walks.js";
import { equal } from "./equal.js";

const SQUARE = { side: 3, edge: 1 };
/** x² + y² on the lattice. */
const BOWL = [2, 1, 2, 1, 0, 1, 2, 1, 2];

Deno.test("between the lattice's points all numbers are interpolated", () => {
  const views = BOWL.map((v, i) => [v, i]);
  equal(between({ ...SQUARE, views }, [0, 0]), [0, 4]);
  equal(between({ ...SQUARE, views }, [0.5, -0.5]), [1, 3]);
  equal(between({ ...SQUARE, views }, [9, 9]).map((v) => Math.round(v)), [2, 8]); // no further than the edge
});

Deno.test("a surface is lowest where its least point is", () => {
  equal(lowest({ ...SQUARE, losses: [BOWL, [0, 1, 1, 1, 1, 1, 1, 1, 1]] }), [[0, 0], [-1, -1]]);
});

Deno.test("a contour's ends lie at its height", () => {
  /** @type {number[][]} */
  const ends = [];
  contour(BOWL, 3, 0.5, (x, y) => {
    ends.push([x - 1, y - 1]);
    return "";
  });
  equal(ends.length, 12); // six triangles meet in the middle, each is cut once
  for (const [x, y] of ends) equal(Math.max(Math.abs(x), Math.abs(y)) <= 0.5, true);
  equal(contour(BOWL, 3, -1, () => "0 0"), "");
});

/** θ, three gradients, three losses before and after, three paths of two places. */
const ROW = [0, 0, 1, 0, 0, 1, 1, 1, 5, 6, 7, 2, 3, 4, 0, 0, 1, 1, 0, 0, 2, 2, 0, 0, -0.0001, 3];

Deno.test("a row of numbers is a view", () => {
  const seen = view(ROW, 1);
  equal(seen.gradients, { maml: [1, 0], fomaml: [0, 1], reptile: [1, 1] });
  equal([seen.before, seen.after], [[5, 6, 7], [2, 3, 4]]);
  equal(seen.paths[1], [[0, 0], [2, 2]]);
  equal(tipsOf(seen, 2), [[-2, 0], [0, -2], [-2, -2]]);
});

Deno.test("the numbers have a true minus, and none before zero", () => {
  const learner = { id: "", name: "M", short: "", how: "", still: "", colour: "", dash: "" };
  const learners = [learner, learner, learner];
  const data = /** @type {import("../../app/instruments/plane/data.js").Data} */ ({ learners, words: {} });
  const text = tables(data, view(ROW, 1), tipsOf(view(ROW, 1), 2), true);
  equal(text.includes("(−2.000, 0.000)") && text.includes("(0.000, 3.000)"), true);
  equal(text.includes("−0.000"), false);
});

Deno.test("walks go on, and lead back to the start", () => {
  const settings = { learner: "maml", inner_rate: 30, inner_steps: 3, outer_rate: 200 };
  equal(further("", settings, 1), "maml~1~30~3~200");
  equal(further("maml~1~30~3~200", settings, 30), "maml~31~30~3~200");
  equal(further("maml~1~30~3~200", { ...settings, outer_rate: 50 }, 2), "maml~1~30~3~200_maml~2~30~3~50");
  equal(further("maml~98~30~3~200", settings, 2), "maml~98~30~3~200_maml~2~30~3~200");
  equal(further("maml~1~30~3~200_back", settings, 2), "maml~1~30~3~200_back_maml~2~30~3~200");
  equal(further(Array(40).fill("back").join("_"), settings, 1), "");
  equal([back("maml~1~30~3~200"), back("")], ["maml~1~30~3~200_back", ""]);
  equal([atStart(""), atStart("maml~1~30~3~200_back"), atStart("maml~1~30~3~200")], [true, true, false]);
});

Deno.test("names keep inside the picture and off one another", () => {
  const at = { at: [95, 5], fill: "red" };
  const markup = placeNames([{ name: "one", ...at }, { name: "two", ...at }], [], 100, 10);
  const places = [...markup.matchAll(/x="([\d.]+)" y="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
  equal(places.length, 2);
  equal(places.every(([x, y]) => x <= 98 && y >= 10), true);
  equal(Math.abs(places[0][1] - places[1][1]) >= 10 || Math.abs(places[0][0] - places[1][0]) >= 18, true);
});

Deno.test("a surface is turned by degrees, and where one looks from says by how many", () => {
  equal(viewOf(eyeOf([340, 50], 1.7)), [340, 50]);
  equal(viewOf({ x: 0, y: -2, z: 0 }), [0, 0]); // from the plan's lower edge
  equal(turned([350, 80], [15, 15]), [5, 85]);
  equal(turned([5, 5], [-15, -15]), [350, 0]);
});
