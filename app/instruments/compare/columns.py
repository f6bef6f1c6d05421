"""The columns of the compare board: one learner each, how it is drawn, and what it has to show so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NotRequired, TypedDict

import numpy as np

from ...shared.learners import AT_ONCE, appearance
from ...shared.runs import Interval
from ...shared.text import Words

DEFAULT = ("scratch", "conventional/fine-tune", "maml", "fomaml", "reptile", "protonet")


class CurveData(TypedDict):
    """Means and half-widths of 95 % intervals after each step, in percent or points."""

    mean: list[float]
    ci95: list[float]
    episodes: int


class LearnerData(TypedDict):
    """A learner as every component draws it (see ``appearance``)."""

    id: str
    name: str
    short: str
    how: str
    still: str
    colour: str
    dash: str


class ColumnData(LearnerData):
    """A column as the board draws it. Rows are in the order of the page; shares in thousandths."""

    status: str  # hidden | waiting | done | failed
    note: str  # why it failed
    top: NotRequired[list[list[int]]]  # [state][row]: the class answered
    shares: NotRequired[list[list[list[int]]]]  # [state][row][class]
    right: NotRequired[list[int]]  # [state]: how many query images
    curve: NotRequired[CurveData]  # accuracy over many tasks
    gap: NotRequired[CurveData]  # the same minus that of the learner that all are set against, paired


@dataclass(frozen=True)
class Measured:
    """Accuracy in percent over many tasks, after each step (one value for methods without steps)."""

    mean: tuple[float, ...]
    ci95: tuple[float, ...]
    episodes: int


@dataclass(frozen=True)
class Column:
    """One learner and what is known of it at this moment."""

    id: str
    status: str = "hidden"  # hidden | waiting | done | failed
    probabilities: np.ndarray | None = None  # (states, queries, way)
    measured: Measured | None = None
    gap: tuple[Interval, ...] | None = None  # in points, after each step
    note: str = ""  # why it failed

    def right(self, truth: np.ndarray) -> list[int]:
        """How many query images are answered rightly at each state; ``truth`` is (queries,)."""
        assert self.probabilities is not None
        return (self.probabilities.argmax(-1) == truth).sum(-1).tolist()


def chosen(asked: tuple[str, ...], there: tuple[str, ...]) -> tuple[str, ...]:
    """The learners to show: those asked for that exist, else the usual ones, at most six."""
    wanted = [c for c in there if c in asked] or [c for c in there if c in DEFAULT] or list(there)
    return tuple(wanted[:AT_ONCE])


def learner_data(id: str, words: Words) -> LearnerData:
    """How a learner is named and drawn."""
    a = appearance(id, words)
    return LearnerData(
        id=a["id"], name=a["name"], short=a["short"], how=a["how"], still=a["still"],
        colour=a["colour"], dash=a["dash"],
    )  # fmt: skip


def column_data(column: Column, truth: np.ndarray, order: list[int], words: Words) -> ColumnData:
    """A column as the board draws it; answers in the order of the rows."""
    shown = ColumnData(**learner_data(column.id, words), status=column.status, note=column.note)
    if column.probabilities is not None:
        rows = column.probabilities[:, order]
        shown["top"] = rows.argmax(-1).tolist()
        shown["shares"] = np.rint(1000 * rows).astype(int).tolist()
        shown["right"] = column.right(truth)
    if column.measured is not None:
        m = column.measured
        shown["curve"] = _curve(m.mean, m.ci95, m.episodes)
        if column.gap is not None:
            means, halves = zip(*column.gap, strict=True)
            shown["gap"] = _curve(means, halves, m.episodes)
    return shown


def _curve(mean: Sequence[float], ci95: Sequence[float], episodes: int) -> CurveData:
    return {"mean": [*mean], "ci95": [*ci95], "episodes": episodes}
