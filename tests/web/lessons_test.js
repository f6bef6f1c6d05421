// @ts-check
import { changed, inLanguage, rearranged } from "../../app/course/chapters/lessons/items.js";
import { isLesson } from "../../app/shared/web/my_lesson.js";
import { equal } from "./equal.js";

Deno.test("items move by one, stay at the ends, and go", () => {
  const items = ["a", "b", "c"].map((show) => ({ show }));
  const shown = (/** @type {string} */ what, /** @type {number} */ i) =>
    rearranged(items, what, i).map(({ show }) => show).join("");
  equal([shown("up", 1), shown("down", 1), shown("remove", 1)], ["bac", "acb", "ac"]);
  equal([shown("up", 0), shown("down", 2)], ["abc", "abc"]);
});

Deno.test("what is typed is kept by its kind and language, what is empty is left out", () => {
  equal(changed({ show: "map" }, "minutes", "2.5", "en"), { show: "map", minutes: 2.5 });
  equal(changed({ show: "map", notes: "x" }, "notes", "", "en"), { show: "map" });
  const both = changed({ show: "map", title: { en: "Map", zh: "" } }, "title", "地图", "zh");
  equal(both, { show: "map", title: { en: "Map", zh: "地图" } });
  equal([inLanguage(both.title, "zh"), inLanguage(both.title, "fr"), inLanguage(undefined, "en")], [
    "地图",
    "Map",
    "",
  ]);
});

Deno.test("only what we wrote is a lesson", () => {
  equal(isLesson({ title: "", item: [{ show: "map" }, { step: "why/more" }] }), true);
  for (const bad of [null, 3, [], {}, { item: {} }, { item: [null] }, { item: [{ title: "x" }] }]) {
    equal(isLesson(bad), false);
  }
});
