// @ts-check
import { toolsMarkup } from "../../app/classroom/phone/asked.js";
import { stepMarkup } from "../../app/classroom/phone/markup.js";
import {
  isVotes,
  lateBefore,
  nextOf,
  pause,
  requestOf,
  settled,
  voted,
  without,
  withVote,
} from "../../app/classroom/phone/outbox.js";
import { isSketch } from "../../app/classroom/phone/pad.js";
import { equal } from "./equal.js";

/** @returns {import("../../app/classroom/phone/outbox.js").Vote} */
const vote = (number = 1, round = 1, code = "BCDFG") => ({
  code,
  number,
  round,
  answers: [0, 1],
  fate: "waiting",
});

Deno.test("a round has one vote, and votes wait until the server has answered", () => {
  const votes = withVote(withVote([], vote()), { ...vote(), answers: [3, 3] });
  equal(votes, [vote()]);
  equal(nextOf(votes, "XXXXX"), undefined);
  for (const status of [0, 429, 500, 503]) equal(settled(votes, vote(), status, {}), votes);
  const counted = settled(votes, vote(), 200, { answers: [2, 2] });
  equal(voted(counted, "BCDFG", vote()), { ...vote(), answers: [2, 2], fate: "counted" });
  equal(nextOf(counted, "BCDFG"), undefined);
  for (const status of [400, 404, 409]) {
    equal(settled(votes, vote(), status, {})[0].fate, "late");
  }
});

Deno.test("votes of other rounds and rooms stay as they are, and the oldest are forgotten", () => {
  const votes = [vote(), vote(1, 2), vote(1, 1, "XXXXX")];
  equal(settled(votes, vote(1, 2), 200, {}).map(({ fate }) => fate), ["waiting", "counted", "waiting"]);
  let many = /** @type {import("../../app/classroom/phone/outbox.js").Vote[]} */ ([]);
  for (let i = 0; i < 100; i++) many = withVote(many, vote(i));
  equal([many.length, many[0].number], [60, 40]);
  equal(without([vote(), vote(1, 1, "XXXXX")], "BCDFG"), [vote(1, 1, "XXXXX")]);
  equal([isVotes(many), isVotes([1]), isVotes({})], [true, false, false]);
});

Deno.test("a vote that came too late is told of until the next one is made", () => {
  const late = settled([vote(1, 1)], vote(1, 1), 409, {});
  equal(lateBefore(late, "BCDFG")?.round, 1);
  equal([lateBefore(late, "XXXXX"), lateBefore(withVote(late, vote(1, 2)), "BCDFG")], [undefined, undefined]);
});

Deno.test("a drawing is sent as strokes, a vote as answers", () => {
  const strokes = [[1, 2, 3, 4]];
  equal(requestOf(vote(2), "p"), ["/votes", { phone: "p", number: 2, round: 1, answers: [0, 1] }]);
  const drawn = { ...vote(2), answers: [1], strokes };
  equal(requestOf(drawn, "p"), ["/drawings", { phone: "p", number: 2, round: 1, strokes }]);
  equal(settled([drawn], drawn, 200, {}), [{ ...drawn, fate: "counted" }]);
  equal([isSketch({ key: "a", strokes }), isSketch({ key: "a", strokes: [[1]] }), isSketch(null)], [
    true,
    false,
    false,
  ]);
});

Deno.test("the pauses grow to a bound and differ from phone to phone", () => {
  equal([pause(0, 0), pause(0, 1), pause(50, 0.5)], [250, 750, 15_000]);
});

const said = (/** @type {string} */ part) =>
  Object.fromEntries(
    [
      "again",
      "round",
      `${part}.ask`,
      `${part}.how`,
      `${part}.option`,
      "prediction.shot_one",
      "naming.support",
    ]
      .concat(["naming.query", "naming.image", "naming.class", "naming.example", "send.some", "send.all"])
      .concat(["send.sending", "send.counted", "send.late", "send.closed", "send.missed", "send.do"])
      .concat(["result.right", "result.wrong", "result.truth", "result.none", "result.one_right"])
      .concat(["result.one_wrong"]).map((key) => [key, key]).concat([["result.score", "{right}/{images}"]]),
  );
/** @type {import("../../app/classroom/phone/markup.js").Naming} */
const naming = { kind: "naming", way: 3, shot: 1, images: 2, support: "s", query: "q" };
/** @param {Partial<import("../../app/classroom/phone/markup.js").View>} view */
const shown = (view) =>
  stepMarkup({
    words: said(view.activity?.kind ?? "naming"),
    lang: "en",
    step: { number: 1, round: 1, phase: "open" },
    activity: naming,
    picks: [],
    fate: undefined,
    ...view,
  });

