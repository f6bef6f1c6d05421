// @ts-check
import { decimal, escape, fill, letterOf, listed, say, strong } from "../../app/shared/web/text.js";
import { equal } from "./equal.js";

Deno.test("text is safe in markup and in an attribute's quotes", () => {
  equal(escape(`<a title='"&"'>`), "&lt;a title=&#39;&quot;&amp;&quot;&#39;&gt;");
  equal(escape(3), "3");
});

Deno.test("a place without a value stays", () => {
  equal(fill("{a} of {b}, {c}", { a: 0, b: "x" }), "0 of x, {c}");
});

Deno.test("a filled sentence is escaped, its bold words are bold", () => {
  equal(say("{a}", { a: "<i>" }), "&lt;i&gt;");
  equal(strong("**a** < **b**"), "<b>a</b> &lt; <b>b</b>");
});

Deno.test("classes have letters", () => equal([0, 4].map(letterOf), ["A", "E"]));

Deno.test("a number has a true minus, and what rounds to zero has none", () => {
  equal([decimal(-0.004, 2), decimal(-0.006, 2), decimal(1.5, 2), decimal(-3, 0)], [
    "0.00",
    "−0.01",
    "1.50",
    "−3",
  ]);
  equal([decimal(11936), decimal(0.4, 0, "exceptZero"), decimal(3, 1, "exceptZero")], [
    "11,936",
    "0",
    "+3.0",
  ]);
});

Deno.test("numbers and lists are written as the page's language writes them", () => {
  const page = { documentElement: { lang: "zh-CN" } };
  Object.assign(globalThis, { document: page });
  equal(listed(["A", "B", "C"]), "A、B和C");
  page.documentElement.lang = "en-GB";
  equal(listed(["A", "B", "C"]), "A, B and C");
  page.documentElement.lang = "de";
  equal([decimal(1234.5, 1), listed(["A", "B"])], ["1.234,5", "A und B"]);
  Reflect.deleteProperty(globalThis, "document");
});
