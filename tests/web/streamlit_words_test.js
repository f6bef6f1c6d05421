// @ts-check
import { inWords } from "../../app/shared/header/streamlit_words.js";
import { equal } from "./equal.js";

const WORDS = {
  skip: "跳到正文",
  open: "打开",
  increment: "增大",
  decrement: "减小",
  help: "{name}的说明",
  upload: "选择……",
};

Deno.test("Streamlit's own labels are said in other words", () => {
  equal(["Open", "Increment", "Help for 数据集"].map((label) => inWords(label, WORDS)), [
    "打开",
    "增大",
    "数据集的说明",
  ]);
});

Deno.test("other labels stay", () => equal([inWords("打开", WORDS), inWords("Openly", WORDS)], [null, null]));
