"""From a task and its learners to the plain data that the compare board draws. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from fewshot_core.tensors.episode import Episode

from ...shared.guess_card.who import Who, who
from ...shared.learners import AT_ONCE
from ...shared.runs import called
from ...shared.task import Task, mixed_order
from ...shared.text import Words
from . import LAST
from .axis import Axis, axis_of
from .columns import Column, ColumnData, LearnerData, column_data, learner_data
from .verdicts import Gaps, verdicts

FIRST_ROWS = 10
"""Query images shown before the visitor asks for all."""


class ClassData(TypedDict):
    """A class of the task."""

    letter: str
    name: str


class StripData(TypedDict):
    """Tiles side by side in one picture, ``shot`` or ``query`` of each class together."""

    url: str
    count: int
    each: int


class RowData(TypedDict):
    """A query image: its place in the query strip, its class, its number on the page."""

    tile: int
    truth: int
    number: int


class ChoiceData(LearnerData):
    """A learner that can be chosen."""

    shown: bool


class OldNameData(TypedDict):
    """What the conventional network calls a query image, in the only names that it knows."""

    tile: int
    name: str
    percent: int


class GuessData(TypedDict):
    """The guess before the answers, as ``guess_card.js`` draws it, but for its options."""

    title: str
    question: str
    skip: str
    who: Who | None  # once the answers are shown, nobody needs it


class BoardData(TypedDict):
    """All that the board draws."""

    task: str  # changes with the task
    layout: str  # changes with what is built once: the task and the language
    classes: list[ClassData]
    support: StripData
    query: StripData
    rows: list[RowData]
    first_rows: int
    columns: list[ColumnData]
    choices: list[ChoiceData]
    most: int  # learners at once
    last: int  # step of the slider
    step: int
    image: int  # the query image looked at last, -1: none
    chance: float  # percent
    axis: Axis  # of the chart
    against: str  # whom differences are from; empty: levels are drawn
    reference: str  # whom they would be from
    revealed: bool
    guess: GuessData
    verdicts: list[tuple[str, str]]  # title and sentence, after each step
    stands: list[OldNameData]
    heading: list[str]  # above a saved picture
    words: dict[str, str]


@dataclass(frozen=True)
class Pictures:
    """The images and names of a task."""

    episode: Episode
    names: tuple[str, ...]  # (way,): the classes' names
    support: str  # data URL, tiles side by side
    query: str
    met: tuple[str, ...] = ()  # the names of those classes that learners met in training


@dataclass(frozen=True)
class Stands:
    """What the conventional network says as it stands."""

    names: tuple[str, ...]  # (queries,)
    probabilities: tuple[float, ...]
    known: int  # classes it knows


@dataclass(frozen=True)
class Shown:
    """What the page shows beside its task and its columns."""

    there: tuple[str, ...]  # all learners of the data set
    step: int
    image: int
    against: str  # whom differences are from; empty: levels are drawn
    reference: str
    guess: str | None  # None until the visitor guessed, then a learner's id or SKIP


def board_data(
    task: Task, pictures: Pictures, columns: Sequence[Column], shown: Shown, gaps: Gaps,
    stands: Stands | None, words: Words,
) -> BoardData:  # fmt: skip
    """All the board needs."""
    e = pictures.episode
    truth = e.query_y.numpy()
    order = mixed_order(e.way, e.query, task.seed)
    side_by_side = {c.id for c in columns}
    drawn = [column_data(c, truth, order, words) for c in columns]
    guessed = shown.guess if shown.guess in side_by_side else None
    hint = "compare.guess.hint_met" if pictures.met else "compare.guess.hint"
    return {
        "task": task.name,
        "layout": "|".join((task.name, words.lang)),
        "classes": [{"letter": _letter(i), "name": n} for i, n in enumerate(pictures.names)],
        "support": {"url": pictures.support, "count": len(e.support_items), "each": e.shot},
        "query": {"url": pictures.query, "count": len(e.query_items), "each": e.query},
        "rows": [{"tile": q, "truth": int(truth[q]), "number": i + 1} for i, q in enumerate(order)],
        "first_rows": FIRST_ROWS,
        "columns": drawn,
        "choices": [
            ChoiceData(**learner_data(id, words), shown=id in side_by_side) for id in shown.there
        ],
        "most": AT_ONCE,
        "last": LAST,
        "step": shown.step,
        "image": shown.image,
        "chance": 100 / e.way,
        "axis": axis_of(drawn, shown.against, len(e.query_items), 100 / e.way, LAST),
        "against": shown.against,
        "reference": shown.reference,
        "revealed": shown.guess is not None,
        "guess": {
            "title": words("common.ask.first"),
            "question": words(hint, way=e.way, shot=e.shot),
            "skip": words("common.ask.skip"),
            "who": who((c.id for c in columns), words) if shown.guess is None else None,
        },
        "verdicts": verdicts(columns, truth, guessed, LAST, gaps, words) if shown.guess else [],
        "stands": _stands(stands, order),
        "heading": _heading(task, columns, words),
        "words": _words(pictures, columns, shown, stands, words),
    }  # fmt: skip


def _letter(index: int) -> str:
    return chr(ord("A") + index)


def _stands(stands: Stands | None, order: list[int]) -> list[OldNameData]:
    if stands is None:
        return []
    return [
        {"tile": q, "name": stands.names[q], "percent": round(100 * stands.probabilities[q])}
        for q in order[:FIRST_ROWS]
    ]


def _heading(task: Task, columns: Sequence[Column], words: Words) -> list[str]:
    """What a saved picture says of itself, its title apart."""
    data = called(task.data, words)
    form = words("compare.board.file_form", data=data, way=task.way, shot=task.shot, query=task.query)
    episodes = _episodes(columns)
    measured = words("compare.board.file_measured", episodes=episodes) if episodes else ""
    return [form, f"{measured} {words('common.title')}".strip()]


def _episodes(columns: Sequence[Column]) -> str:
    """Over how many tasks the columns were measured: one number, or the least and the most."""
    counts = sorted({c.measured.episodes for c in columns if c.measured})
    return "–".join(str(count) for count in dict.fromkeys((counts[0], counts[-1]))) if counts else ""


def _words(
    pictures: Pictures, columns: Sequence[Column], shown: Shown, stands: Stands | None, words: Words
) -> dict[str, str]:
    """The board's sentences; what only the browser knows stays a {place} in them."""
    e, met = pictures.episode, words.list(pictures.met) if pictures.met else ""
    supports, queries = len(e.support_items), len(e.query_items)
    episodes = _episodes(columns)

    def w(key: str, **places: object) -> str:
        return words(f"compare.board.{key}", **places)

    filled = {
        "support_hint": w("support_hint_met" if met else "support_hint", count=supports),
        "query_hint": w("query_hint", count=queries),
        "steps_hint": w("steps_hint", count=supports),
        "choose": w("choose", shown=len(columns), all=len(shown.there)),
        "choose_hint": w("choose_hint", most=AT_ONCE),
        "show_all": w("show_all", count=queries),
        "show_few": w("show_few", count=FIRST_ROWS),
        "try_next": w("try_next", last=LAST),
        "chart_hint": w("chart_hint", episodes=episodes) if episodes else w("chart_hint_one"),
        "gaps_hint": w("gaps_hint", episodes=episodes),
        "over_all": w("gaps_over" if shown.against else "over", count=episodes) if episodes else "",
        "stands_hint": w("stands_hint_met" if met else "stands_hint", count=stands.known, names=met)
        if stands
        else "",
    }
    # On a phone a column is narrower than a mean with its interval, which may be folded between the two.
    folding = {key: w(key).replace("\u00a0±", " ±") for key in ("interval", "gap_of")}
    return words.section("compare.board") | filled | folding
