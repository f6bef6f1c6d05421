"""What the learners of the board reach over many tasks: all numbers come from the stored crossover."""

from __future__ import annotations

from collections.abc import Sequence

from fewshot_core.studies.crossover.domains import PHOTOGRAPHS
from fewshot_core.studies.crossover.stored import QUERY, SHOTS, WAY, Results

from ...shared import learners
from ...shared.charts.show import Table
from ...shared.text import Words
from .runs import DATA, is_frozen


def in_crossover(learner: str) -> str:
    """What the crossover calls a learner of the board."""
    return learner if is_frozen(learner) else f"{DATA}/{learner}"


def sentence(asked: Sequence[str], results: Results, w: Words) -> str:
    """The best of either kind, for each K; "" where one kind was not measured on photographs."""
    both = [[id for id in asked if is_frozen(id) == photos] for photos in (True, False)]
    shots = []
    for shot in SHOTS:
        there = results.learners(PHOTOGRAPHS, shot)
        known = [[id for id in kind if in_crossover(id) in there] for kind in both]
        if not all(known):
            return ""
        photos, drawings = (max(kind, key=lambda id: _reached(id, shot, results)[0]) for kind in known)
        shots.append(
            w(
                "photo.measured.shot", shot=shot,
                photos=learners.name(photos, w), of_photos=_said(photos, shot, results, w),
                drawings=learners.name(drawings, w), of_drawings=_said(drawings, shot, results, w),
            )
        )  # fmt: skip
    return w("photo.measured.best", tasks=results.tasks, way=WAY, shots=w("photo.measured.comma").join(shots))


def table(asked: Sequence[str], results: Results, w: Words) -> Table:
    """A row for each learner of the board, a column for each K; some were not measured."""
    rows = [[learners.name(id, w), *(_said(id, shot, results, w) for shot in SHOTS)] for id in asked]
    heads = [w("photo.measured.learner"), *(w("photo.measured.k", shot=shot) for shot in SHOTS)]
    caption = w("photo.measured.caption", tasks=results.tasks, way=WAY, query=QUERY)
    return Table(caption, heads, rows)


def _said(learner: str, shot: int, results: Results, w: Words) -> str:
    if in_crossover(learner) not in results.learners(PHOTOGRAPHS, shot):
        return w("photo.measured.missing")
    mean, half = _reached(learner, shot, results)
    return w("common.fact.accuracy", mean=w.number(100 * mean, 1), half=w.number(100 * half, 1))


def _reached(learner: str, shot: int, results: Results) -> tuple[float, float]:
    return results.accuracy(in_crossover(learner), PHOTOGRAPHS, shot)
