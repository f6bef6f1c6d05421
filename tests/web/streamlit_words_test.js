// @ts-check
import { inWords, lostInWords } from "../../app/shared/header/streamlit_words.js";
import { equal } from "./equal.js";

const WORDS = {
  skip: "跳到正文",
  open: "打开",
  increment: "增大",
  decrement: "减小",
  help: "{name}的说明",
  upload: "选择……",
  broken_off: "上传中断了。",
  lost: "连接断开",
  lost_what: "服务器没有响应。",
  lost_here: "应用没有响应。",
};

Deno.test("Streamlit's own labels are said in other words", () => {
  equal(["Open", "Increment", "Help for 数据集"].map((label) => inWords(label, WORDS)), [
    "打开",
    "增大",
    "数据集的说明",
  ]);
});

Deno.test("other labels stay", () => equal([inWords("打开", WORDS), inWords("Openly", WORDS)], [null, null]));

Deno.test("a lost server is told in other words, and what else is said stays", () => {
  const said = [
    "Connection error",
    "Streamlit server is not responding. Are you connected to the internet?",
    "Cannot connect to Streamlit (HTTP status: 403).",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:",
    "streamlit run yourscript.py",
    "Error: AxiosError: Network Error",
    "small.zip",
  ];
  const expected = [
    "连接断开",
    ...["服务器没有响应。", "服务器没有响应。", "应用没有响应。", "fewshot app"],
    "上传中断了。",
    null,
  ];
  equal(said.map((each) => lostInWords(each, WORDS)), expected);
});
