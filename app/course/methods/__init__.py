"""The methods: a page for each, all of the same form, and an overview of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ...shared.choices import Choices
from ...shared.learners import PAGES
from ...shared.room import Room
from ...shared.rules import one_learner


@dataclass(frozen=True, kw_only=True)
class MethodsChoices(Choices):
    """Which method is told of; the parameters of a picture stay out of its address."""

    alone: ClassVar[bool] = True
    method: str = one_learner("", PAGES, key="method")  # empty: the overview


ROOM = Room(__name__, order=30, choices=MethodsChoices)
