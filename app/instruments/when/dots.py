"""The contests as dot plots: intervals over tasks, with a tick for each training."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor
from typing import Any

import plotly.graph_objects as go

from ...shared.charts import style
from ...shared.text import Words
from .looks import Look, interval
from .rounds import Row

ROW, NARROW_ROW = 34, 48  # px
HEAD, FOOT = 34, 36  # px above and below the rows of a panel
BETWEEN = 0.08  # share of the width between panels: the ends of two axes are written there, on a tablet, too

Part = dict[str, Any]
"""A trace or an annotation as Plotly takes it."""


@dataclass(frozen=True)
class Panel:
    """One kind of tasks: its title, what guessing reaches, a row for each learner."""

    title: str
    chance: float
    rows: Sequence[Row]


def rows_figure(
    panels: Sequence[Panel], looks: dict[str, Look], count: str, theme: str, w: Words, narrow: bool
) -> go.Figure:
    """A panel for each kind of tasks, side by side, or one below the other; ``count``: of how many tasks."""
    lines = len(panels[0].rows)
    of_one = HEAD + lines * (NARROW_ROW if narrow else ROW) + FOOT
    usual = style.figure(theme, "", "", of_one * (len(panels) if narrow else 1)).to_plotly_json()["layout"]
    names = 0 if narrow else 16 + max(style.width_of(look.name) for look in looks.values())
    layout = usual | {"margin": {"l": names or 8, "r": 12 if narrow else 20, "t": 0, "b": 0}, "shapes": []}
    traces: list[Part] = []
    texts: list[Part] = []
    for number, panel in enumerate(panels):
        axes, lines_up = _axes(usual, number, len(panels), narrow, panel, looks, theme, w)
        layout |= lines_up
        layout["shapes"].append(_guessing(axes, panel.chance, theme))
        texts.append(_title(axes, panel.title, theme))
        best = max(row.mean for row in panel.rows)
        for place, row in enumerate(panel.rows):
            at, look = lines - 1 - place, looks[row.id]
            traces += _row(axes, at, row, look, count, theme, w)
            value = interval(row.mean, row.ci95, w)
            value = f"<b>{value}</b>" if row.mean == best else value
            if narrow:
                texts += _above(axes, at, look, value, row.id, row.mean == best, theme)
            else:
                texts.append(_beside(axes, at, row, value, _lowest(panel) - 1, theme))
    # All at once: piece by piece, Plotly takes much longer.
    return go.Figure(traces, layout | {"annotations": texts})


def _axes(
    usual: Part, number: int, count: int, narrow: bool, panel: Panel, looks: dict[str, Look],
    theme: str, w: Words,
) -> tuple[tuple[str, str], Part]:  # fmt: skip
    """The axes of one panel, accuracy across, a place for each learner downwards: their ids, and they."""
    suffix = str(number + 1) if number else ""
    low = _lowest(panel)
    every = 10 if low >= 60 else 20
    ticks = [v for v in range(low, 101) if v % every == 0]
    size = len(panel.rows)
    part = usual["height"] / (count if narrow else 1)
    foot, head = FOOT / part, HEAD / part
    wide = 1.0 if narrow else (1 - BETWEEN * (count - 1)) / count
    left = 0.0 if narrow else number * (wide + BETWEEN)
    across = (left, min(1.0, left + wide))
    down = (1 - (number + 1) / count, 1 - number / count) if narrow else (0.0, 1.0)
    tall = down[1] - down[0]
    x = usual["xaxis"] | {
        "domain": across, "anchor": f"y{suffix}", "range": [low - 1, 101], "showgrid": True,
        "tickvals": ticks, "ticktext": [w("when.figure.percent", value=v) for v in ticks],
    }  # fmt: skip
    best = max(row.mean for row in panel.rows)
    names = [_coloured(looks[row.id], theme, row.mean == best) for row in reversed(panel.rows)]
    named = not narrow and number == 0
    y = usual["yaxis"] | {
        "domain": (down[0] + foot * tall, down[1] - head * tall), "anchor": f"x{suffix}",
        "range": [-0.5, size - 0.5 + (0.25 if narrow else 0)], "showgrid": False, "showline": False,
        "tickvals": list(range(size)), "ticktext": names,
        "showticklabels": named, "tickfont": {"size": style.SIZE},
        "ticks": "outside" if named else "", "ticklen": 10, "tickcolor": "rgba(0,0,0,0)",
    }  # fmt: skip
    return (f"x{suffix}", f"y{suffix}"), {f"xaxis{suffix}": x, f"yaxis{suffix}": y}


def _guessing(axes: tuple[str, str], chance: float, theme: str) -> Part:
    """The line that says what guessing reaches."""
    return {
        "type": "line", "x0": chance, "x1": chance, "y0": 0, "y1": 1, "xref": axes[0], "layer": "below",
        "yref": f"{axes[1]} domain",
        "line": {"color": style.tokens(theme)["--fs-quiet"], "width": 1.6, "dash": "2px,4px"},
    }  # fmt: skip


def _lowest(panel: Panel) -> int:
    return 10 * floor(min(panel.chance, *(row.mean - row.ci95 for row in panel.rows)) / 10)


def _coloured(look: Look, theme: str, best: bool) -> str:
    name = f"<b>{look.name}</b>" if best else look.name
    return f'<span style="color:{style.text_colour(look.learner, theme)}">{name}</span>'


def _title(axes: tuple[str, str], title: str, theme: str) -> Part:
    x, y = axes
    return {
        "text": f"<b>{title}</b>", "xref": f"{x} domain", "yref": f"{y} domain", "x": 0, "y": 1,
        "xanchor": "left", "yanchor": "bottom", "yshift": 4, "showarrow": False,
        "font": {"size": style.SIZE + 1, "color": style.tokens(theme)["--fs-text"]},
    }  # fmt: skip


def _row(
    axes: tuple[str, str], at: int, row: Row, look: Look, count: str, theme: str, w: Words
) -> Iterator[Part]:
    """One learner's marks: a tick for each training, the interval over tasks, the mean."""
    ink, ground = style.colour(look.learner, theme), style.tokens(theme)["--fs-ground"]
    common = {"type": "scatter", "xaxis": axes[0], "yaxis": axes[1], "name": row.id}
    ticks = {"symbol": "line-ns", "size": 14, "line": {"width": 1.6, "color": style.faint(ink, 0.5)}}
    trainings, level = list(row.trainings), [at] * len(row.trainings)
    yield common | {"x": trainings, "y": level, "mode": "markers", "marker": ticks, "hoverinfo": "skip"}
    ends, line = [row.mean - row.ci95, row.mean + row.ci95], {"color": ink, "width": 4}
    yield common | {"x": ends, "y": [at, at], "mode": "lines", "line": line, "hoverinfo": "skip"}
    dot = {"size": 12, "color": ground if look.hollow else ink, "line": {"color": ink, "width": 2.4}}
    each = w("when.figure.comma").join(f"{training:.1f}" for training in row.trainings)
    said = interval(row.mean, row.ci95, w)
    hover = "<br>".join([f"<b>{look.name}</b>", said, count, w("when.figure.trainings", each=each)])
    yield common | {
        "x": [row.mean], "y": [at], "mode": "markers", "marker": dot, "text": [hover],
        "hovertemplate": "%{text}<extra></extra>",
    }  # fmt: skip


