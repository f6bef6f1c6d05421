"""A host without a running page: choices that stay as they are given, and a record of what was asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from fewshot_app.shared.choices import Choices, written
from fewshot_app.shared.room import room
from fewshot_app.shared.text import Words, words


class StillHost:
    """Shows the room ``name`` with ``choices``; ``changes`` and ``gone`` say what the room asked for."""

    titled = True

    def __init__(self, name: str, choices: Choices) -> None:
        self.name, self.choices = name, choices
        self.changes: dict[str, Any] = {}
        self.gone: list[tuple[str, dict[str, Any]]] = []

    @property
    def w(self) -> Words:
        return words(self.choices.lang)

    def now(self) -> Any:
        return self.choices

    def change(self, **changes: Any) -> None:
        self.changes |= changes

    def link(self, name: str, **changes: Any) -> str:
        return f"./{name}?{urlencode(written(room(name).choices(), {}, changes))}"

    def links(self, name: str) -> Callable[..., str]:
        return lambda **changes: self.link(name, **changes)

    def go(self, name: str, **changes: Any) -> None:
        self.gone.append((name, changes))
