"""A task with two questions on the page of contests: its drawings, and who answers what, live."""

from __future__ import annotations

from fewshot_core.data.datasets import ClassInfo
from fewshot_core.measuring.rounding import half_up

from ...shared import runs
from ...shared.text import Words
from ...shared.worker import Job
from . import WhenChoices
from . import runs as contest_runs
from .component import Card, Example
from .looks import interval, look_of
from .rounds import LIVE, rows

Labels = tuple[int, ...]


def hand_word(name: str, w: Words) -> str:
    """What tells the hands of a data set apart: the style of a drawing, the font of a character."""
    return w(f"when.hands.{name}")


def example(choices: WhenChoices, jobs: dict[str, Job[Labels]], w: Words) -> Example:
    """One support set under its two questions, with the query images of each; with ``jobs``, the answers."""
    task, hands = contest_runs.crossed_task(choices.data, choices.seed)
    data = runs.data(choices.data)
    styles = hands[0] in ("outline", "filled", "colour")
    things = [data.classes[i] for i in task.by_thing.class_ids]
    words = w.section("when.example")
    for key in ("which_hand", "query_hand"):
        words[key] = words[key].format(hand=hand_word(choices.data, w))
    return {
        "way": task.by_thing.way,
        "each": task.by_thing.query,
        "asked": choices.question,
        "things": [w.pick(c) if styles else romanised(c) for c in things],
        "hands": [w(f"when.style.{h}") if styles else h for h in hands],
        "support": runs.sprite(choices.data, task.by_thing.support_items),
        "query": {
            "thing": runs.sprite(choices.data, task.by_thing.query_items),
            "hand": runs.sprite(choices.data, task.by_hand.query_items),
        },
        "cards": cards(choices, jobs, w),
        "note": live_note(choices, w),
        "words": words,
    }


def romanised(character: ClassInfo) -> str:
    """The name of a character in Latin letters: not every system can show all scripts."""
    return character.id.removeprefix(f"{character.group}-").replace("-", " ")


def asked_live(choices: WhenChoices) -> dict[str, Job[Labels]]:
    """The visitor's task is given to all who answer live, under the question chosen."""
    return {id: contest_runs.answer(choices.data, id, choices.question, choices.seed) for id in LIVE}


def cards(choices: WhenChoices, jobs: dict[str, Job[Labels]], w: Words) -> list[Card]:
    """What each learner answers on the visitor's one task, beside what was measured on many."""
    results = contest_runs.contests(choices.data)
    if results is None or not jobs:
        return []
    task, _ = contest_runs.crossed_task(choices.data, choices.seed)
    asked = task.by_thing if choices.question == "thing" else task.by_hand
    found: list[Card] = []
    for row in rows(results, LIVE, choices.question):
        job, look = jobs[row.id], look_of(row.id, w)
        if job.error:
            raise job.error
        labels = job.result if job.done else None
        found.append(
            {
                "id": row.id,
                "name": look.name,
                "colour": f"var({look.learner.token}, var(--fs-quiet))",
                "hollow": look.hollow,
                "labels": list(labels) if labels else None,
                "score": score(labels, asked.query_y.tolist(), w) if labels else "",
                "many": w("when.live.many", value=interval(row.mean, row.ci95, w)),
            }
        )
    return found


def score(labels: Labels, truth: list[int], w: Words) -> str:
    """How many query images were answered rightly."""
    right = sum(a == b for a, b in zip(labels, truth, strict=True))
    return w("when.live.score", right=right, all=len(labels), share=half_up(100 * right / len(labels), 0))


def live_note(choices: WhenChoices, w: Words) -> str:
    """That a score is of one task, and of how many the mean beside it is."""
    results = contest_runs.contests(choices.data)
    if results is None:
        return ""
    return w("when.live.note", seed=choices.seed, tasks=results.tasks, seeds=results.seeds)