def _beside(axes: tuple[str, str], at: int, row: Row, value: str, low: float, theme: str) -> Part:
    """A row's value, right of its marks, or left of them where there is no more room."""
    right = max(row.mean + row.ci95, *row.trainings)
    left = min(row.mean - row.ci95, *row.trainings)
    fits = right < low + 0.72 * (101 - low)
    return {
        "text": value, "xref": axes[0], "yref": axes[1], "x": right if fits else left, "y": at,
        "showarrow": False, "name": row.id,
        "xanchor": "left" if fits else "right", "xshift": 10 if fits else -10,
        "bgcolor": style.tokens(theme)["--fs-ground"],
        "font": {"color": style.tokens(theme)["--fs-text"], "size": style.SIZE},
    }  # fmt: skip


def _above(
    axes: tuple[str, str], at: int, look: Look, value: str, id: str, best: bool, theme: str
) -> Iterator[Part]:
    """A row's name and value, above its marks: for a narrow place."""
    name = f"<b>{look.name}</b>" if best else look.name
    ink = style.text_colour(look.learner, theme)
    for text, x, colour in ((name, 0, ink), (value, 1, style.tokens(theme)["--fs-text"])):
        yield {
            "text": text, "xref": f"{axes[0]} domain", "yref": axes[1], "x": x, "y": at, "yshift": 19,
            "showarrow": False, "name": id, "xanchor": "right" if x else "left",
            "bgcolor": style.tokens(theme)["--fs-ground"],  # lines run behind it
            "font": {"color": colour, "size": style.SIZE},
        }  # fmt: skip
