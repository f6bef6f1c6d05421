// @ts-check
import { explanation, keeping, marked } from "../../app/shared/web/terms.js";
import { equal } from "./equal.js";

const terms = {
  support_set: {
    name: "support set",
    written: "support set",
    english: "",
    text: "What it learns from.",
    picture: "",
    href: "./glossary?lang=en&at=support_set",
    more: "In the glossary",
  },
};

Deno.test("a term is a button, other text is escaped", () => {
  const markup = marked("The [[support_set]] & **more**", terms);
  equal(markup.includes('data-term="support_set"'), true);
  equal(markup.includes(">support set</button>"), true);
  equal(markup.endsWith("&amp; <b>more</b>"), true);
});

Deno.test("a mark can read otherwise, and one that is unknown is plain text", () => {
  equal(marked("[[support_set|these images]]", terms).includes(">these images</button>"), true);
  equal(marked("[[nothing|words]]", {}), "words");
});

Deno.test("no line begins with the full stop after a term", () => {
  const markup = marked("From the [[support_set]]. Then 从[[support_set]]，再", terms);
  equal(
    [...markup.matchAll(/<span class="term-end"><button [^>]*>support set<\/button>[.，]<\/span>/g)].length,
    2,
  );
  equal(marked("[[support_set]] it is", terms).includes("term-end"), false);
});

Deno.test("a reference stands in brackets", () => {
  const work = { ...terms.support_set, name: "Finn et al., 2017", written: "(Finn et al., 2017)" };
  equal(
    /^So it is <span class=.cite.><button .*>\(Finn et al., 2017\)<\/button><\/span>\.$/.test(
      marked("So it is [[cite:f]].", { "cite:f": work }),
    ),
    true,
  );
});

Deno.test("the English term stands beside another language's", () => {
  const zh = { ...terms.support_set, name: "支持集", english: "support set" };
  equal(explanation(zh, "").includes('<i lang="en">support set</i>'), true);
  equal(explanation(terms.support_set, "").includes("<i"), false);
});

Deno.test("the way to the glossary keeps the task", () => {
  equal(
    keeping("./glossary?lang=zh&at=way", "?n=7&k=2&lang=en&seed=3"),
    "./glossary?n=7&k=2&lang=zh&seed=3&at=way",
  );
  equal(
    explanation(terms.support_set, "?n=7").includes("./glossary?n=7&amp;lang=en&amp;at=support_set"),
    true,
  );
});

Deno.test("a picture stands in the explanation", () => {
  equal(explanation({ ...terms.support_set, picture: "<svg></svg>" }, "").includes("<svg></svg>"), true);
});
