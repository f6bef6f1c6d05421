import { frameLine } from "../../app/shared/foot/foot.js";

import { equal } from "./equal.js";

Deno.test("the line that embeds a view says the view, its language and its title", () => {
  const embed = { title: '"Why" <few>?', says: { lang: "zh", only: "1", part: "memorise" } };
  const line = frameLine(
    embed,
    "http://class.example/chapters?chapter=why&theme=dark&lang=en#lti=secret",
    640,
  );
  const address = "http://class.example/chapters?chapter=why&amp;lang=zh&amp;only=1&amp;part=memorise";
  equal(line.includes(`src="${address}"`), true);
  equal(line.includes('title="&quot;Why&quot; &lt;few&gt;?"'), true);
  equal(line.includes('height="640"'), true);
});
