"""From a task and its contestants to the plain data that the compare board draws. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fewshot_core.tensors.episode import Episode

from ...shared.learners import AT_ONCE, appearance
from ...shared.task import mixed_order
from ...shared.text import Words
from .contestants import Contestant, column
from .verdicts import Difference, verdicts

LAST = 10
"""The slider goes from step 0 to this one."""

FIRST_ROWS = 10
"""Query images shown before the visitor asks for all."""


@dataclass(frozen=True)
class Task:
    """What is asked, with the pictures of it."""

    id: str  # changes with the task
    episode: Episode
    names: tuple[str, ...]  # (way,): the classes' names
    seed: int
    support_strip: str  # data URL, tiles side by side
    query_strip: str


@dataclass(frozen=True)
class Stands:
    """What the conventional network says as it stands."""

    names: tuple[str, ...]  # (queries,)
    probabilities: tuple[float, ...]
    known: int  # classes it knows


def board_data(
    task: Task, contestants: list[Contestant], there: tuple[str, ...], *, lang: str,
    guess: str | None, difference: Difference, stands: Stands | None, words: Words,
) -> dict[str, Any]:  # fmt: skip
    """All the board needs but the step. ``guess`` is None until the visitor guessed, then an id or "skip"."""
    e = task.episode
    truth = e.query_y.numpy()
    order = mixed_order(e.way, e.query, task.seed)
    guessed = None if guess == "skip" else guess
    layout = "|".join((task.id, lang))
    return {
        "task": task.id,
        "layout": layout,
        "classes": [{"letter": _letter(i), "name": n} for i, n in enumerate(task.names)],
        "support": {"url": task.support_strip, "count": len(e.support_items), "shot": e.shot},
        "query": {"url": task.query_strip, "count": len(e.query_items)},
        "rows": [{"tile": q, "truth": int(truth[q]), "number": i + 1} for i, q in enumerate(order)],
        "first_rows": FIRST_ROWS,
        "contenders": [column(c, truth, order, words) for c in contestants],
        "choices": [appearance(c, words) | {"shown": c in {x.id for x in contestants}} for c in there],
        "most": AT_ONCE,
        "last": LAST,
        "chance": 100 / e.way,
        "revealed": guess is not None,
        "verdicts": verdicts(contestants, truth, guessed, LAST, difference, words) if guess else [],
        "stands": _stands(stands, order),
        "words": _words(e, contestants, there, stands, words),
    }


def _letter(index: int) -> str:
    return chr(ord("A") + index)


def _stands(stands: Stands | None, order: list[int]) -> list[dict[str, Any]] | None:
    if stands is None:
        return None
    return [
        {"tile": q, "name": stands.names[q], "percent": round(100 * stands.probabilities[q])}
        for q in order[:FIRST_ROWS]
    ]


def _words(
    e: Episode, contestants: list[Contestant], there: tuple[str, ...], stands: Stands | None, words: Words
) -> dict[str, str]:
    """The board's sentences; what only the browser knows stays a {place} in them."""
    supports, queries = len(e.support_items), len(e.query_items)
    counts = sorted({c.measured.episodes for c in contestants if c.measured})
    episodes = "–".join(str(count) for count in dict.fromkeys((counts[0], counts[-1]))) if counts else ""

    def w(key: str, **places: object) -> str:
        return words(f"compare.{key}", **places)

    filled = {
        "support_hint": w("board.support_hint", count=supports),
        "query_hint": w("board.query_hint", count=queries),
        "steps_hint": w("board.steps_hint", count=supports),
        "choose": w("board.choose", shown=len(contestants), all=len(there)),
        "choose_hint": w("board.choose_hint", most=AT_ONCE),
        "show_all": w("board.show_all", count=queries),
        "show_few": w("board.show_few", count=FIRST_ROWS),
        "try_next": w("board.try_next", last=LAST),
        "chart_hint": w("board.chart_hint", episodes=episodes) if episodes else w("board.chart_hint_one"),
        "over_all": w("board.over", count=episodes) if episodes else "",
        "stands_hint": w("board.stands_hint", count=stands.known) if stands else "",
        "guess": w("guess.question"),
        "guess_hint": w("guess.hint", way=e.way, shot=e.shot),
        "guess_done": w("guess.done"),
        "guess_skip": w("guess.skip"),
    }
    return words.section("compare.board") | filled
