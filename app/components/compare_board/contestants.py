"""Contenders on the compare page: how each is drawn, and what it has to show so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from app.text import Words

MOST = 6
"""Contenders that fit side by side."""

DEFAULT = ("scratch", "conventional/fine-tune", "maml", "fomaml", "reptile", "protonet")

_DASHES = {
    "scratch": "1.5 5",
    "conventional/fine-tune": "8 5",
    "conventional/linear-head": "3 4",
    "conventional/class-mean": "14 4",
    "baseline": "6 2",
    "baseline-pp": "10 2 3 2",
    "maml": "",
    "fomaml": "16 3 3 3",
    "anil": "5 3 1 3",
    "metasgd": "20 4",
    "reptile": "12 4 2 4",
    "lstm": "9 3 1 3 1 3",
    "protonet": "4 3",
    "matchingnet": "2 3",
    "relationnet": "7 3 3 3",
    "r2d2": "11 5",
}
"""Lines differ by more than colour."""


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
    return tuple(wanted[:MOST])


def key(contender: str) -> str:
    """Where a contender's words are kept."""
    return f"compare.contender.{contender.replace('/', '-')}"


def name(contender: str, words: Words) -> str:
    """A contender's name in the visitor's language."""
    return words(f"{key(contender)}.name")


def appearance(contender: str, words: Words) -> dict[str, Any]:
    """Name, line and a few words on the training of a contender, as the board draws them."""
    method = contender.partition("/")[0]
    return {
        "id": contender,
        "name": name(contender, words),
        "short": words(f"{key(contender)}.short"),
        "how": words(f"{key(contender)}.how"),
        "still": words(still) if (still := f"{key(contender)}.still") in words else "",
        "colour": f"var(--fs-m-{method}, var(--fs-quiet))",
        "dash": _DASHES.get(contender, "6 2 1 2"),
    }


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
