"""The numbers of the contests as tables."""

from __future__ import annotations

from collections.abc import Sequence

from ...shared.charts.show import Table
from ...shared.text import Words
from .dots import Panel
from .looks import Look, interval, key_of
from .rounds import Line, Row


def rows_table(panels: Sequence[Panel], looks: dict[str, Look], w: Words) -> Table:
    """A row for each learner, a column for each kind of tasks: the mean, and each training."""
    rows = [
        [looks[first.id].name, *(_cell(panel.rows[at], w) for panel in panels)]
        for at, first in enumerate(panels[0].rows)
    ]
    return Table(w("when.table.rows"), [w("when.table.learner"), *(panel.title for panel in panels)], rows)


def _cell(row: Row, w: Words) -> str:
    each = w("when.figure.comma").join(f"{training:.1f}" for training in row.trainings)
    return w("when.table.cell", value=interval(row.mean, row.ci95, w), each=each)


def lines_table(lines: Sequence[Line], looks: dict[str, Look], axis: str, w: Words) -> Table:
    """A row for each line, a column for each number of steps."""
    rows = [
        [looks[key_of(line)].name, *(interval(m, c, w) for m, c in zip(line.mean, line.ci95, strict=True))]
        for line in lines
    ]
    return Table(w("when.table.lines", axis=axis), [w("when.table.learner"), *map(str, lines[0].x)], rows)
