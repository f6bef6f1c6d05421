"""Who the learners are that a guess is about: a sentence and a small picture of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from .. import learners
from ..sketches import sketch
from ..text import Words


class LearnerSaid(TypedDict):
    """A learner as it is introduced; ``sketch`` is markup, ``href`` leads to its page."""

    name: str
    what: str
    sketch: str
    href: str


class Who(TypedDict):
    """The learners of a guess, behind a button; guess_card.js says the same."""

    label: str
    close: str
    more: str
    learners: list[LearnerSaid]


def who(ids: Iterable[str], w: Words) -> Who:
    """What a visitor should know of these learners before a guess."""
    return {
        "label": w("common.who.label"),
        "close": w("common.who.close"),
        "more": w("common.who.more"),
        "learners": [_said(id, w) for id in dict.fromkeys(ids)],
    }


def _said(id: str, w: Words) -> LearnerSaid:
    there = learners.page_of(id)
    href = f"./methods?lang={w.lang}&method={there}" if there else ""
    return {"name": learners.name(id, w), "what": learners.what(id, w), "sketch": sketch(id), "href": href}
