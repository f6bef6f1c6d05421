"""How the learners of the contests are named and drawn, as on all pages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...shared import learners
from ...shared.text import Words
from .rounds import Line

OWNER = {"fine-tune": "conventional/fine-tune", "class-mean": "conventional/class-mean"}
"""Learners that other pages call by another name."""


@dataclass(frozen=True)
class Look:
    """How a learner of the contests is named and drawn, as on all pages; hollow: trained in another way."""

    learner: learners.Learner
    name: str
    short: str
    hollow: bool = False


def look_of(id: str, w: Words) -> Look:
    """Name and line of a learner, as on all pages; hollow if trained on both questions, or bare."""
    kind = id.removesuffix("-both").removesuffix("-bare")
    owner = OWNER.get(kind, kind)
    look = learners.appearance(owner, w)
    if kind == id:
        return Look(learners.learner(owner), look["name"], look["short"])
    variant = id.removeprefix(f"{kind}-")
    return Look(learners.learner(owner), w(f"when.{variant}", name=look["name"]), look["short"], hollow=True)


def interval(mean: float, ci95: float, w: Words) -> str:
    """An accuracy with its 95 % interval."""
    return w("when.figure.interval", mean=f"{mean:.1f}", ci=f"{ci95:.1f}")


def key_of(line: Line) -> str:
    """The key of a line's look."""
    return f"{line.id} {line.split}".strip()


def watched_look(line: Line, w: Words) -> Look:
    """A FOMAML in training: solid on classes it trains on, dashed on others."""
    look = look_of(line.id, w)
    learner = replace(
        look.learner, id=f"{look.learner.id}/{key_of(line)}", dash="7 5" if line.split == "val" else ""
    )
    return replace(
        look,
        learner=learner,
        name=w(f"when.watched.{line.id}.{line.split}"),
        short=w(f"when.watched_short.{line.id}.{line.split}"),
    )
