// @ts-check
import { listed, onSheet, picked } from "../../app/shared/class_picker/class_picker.js";
import { equal } from "./equal.js";

const entry = (/** @type {string} */ id, /** @type {string} */ name, split = "test") => ({
  id,
  name,
  english: id,
  group: "animals",
  split,
  images: 20,
});

Deno.test("a click picks a class or takes it back, and more than the page can show are not picked", () => {
  equal(picked([], "lion", 2), ["lion"]);
  equal(picked(["lion"], "otter", 2), ["lion", "otter"]);
  equal(picked(["lion", "otter"], "lion", 2), ["otter"]);
  equal(picked(["lion", "otter"], "dog", 2), ["lion", "otter"]);
});

Deno.test("classes are found by either name, each in its split, in the reader's order", () => {
  const entries = [entry("otter", "水獭"), entry("lion", "狮子"), entry("dog", "狗", "train")];
  const found = (/** @type {string} */ typed, split = "test") =>
    listed({ entries, chosen: [], typed }, split, "zh").map(({ id }) => id);
  equal(found(""), ["lion", "otter"]);
  equal(found("狮"), ["lion"]);
  equal(found(" OTT"), ["otter"]);
  equal(found("animals", "train"), ["dog"]);
  equal(found("unicorn"), []);
});

Deno.test("each picture of the sheet has its place", () => {
  equal(onSheet(0, 3, 7), "background-size:300% 300%;background-position:0% 0%");
  equal(onSheet(5, 3, 7), "background-size:300% 300%;background-position:100% 50%");
  equal(onSheet(0, 1, 1), "background-size:100% 100%;background-position:0% 0%");
});
