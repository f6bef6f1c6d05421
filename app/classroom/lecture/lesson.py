"""What learners are taught of the class's drawings, and what they are asked afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ...shared.drawings.strokes import Drawing
from ..rooms.state import Sketch


@dataclass(frozen=True)
class Lesson:
    """Drawings as a support set, and those that are left over."""

    labels: tuple[int, ...]  # the classes of which enough was drawn, in their order
    shot: int
    support: tuple[Drawing, ...]  # (way * shot,), class by class
    rest: tuple[Drawing, ...]
    rest_labels: tuple[int, ...]  # of each the place of its class in ``labels``

    @property
    def way(self) -> int:
        """How many classes are taught."""
        return len(self.labels)


def most_shot(sketches: Sequence[Sketch]) -> int:
    """The largest K that two classes have drawings for; 0 where there are no two."""
    counts = sorted((len(drawn) for drawn in _by_label(sketches).values()), reverse=True)
    return counts[1] if len(counts) > 1 else 0


def lesson_of(sketches: Sequence[Sketch], shot: int) -> Lesson | None:
    """The first ``shot`` drawings of each class that has so many; None where fewer than two classes have.

    Drawings that the lecturer leaves out are not there.
    """
    found = {label: drawn for label, drawn in sorted(_by_label(sketches).items()) if len(drawn) >= shot}
    if shot < 1 or len(found) < 2:
        return None
    support = tuple(each for drawn in found.values() for each in drawn[:shot])
    rest = [(place, each) for place, drawn in enumerate(found.values()) for each in drawn[shot:]]
    labels = tuple(place for place, _ in rest)
    return Lesson(tuple(found), shot, support, tuple(each for _, each in rest), labels)


def _by_label(sketches: Sequence[Sketch]) -> dict[int, list[Drawing]]:
    """The drawings of each class that are not left out, in the order in which they came."""
    found: defaultdict[int, list[Drawing]] = defaultdict(list)
    for sketch in sketches:
        if not sketch.out:
            found[sketch.label].append(sketch.strokes)
    return dict(found)
