"""The numbers of the curves as a table: each leads to a task of its form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...shared.charts.show import Cell, Table
from ...shared.host import Host
from ...shared.learners import AT_ONCE, name
from ...shared.text import Words
from . import CurvesChoices
from .points import Point
from .view import View
from .words import value_words


def table(view: View, host: Host[CurvesChoices]) -> Table:
    """A row for each learner that is drawn, a column for each K, N or step."""
    w, picture, there = host.w, view.choices.picture, host.links("compare")
    heads = [str(x) if picture == "steps" else f"{picture.upper()} = {x}" for x in view.ticks]
    rows: list[list[str | Cell]] = []
    for id in view.drawn:
        points = {point.x: point for point in view.points(id)}
        rows.append([name(id, w), *(_cell(view, there, id, points.get(x), w) for x in view.ticks)])
    caption = w("curves.table.against" if view.against else "curves.table.caption", page=w("compare.page"))
    return Table(caption, [w("curves.table.learner"), *heads], rows)


def _cell(view: View, there: Callable[..., str], id: str, point: Point | None, w: Words) -> str | Cell:
    """A point's value; it leads to what ``there`` gives the address of."""
    if point is None:
        return w("curves.table.missing")
    said = w("curves.table.cell", value=value_words(view, point, w), tasks=point.tasks)
    return Cell(said, there(**form(view, id, point.x, point.way, point.shot)), "compare")


def form(view: View, id: str, x: int, way: int, shot: int) -> dict[str, Any]:
    """The choices that show a task of a point's form, after the point's step, to its learner first."""
    beside = (each for each in view.shown if each != id)
    choices = {"data": view.choices.data, "way": way, "shot": shot, "seed": view.choices.seed}
    choices["learners"] = (id, *beside)[:AT_ONCE]
    if view.now:  # as many query images as were asked: a small set may not have the usual number
        choices["query"] = view.now.query(way, shot)
    return choices | ({"step": x} if view.choices.picture == "steps" else {})
