// @ts-check
import { answersMarkup, filled, isSaid, querySlots, truthOf } from "../../app/lab/photo/markup.js";
import { middle, moved, squareOf, turnedCrop, zoomed } from "../../app/lab/photo/picture.js";
import { Tray } from "../../app/lab/photo/tray.js";
import { supportSlots } from "../../app/shared/web/slots.js";
import { equal } from "./equal.js";

const wide = { width: 200, height: 100 };

Deno.test("a crop is a square within its picture, wherever it is moved", () => {
  equal(squareOf(wide, middle()), { left: 50, top: 0, side: 100 });
  const left = moved(wide, middle(), 9, 9);
  equal([left.x, squareOf(wide, left)], [0.25, { left: 0, top: 0, side: 100 }]);
  const near = zoomed(middle(), 2);
  equal(squareOf(wide, moved(wide, near, -0.1, 0.1)), { left: 80, top: 20, side: 50 });
  equal([zoomed(middle(), 0.1).zoom, zoomed(middle(), 99).zoom], [1, 4]);
});

Deno.test("a quarter turn takes the crop along; four bring it back", () => {
  const crop = { x: 0.25, y: 0.5, zoom: 2 };
  equal(turnedCrop(crop), { x: 0.5, y: 0.25, zoom: 2 });
  equal([1, 2, 3, 4].reduce(turnedCrop, crop), crop);
});

/** @type {any} */
const data = {
  way: 2,
  shot: 2,
  sent: 0,
  pictured: 1,
  seen: ["A1", "q1"],
  asked: ["q1"],
  learners: [{ id: "x", name: "<X>", how: "", photos: true, note: "", shares: [[100, 900]] }],
  words: {
    percent: "{value} %",
    thing: "thing {letter}",
    query_slot: "{number}",
    of: "{right}/{all}",
    truth: "",
    right: "yes",
    wrong: "no",
  },
};
/** @param {any} more @returns {any} */
const shown = (more = {}) => ({ data, slot: "A1", urls: {}, said: { names: ["", "dog"], is: {} }, ...more });

Deno.test("slots are those of the task and of the pictures, with one query to come", () => {
  equal(supportSlots(data), ["A1", "A2", "B1", "B2"]);
  equal(querySlots(shown()), ["q1", "q2"]);
  const changed = shown({ urls: { q1: null, q3: "data:" } });
  equal([filled(changed, "q1"), filled(changed, "A1"), querySlots(changed)], [false, true, [
    "q1",
    "q2",
    "q3",
    "q4",
  ]]);
});

Deno.test("an answer is right or wrong only once somebody said what the picture is", () => {
  const silent = answersMarkup(shown());
  equal([silent.includes("90 %"), silent.includes("&lt;X&gt;"), silent.includes("✓"), silent.includes("✕")], [
    true,
    true,
    false,
    false,
  ]);
  const judged = answersMarkup(shown({ said: { names: [], is: { q1: 1 } } }));
  equal([judged.includes("✓"), judged.includes("1/1")], [true, true]);
  equal(truthOf(shown({ said: { names: [], is: { q1: 4 } } }), "q1"), -1);
});

Deno.test("what this browser keeps is names and labels, and nothing else", () => {
  const found = [
    { names: ["a"], is: { q1: 0 } },
    { names: [3], is: {} },
    { names: [], is: { q1: "b" } },
    null,
    [],
  ];
  equal(found.map(isSaid), [true, false, false, false, false]);
});

Deno.test("what was sent is sent again with the next until it has arrived; what was refused goes", () => {
  /** @type {any[]} */
  const messages = [];
  const tray = new Tray((message) => messages.push(structuredClone(message)));
  tray.tell({ A1: "data:a" });
  tray.tell({ A2: "data:b" });
  equal(messages[1], { sent: 2, photos: { A1: "data:a", A2: "data:b" } });
  tray.hear({ ...data, sent: 1, seen: ["A1"] });
  equal(tray.waiting, true);
  tray.hear({ ...data, sent: 2, seen: ["A1"] });
  equal([tray.waiting, tray.urls], [false, { A1: "data:a" }]);
  tray.hear({ ...data, sent: 0, seen: [] }); // the server began anew
  equal(messages[2], { sent: 3, photos: { A1: "data:a" } });
});