Deno.test("the button sends once all is chosen; afterwards nothing can be changed", () => {
  const some = shown({ picks: [1] });
  equal([some.includes('data-do="send" disabled'), some.match(/data-pick/g)?.length], [true, 6]);
  equal(shown({ picks: [1, 0] }).includes('data-do="send">'), true);
  const sent = shown({ picks: [1, 0], fate: "counted" });
  equal([sent.includes("data-do"), sent.match(/disabled/g)?.length], [false, 6]);
  equal(shown({ picks: [1, 0], fate: "late" }).includes("send.late"), true);
  equal(shown({ step: { number: 1, round: 2, phase: "closed" } }).includes("send.missed"), true);
});

Deno.test("what is right is marked by a sign and a word, and counted", () => {
  const right = [[1], [2]];
  const step = { number: 1, round: 1, phase: /** @type {const} */ ("revealed"), right };
  const seen = shown({ step, picks: [1, 0], fate: "counted" });
  equal(seen.includes("1/2"), true);
  equal([seen.match(/✓/g)?.length, seen.match(/✕/g)?.length], [2, 1]);
  equal(shown({ step }).includes("result.none"), true);
  const names = { en: ["<A>", "B"] };
  const one = shown({
    activity: {
      kind: "prediction",
      way: 5,
      shot: 1,
      images: 1,
      names,
      whats: { en: ["what <A> is", "what B is"] },
    },
    step: { ...step, right: [[0, 1]] },
    picks: [0],
    fate: "counted",
  });
  equal([one.includes("&lt;A&gt;"), one.includes("result.one_right")], [true, true]);
  equal(one.match(/what (&lt;A&gt;|B) is/g)?.length, 2);
});

/** @type {import("../../app/classroom/phone/markup.js").Question} */
const question = {
  kind: "question",
  images: 1,
  figure: "<svg></svg>",
  source: "Lake 2015",
  said: {
    en: { stem: "How <many>?", alt: "Two dots", options: ["one", "two"] },
    zh: { stem: "几个？", alt: "两个点", options: ["一", "二"] },
  },
};

Deno.test("a question is asked in the phone's language; what is said of an option comes once it is revealed", () => {
  const asked = shown({ activity: question });
  equal(["How &lt;many&gt;?", "<svg>", "unseen", "Lake 2015"].every((each) => asked.includes(each)), true);
  equal(shown({ activity: question, lang: "zh" }).includes("几个？"), true);
  equal(shown({ activity: question, lang: "fr" }).includes("How &lt;many&gt;?"), true);
  const feedback = { en: /** @type {[string, string][]} */ ([["counts all", "No: <two>."], ["", "Yes."]]) };
  const step = { number: 1, round: 1, phase: /** @type {const} */ ("revealed"), right: [[1]], feedback };
  const seen = shown({ activity: question, step, picks: [0], fate: "counted" });
  equal(seen.includes("<i>counts all</i> No: &lt;two&gt;."), true);
  equal([seen.includes("unseen"), seen.match(/✓/g)?.length, seen.match(/✕/g)?.length], [false, 1, 1]);
});

Deno.test("a phone draws the class that it is given, and sees its drawing once it is sent", () => {
  /** @type {import("../../app/classroom/phone/markup.js").Sketching} */
  const activity = { kind: "drawing", images: 1, names: { en: ["cat", "<b>"] } };
  const told = {
    "drawing.ask": "Draw {name}",
    "drawing.assigning": "wait",
    "drawing.how": "how",
    "drawing.paper": "paper",
    "drawing.keys": "keys",
    "drawing.mine": "mine: {name}",
    "drawing.closed": "closed",
    "drawing.shown": "shown",
    "send.counted": "counted",
    "send.sending": "sending",
    "drawing.ask_all": "all draw",
    late: "late",
  };
  /** @param {Partial<import("../../app/classroom/phone/markup.js").View>} view */
  const drawing = (view) => shown({ activity, words: told, ...view });
  equal([drawing({}).includes("wait"), drawing({}).includes("paper")], [true, false]);
  const open = drawing({ label: 1, late: true });
  equal([open.includes("Draw &lt;b&gt;"), open.includes('class="paper"'), open.includes("late")], [
    true,
    true,
    true,
  ]);
  const sent = drawing({ label: 0, fate: "counted", strokes: [[1, 2, 3, 4]], late: true });
  equal([sent.includes("M1 2L3 4"), sent.includes("paper"), sent.includes("late")], [true, false, false]);
  const closed = { number: 1, round: 1, phase: /** @type {const} */ ("closed") };
  equal(drawing({ label: 0, step: closed }).includes('class="paper"'), false);
  equal(drawing({ step: { ...closed, phase: "revealed", right: [] } }).includes("shown"), true);
  equal(
    toolsMarkup({ "drawing.undo": "u", "drawing.clear": "c", "drawing.send": "s" }, 0).match(/disabled/g)
      ?.length,
    3,
  );
});
