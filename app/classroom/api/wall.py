"""What a listener is told of a room's drawings: all of them once, and then what is new or changed."""

from __future__ import annotations

from ..rooms.activities import Sketching
from ..rooms.book import Book
from .schemas import Json


class Wall:
    """The drawings of what a room is asked now, for one listener; for one thread at a time."""

    def __init__(self, code: str, rooms: Book) -> None:
        self._code, self._rooms = code, rooms
        self._number = 0
        self._told: dict[str, bool] = {}  # by a drawing's id: was it left out?

    def news(self) -> Json:
        """What has not been told yet; raises NoRoom."""
        step = self._rooms.state(self._code).step
        number = step.number if step and isinstance(step.activity, Sketching) else 0
        if number != self._number:
            self._number, self._told = number, {}
        came = self._rooms.came(self._code, number) if number else {}
        news = [id for id, out in came.items() if self._told.get(id) != out]
        found = self._rooms.sketches(self._code, number, news) if news else ()
        self._told |= {sketch.id: sketch.out for sketch in found}
        return {"number": number, "drawings": [sketch.for_screen() for sketch in found]}
