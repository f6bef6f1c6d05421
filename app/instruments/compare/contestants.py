"""Contenders on the compare page: how each is drawn, and what it has to show so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...shared.learners import AT_ONCE, appearance
from ...shared.text import Words

DEFAULT = ("scratch", "conventional/fine-tune", "maml", "fomaml", "reptile", "protonet")


@dataclass(frozen=True)
class Measured:
    """Accuracy in percent over many tasks, after each step (one value for methods without steps)."""

    mean: tuple[float, ...]
    ci95: tuple[float, ...]
    episodes: int


@dataclass(frozen=True)
class Contestant:
    """One column: a contender and what is known of it at this moment."""

    id: str
    status: str = "hidden"  # hidden | waiting | done | failed
    probabilities: np.ndarray | None = None  # (states, queries, way)
    measured: Measured | None = None
    note: str = ""  # why it failed

    def right(self, truth: np.ndarray) -> list[int]:
        """How many query images are answered rightly at each state; ``truth`` is (queries,)."""
        assert self.probabilities is not None
        return (self.probabilities.argmax(-1) == truth).sum(-1).tolist()


def chosen(asked: tuple[str, ...], there: tuple[str, ...]) -> tuple[str, ...]:
    """The contenders to show: those asked for that exist, else the usual ones, at most six."""
    wanted = [c for c in there if c in asked] or [c for c in there if c in DEFAULT] or list(there)
    return tuple(wanted[:AT_ONCE])


def column(contestant: Contestant, truth: np.ndarray, order: list[int], words: Words) -> dict[str, Any]:
    """A contestant as the board shows it; answers in the order of the rows, shares in thousandths."""
    shown = appearance(contestant.id, words) | {"status": contestant.status, "note": contestant.note}
    if contestant.probabilities is not None:
        rows = contestant.probabilities[:, order]
        shown |= {
            "top": rows.argmax(-1).tolist(),
            "shares": np.rint(1000 * rows).astype(int).tolist(),
            "right": contestant.right(truth),
        }
    if contestant.measured is not None:
        m = contestant.measured
        mean, ci95 = ([round(v, 2) for v in values] for values in (m.mean, m.ci95))
        shown["curve"] = {"mean": mean, "ci95": ci95, "episodes": m.episodes}
    return shown
