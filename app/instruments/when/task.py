"""A task with two questions on the page of contests: its drawings, and who answers what, live."""

from __future__ import annotations

from typing import Any

from fewshot_core.data.datasets import ClassInfo

from ...shared import runs
from ...shared.text import Words
from ...shared.worker import Job
from . import WhenChoices
from . import runs as contest_runs
from .figures import LIVE, rows

Labels = tuple[int, ...]


def hand_word(name: str, w: Words) -> str:
    """What tells the hands of a data set apart: the style of a drawing, the font of a character."""
    return w(f"when.hands.{name}")


def example(choices: WhenChoices, w: Words) -> dict[str, Any]:
    """One support set under its two questions, with the query images of each."""
    task, hands = contest_runs.crossed_task(choices.data, choices.seed)
    data = runs.data(choices.data)
    styles = hands[0] in ("outline", "filled", "colour")
    things = [data.classes[i] for i in task.by_thing.class_ids]
    return {
        "way": task.by_thing.way,
        "support": runs.sprite(choices.data, task.by_thing.support_items),
        "asked": choices.question,
        "things": [w.pick(c) if styles else romanised(c) for c in things],
        "hands": [w(f"when.style.{h}") if styles else h for h in hands],
        "query": {
            "thing": runs.sprite(choices.data, task.by_thing.query_items),
            "hand": runs.sprite(choices.data, task.by_hand.query_items),
        },
        "each": task.by_thing.query,
        "hand_word": hand_word(choices.data, w),
    }


def romanised(character: ClassInfo) -> str:
    """The name of a character in Latin letters: not every system can show all scripts."""
    return character.id.removeprefix(f"{character.group}-").replace("-", " ")


def asked_live(choices: WhenChoices) -> dict[str, Job[Labels]]:
    """Everyone who answers live is given the visitor's task, under the question chosen."""
    return {c: contest_runs.answer(choices.data, c, choices.question, choices.seed) for c in LIVE}


def live(choices: WhenChoices, jobs: dict[str, Job[Labels]], w: Words) -> dict[str, Any]:
    """What each learner answers on the visitor's one task, beside what was measured on many."""
    results = contest_runs.contests(choices.data)
    assert results is not None
    task, _ = contest_runs.crossed_task(choices.data, choices.seed)
    asked = task.by_thing if choices.question == "thing" else task.by_hand
    stored = {row["id"]: row for row in rows(results, LIVE, choices.question)}
    cards = []
    for id in LIVE:
        card = {"id": id, "mean": stored[id]["mean"], "ci95": stored[id]["ci95"], "labels": None}
        if id in jobs and jobs[id].done:
            if error := jobs[id].error:
                raise error
            labels = jobs[id].result
            assert labels is not None
            right = sum(a == b for a, b in zip(labels, asked.query_y.tolist(), strict=True))
            score = w("when.live.score", right=right, all=len(labels), share=round(100 * right / len(labels)))
            card |= {"labels": labels, "right": right, "score": score}
        cards.append(card)
    facts = {"seed": choices.seed, "tasks": results.tasks, "seeds": results.seeds}
    return {"cards": cards, "note": w("when.live.note", **facts)}
