"""The curves as a figure: accuracy with its bands, or the distance to one learner."""

from __future__ import annotations

from functools import lru_cache
from math import ceil, floor, log10

import plotly.graph_objects as go

from ...shared import learners
from ...shared.charts import style
from ...shared.charts.finished import Finished
from ...shared.learners import appearance, learner
from ...shared.text import Words
from . import CurvesChoices
from .points import Point, chance
from .view import View, view_of
from .words import point_words

HEIGHT, LOW_HEIGHT = 400, 340
CROWD = 5
"""More bands than this one over the other are drawn fainter."""
BESIDE = 0.03
"""Room left and right of the outermost points, as a share of the axis."""


def finished(view: View, w: Words, narrow: bool) -> go.Figure:
    """All curves that a view shows, made once for all visitors who see the same."""
    c = view.choices
    if view.own:
        return figure(view, w, narrow)
    drawn = CurvesChoices(
        theme=c.theme, data=c.data, picture=c.picture, learners=view.shown, shot=c.shot, scale=c.scale,
        against=view.against,
    )  # fmt: skip
    return _finished(drawn, w, narrow)


@lru_cache(200)
def _finished(choices: CurvesChoices, w: Words, narrow: bool) -> Finished:
    return Finished(figure(view_of(choices, None), w, narrow))


def figure(view: View, w: Words, narrow: bool = False) -> go.Figure:
    """All curves that a view shows, each point with what is said of it and the place it leads to."""
    c = view.choices
    y = w("curves.figure.against", name=learners.name(view.against, w)) if view.against else ""
    x = axis(view, w, narrow)
    made = style.figure(c.theme, x, y, LOW_HEIGHT if narrow else HEIGHT)
    drawn = {id: view.points(id) for id in view.drawn if id != view.against}
    first = _first(view)
    _across(made, view, first)
    for id, points in drawn.items():
        _add(made, view, id, [p for p in points if p.x >= first], w)
    low, high, every = scale(view, drawn)
    ends = [
        (id, _name(id, w, narrow), style.text_colour(learner(id), c.theme), points[-1].mean)
        for id, points in drawn.items()
        if points
    ]
    ends.append(_level(made, view, low, w, narrow))
    ends = [end for end in ends if end[1]]
    style.add_names(made, [end[1:] for end in ends], low, high, [end[0] for end in ends])
    _upwards(made, view, low, high, every, w)
    return made


def axis(view: View, w: Words, narrow: bool = False) -> str:
    """What the axis of K, N or steps says of the tasks, in few words where the chart is narrow."""
    key = f"{view.choices.picture}_axis{'_narrow' if narrow else ''}"
    return w(f"curves.figure.{key}", way=view.way, shot=view.choices.shot)


def scale(view: View, drawn: dict[str, list[Point]]) -> tuple[float, float, int]:
    """From where to where accuracy is drawn, and how far its ticks are apart.

    Down to guessing and up to 100 %, or, enlarged, as far as the curves go; a distance as far as it goes.
    """
    first = _first(view)
    bounds = [(p.mean - p.ci95, p.mean + p.ci95) for points in drawn.values() for p in points if p.x >= first]
    least, most = min((b[0] for b in bounds), default=0.0), max((b[1] for b in bounds), default=100.0)
    if view.against:
        least, most = min(least, 0.0), max(most, 0.0)
    elif view.choices.scale == "full" or not bounds:
        return max(0, 10 * floor((min(least, *(share for _, share in _chance(view))) - 1) / 10)), 100, 20
    every = next(step for step in (1, 2, 5, 10, 20, 50) if most - least <= 8 * step)
    low, high = every * floor((least - 0.1) / every), every * ceil((most + 0.1) / every)
    return (low, high, every) if view.against else (max(0, low), min(100, high), every)


def _first(view: View) -> int:
    """The first place that is drawn: enlarged, steps begin after the first, before which all but guess."""
    after = view.choices.picture == "steps" and view.choices.scale == "near" and not view.against
    return 1 if after else 0


