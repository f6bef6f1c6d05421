"""The way from a term or a reference to where something of it can be tried."""

from __future__ import annotations

from typing import Any

from ..choices import rules
from ..host import Host
from ..room import room
from . import Attempt


def attempt_href(attempt: Attempt, host: Host[Any]) -> str:
    """The address of its page; what its state leaves open is as the visitor has chosen it.

    Raises KeyError and ValueError for a room or a choice that there is not.
    """
    return host.link(attempt["show"], **attempted(attempt))


def attempted(attempt: Attempt) -> dict[str, Any]:
    """The choices that its page must have, by their fields."""
    choices = {name: tuple(v) if isinstance(v, list) else v for name, v in attempt.get("state", {}).items()}
    if "classes" in rules(room(attempt["show"]).choices) and "way" in choices:
        choices.setdefault("classes", ())  # classes that were chosen elsewhere would say how many there are
    return choices
