// @ts-check
import { explanation, marked } from "../../app/shared/web/terms.js";
import { equal } from "./equal.js";

const terms = {
  support_set: { name: "support set", english: "", text: "What it learns from.", href: "./g" },
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

Deno.test("a reference stands in brackets", () => {
  const work = { name: "Finn et al., 2017", english: "", text: "MAML", href: "https://arxiv.org" };
  equal(
    /^So it is \(<button .*>Finn et al., 2017<\/button>\)\.$/.test(
      marked("So it is [[cite:f]].", { "cite:f": work }),
    ),
    true,
  );
});

Deno.test("the English term stands beside another language's", () => {
  const zh = { ...terms.support_set, name: "支持集", english: "support set" };
  equal(explanation(zh, { more: "更多" }).includes('<i lang="en">support set</i>'), true);
  equal(explanation(terms.support_set, { more: "more" }).includes("<i"), false);
});