def _chance(view: View) -> list[tuple[int, float]]:
    return chance(view.ticks, view.choices.picture, view.way)


def _add(made: go.Figure, view: View, id: str, points: list[Point], w: Words) -> None:
    style.add_curve(
        made, learner(id), view.choices.theme,
        x=[p.x for p in points], mean=[p.mean for p in points], ci95=[p.ci95 for p in points],
        hover=[point_words(view, id, p, w) for p in points],
        points=[{"learner": id, "x": p.x, "way": p.way, "shot": p.shot} for p in points],
    )  # fmt: skip
    if len(view.drawn) > CROWD:
        made.data[-2].fillcolor = style.faint(style.colour(learner(id), view.choices.theme), 0.07)
    made.data[-1].cliponaxis = False


def _across(made: go.Figure, view: View, first: int) -> None:
    """The axis of K, N or steps: room at both ends, a tick for each place."""
    ticks = [x for x in view.ticks if x >= first]
    if view.choices.picture != "steps":
        made.update_xaxes(type="log")
    made.update_xaxes(range=_reach(view, first), tickvals=ticks, ticktext=[str(x) for x in ticks])
    made.update_xaxes(ticks="outside", tickcolor=style.tokens(view.choices.theme)["--fs-line"])


def _reach(view: View, first: int) -> list[float]:
    """From where to where the axis of K, N or steps goes, as Plotly counts: K and N in powers of ten."""
    ticks = [x for x in view.ticks if x >= first]
    low, high = float(ticks[0]), float(ticks[-1])
    if view.choices.picture != "steps":
        low, high = log10(low), log10(high)
    room = BESIDE * (high - low) or 0.2
    return [low - room, high + room]


def _upwards(made: go.Figure, view: View, low: float, high: float, every: int, w: Words) -> None:
    """The axis of accuracy, or of the distance: the top one says its unit."""
    ticks = [value for value in range(-100, 101) if value % every == 0 and low <= value <= high]
    said = [w("curves.figure.ahead", value=w.number(v, signed=True)) if v else "0" for v in ticks]
    if not view.against:
        said = [*map(str, ticks[:-1]), w("curves.figure.percent", value=ticks[-1])]
    over = 0.015 * (high - low)  # so that a point on the edge is whole
    made.update_yaxes(range=[low, high + over], tickvals=ticks, ticktext=said)


def _level(made: go.Figure, view: View, low: float, w: Words, narrow: bool) -> tuple[str, str, str, float]:
    """The line that all is measured by: what guessing reaches, or the learner that all are compared with."""
    quiet = style.tokens(view.choices.theme)["--fs-quiet"]
    ends = [10**x if made.layout.xaxis.type == "log" else x for x in made.layout.xaxis.range]
    if view.against:
        one, theme = learner(view.against), view.choices.theme
        ink, text = style.colour(one, theme), style.text_colour(one, theme)
        line = {"color": ink, "dash": style.dash(one), "width": 2.5}
        made.add_scatter(x=ends, y=[0.0, 0.0], mode="lines", line=line, hoverinfo="skip", name=view.against)
        return view.against, _name(view.against, w, narrow), text, 0.0
    seen = [(x, share) for x, share in _chance(view) if share >= low]
    if len(seen) < 2:
        return "", "", quiet, 0.0
    if view.choices.picture != "n":  # the same everywhere
        seen = [(x, seen[-1][1]) for x in ends]
    line = {"color": quiet, "dash": "2px,4px", "width": 1.6}
    made.add_scatter(
        x=[x for x, _ in seen], y=[share for _, share in seen], mode="lines", line=line, hoverinfo="skip"
    )
    return "", w("curves.figure.chance"), quiet, seen[-1][1]


def _name(id: str, w: Words, narrow: bool) -> str:
    return appearance(id, w)["short" if narrow else "name"]
