"""How the film's sentences are said: by their key within the room."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ...shared.text import Words

Say = Callable[..., str]
"""``say("cap_copy")``, ``say("cap_query", query=2)``: a sentence of this room, filled."""


def say_in(w: Words) -> Say:
    """The room's sentences in the language of ``w``."""
    return partial(_said, w)


def _said(w: Words, key: str, **values: object) -> str:
    return w(f"loop.{key}", **values)
