"""What a step of the course or a view of a lesson can hide: header, task line, parts of a room."""

from __future__ import annotations

from collections.abc import Iterable

from ...shared.class_picker.component import KEY as CLASSES
from ...shared.room import rooms
from ...shared.task_line import ALL

PAGE = {
    "task": ".st-key-task_line",
    "header": ".st-key-header",
    **{control: f".st-key-task_{control}" for control in ALL},
    "classes": f".st-key-{CLASSES}",
}
"""What every page has: the whole line above a task, the header of the page, single controls of the line."""


def hideable() -> tuple[str, ...]:
    """All that can be hidden: what every page has, then the parts of rooms, as ``loop.learners``."""
    return (*PAGE, *(f"{room.name}.{part}" for room in rooms() for part in room.parts))


def style(names: Iterable[str]) -> str:
    """The CSS of a page without these; raises KeyError for a name that stands for nothing on any page."""
    return "\n".join(map(_rule, sorted(set(names))))


def _rule(name: str) -> str:
    room, _, part = name.partition(".")
    if not part:
        return f"{PAGE[name]} {{ display: none; }}"
    return f":root {{ --fs-{room}-{part}: none; }} .st-key-{room}_{part} {{ display: none; }}"
