// @ts-check
import { onReturn } from "../../app/shared/header/reconnected.js";
import { equal } from "./equal.js";

Deno.test("a connection that is back is told once, and one that was never lost not at all", () => {
  let times = 0;
  const told = onReturn(() => times++);
  const after = ["CONNECTED", "PINGING_SERVER", "CONNECTING", "CONNECTED", "CONNECTED", null, "CONNECTED"]
    .map(
      (state) => {
        told(state);
        return times;
      },
    );
  equal(after, [0, 0, 0, 1, 1, 1, 2]);
});
