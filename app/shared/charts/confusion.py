"""Which classes are taken for which, as a matrix with their pictures along both sides, and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypedDict

import plotly.graph_objects as go

from fewshot_core.measuring.confusion import Confusion
from fewshot_core.measuring.rounding import half_up

from ..text import Words
from .show import Table
from .style import SIZE, faint, figure, tokens

CLASSES = 10
"""Rows of the matrix; more cannot be read beside another chart."""
CELL = 44
"""Height of a row of the matrix, in px."""
PICTURE = 0.86
"""A picture's side, in cells."""


class Confused(TypedDict):
    """The classes that are mixed up most. A cell is times and chances; a pair that never met has none."""

    pairs: list[tuple[int, int, int, int]]  # true class, answered class, times, chances
    classes: list[int]
    matrix: list[list[tuple[int, int]]]  # (true classes, answered classes)


def confusion_record(
    confusion: Confusion, pairs: int = 6, least: int = 20, most: int = CLASSES, also: Iterable[int] = ()
) -> Confused:
    """The worst pairs, and a matrix of the classes they name, the worst first.

    The matrix has at most ``most`` classes; where the pairs name fewer, those of ``also`` follow.
    """
    worst = confusion.worst(most, least)
    named = (i for m in worst for i in (m.true, m.answered))
    classes = list(dict.fromkeys((*named, *also)))[:most]
    matrix = [[(confusion.answered[a, b], confusion.met[a, b]) for b in classes] for a in classes]
    shown = [(m.true, m.answered, m.times, m.chances) for m in worst[:pairs]]
    return {"pairs": shown, "classes": classes, "matrix": matrix}


def percent(share: float, w: Words) -> str:
    """A share as a whole percentage; what is more than nothing is not called 0."""
    return w("common.fact.percent", value="<1" if 0 < share < 0.01 else w.number(100 * share))


def confusion_chart(
    found: Confused, names: Sequence[str], pictures: Sequence[str], theme: str, w: Words
) -> go.Figure:
    """A matrix of the classes that are mixed up, their pictures along both sides.

    ``pictures`` are addresses of one drawing of each class.
    """
    t, count = tokens(theme), len(names)
    made = figure(
        theme,
        w("common.confusion.answered_axis"),
        w("common.confusion.truth_axis"),
        height=90 + CELL * (count + 1),
    )
    for own, colour in ((True, t["--fs-right"]), (False, t["--fs-wrong"])):
        made.add_heatmap(
            z=[[_share(cell) if (a == b) is own else None for b, cell in enumerate(row)]
               for a, row in enumerate(found["matrix"])],
            zmin=0, zmax=1, colorscale=[[0, faint(colour, 0)], [1, faint(colour, 0.8)]], showscale=False,
            xgap=1, ygap=1, hoverongaps=False,
            text=[[_cell(cell) for cell in row] for row in found["matrix"]],
            texttemplate="%{text}", textfont={"color": t["--fs-text"], "size": SIZE},
            customdata=[[_hover(names[a], names[b], cell, w) for b, cell in enumerate(row)]
                        for a, row in enumerate(found["matrix"])],
            hovertemplate="%{customdata}<extra></extra>",
        )  # fmt: skip
    for place, picture in enumerate(pictures):
        for x, y in ((place, -1), (-1, place)):
            made.add_layout_image(
                source=picture, xref="x", yref="y", x=x, y=y, sizex=PICTURE, sizey=PICTURE,
                xanchor="center", yanchor="middle", sizing="contain", layer="above",
            )  # fmt: skip
    made.update_xaxes(range=[-1.5, count - 0.5], tickvals=[], side="top", showline=False)
    made.update_yaxes(
        range=[count - 0.5, -1.5], tickvals=list(range(count)), ticktext=list(names), showgrid=False,
        showline=False, automargin=True, ticks="",
        tickfont={"color": t["--fs-text"], "size": SIZE - 1},
    )  # fmt: skip
    made.update_layout(margin={"l": 8, "r": 8, "t": 36, "b": 8})
    return made


def confusion_table(found: Confused, names: Sequence[str], w: Words) -> Table:
    """The matrix as words: a row a true class, a column an answer."""
    rows = [
        [
            name,
            *(percent(_share(cell) or 0, w) if cell[1] else w("common.confusion.never_met") for cell in row),
        ]
        for name, row in zip(names, found["matrix"], strict=True)
    ]
    return Table(w("common.confusion.matrix_read"), [w("common.confusion.truth_axis"), *names], rows)


def _share(cell: Sequence[int]) -> float | None:
    times, chances = cell
    return times / chances if chances else None


def _cell(cell: Sequence[int]) -> str:
    share = _share(cell)
    return "·" if share is None else str(half_up(100 * share, 0))


def _hover(truth: str, answer: str, cell: Sequence[int], w: Words) -> str:
    times, chances = cell
    share = percent(_share(cell) or 0, w)
    how = w("common.confusion.of_chances", share=share, times=times, chances=chances)
    return f"{truth} → {answer}: {how if chances else w('common.confusion.never_met')}"
