// @ts-check
import { bestLines } from "../../app/instruments/explorer/layout.js";
import { orderOf } from "../../app/instruments/explorer/guess.js";
import { equal } from "./equal.js";

Deno.test("an order holds every image once, and belongs to the task and the turn", () => {
  const order = orderOf(25, 42, 1);
  equal([...order].sort((a, b) => a - b), Array.from({ length: 25 }, (_, i) => i));
  equal(order, orderOf(25, 42, 1));
  for (const other of [orderOf(25, 42, 2), orderOf(25, 43, 1)]) {
    if (JSON.stringify(other) === JSON.stringify(order)) throw new Error("two orders are the same");
  }
});

Deno.test("no place of an order is a class's own: over many turns every image comes first", () => {
  const firsts = new Set(Array.from({ length: 99 }, (_, turn) => orderOf(5, 7, turn + 1)[0]));
  equal([...firsts].sort(), [0, 1, 2, 3, 4]);
});

Deno.test("tiles are as large as width and height allow", () => {
  equal(bestLines({ width: 1000, height: 500 }, 5, 3, 6), { lines: 1, byWidth: 104, tile: 92 });
  equal(bestLines({ width: 400, height: 2000 }, 5, 5, 5).lines > 1, true);
  equal(bestLines({ width: 300, height: 300 }, 20, 10, 15).tile >= 24, true);
});
