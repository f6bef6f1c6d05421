"""The crossover as a picture: a line for each learner, from drawings to photographs."""

from __future__ import annotations

from functools import lru_cache
from math import ceil, floor

import plotly.graph_objects as go

from ...shared.charts import style
from ...shared.text import Words
from .looks import Look, look_of
from .view import CHANCE, View
from .words import place_words, point_words

HEIGHT, LOW_HEIGHT = 390, 390
APART = 0.008
"""How far the marks of two learners stand apart, as a share of the way from drawings to photographs."""


@lru_cache(60)  # all visitors see the same results, and Plotly needs 50 ms of a processor to lay them out
def figure(view: View, w: Words, narrow: bool = False) -> go.Figure:
    """Both domains side by side, with 95 % intervals; dotted: guessing, or the learner compared with."""
    c = view.choices
    axis = w("crossover.figure.against") if view.against else w("crossover.figure.accuracy")
    made = style.figure(c.theme, "", axis, LOW_HEIGHT if narrow else HEIGHT)
    looks = {id: look_of(id, w) for id in view.drawn}
    ends = [_level(made, view, looks, w, narrow)]
    shown = [id for id in view.drawn if id != view.against]
    for place, id in enumerate(shown):
        points = [view.point(id, domain) for domain in view.domains]
        hover = [point_words(view, id, domain, w) for domain in view.domains]
        x = [at + APART * (place - len(shown) / 2) for at in (0, 1)]
        _line(made, looks[id], c.theme, id, x, [p.mean for p in points], [p.ci95 for p in points], hover)
        name = looks[id].short if narrow else looks[id].name
        ends.append((name, style.text_colour(looks[id].learner, c.theme), points[1].mean))
    low, high, every = scale(view)
    style.add_names(made, ends, low, high, [view.against, *shown])
    ticks = [value for value in range(low, high + 1) if value % every == 0]
    said = [w.number(v, signed=bool(view.against)) for v in ticks]
    made.update_yaxes(tickvals=ticks, ticktext=said)
    places = [place_words(view, domain, w, narrow) for domain in view.domains]
    made.update_xaxes(range=[-0.12, 1.06], tickvals=[0, 1], ticktext=places, ticks="outside")
    made.update_xaxes(ticklen=6, tickcolor="rgba(0,0,0,0)")
    made.update_layout(margin_b=56)
    return made


def scale(view: View) -> tuple[int, int, int]:
    """From where to where is drawn, and how far ticks are apart."""
    points = [view.point(id, domain) for id in view.drawn for domain in view.domains]
    least = min([p.mean - p.ci95 for p in points], default=0.0)
    most = max([p.mean + p.ci95 for p in points], default=0.0)
    if not view.against:
        return 10 * floor((min(least, CHANCE) - 1) / 10), 100, 20
    return 10 * floor(min(least, 0) / 10), 10 * ceil(max(most, 1) / 10), 10


def _line(
    made: go.Figure, look: Look, theme: str, id: str, x: list[float], mean: list[float], ci95: list[float],
    hover: list[str],
) -> None:  # fmt: skip
    ink, ground = style.colour(look.learner, theme), style.tokens(theme)["--fs-ground"]
    made.add_scatter(
        x=x, y=mean, mode="lines+markers", name=id, text=hover, hovertemplate="%{text}<extra></extra>",
        line={"color": ink, "dash": style.dash(look.learner), "width": 1.6 if look.hollow else 2.8},
        error_y={"type": "data", "array": ci95, "color": ink, "thickness": 1.8, "width": 8},
        marker={
            "color": ground if look.hollow else ink, "size": 8,
            "line": {"color": ink if look.hollow else ground, "width": 2 if look.hollow else 1},
        },
    )  # fmt: skip


def _level(
    made: go.Figure, view: View, looks: dict[str, Look], w: Words, narrow: bool
) -> tuple[str, str, float]:
    """The line that all is measured by; its name, colour and height."""
    ink = text = style.tokens(view.choices.theme)["--fs-quiet"]
    name, height = w("crossover.figure.chance"), CHANCE
    if view.against:
        look, height = looks[view.against], 0.0
        text = style.text_colour(look.learner, view.choices.theme)
        ink = style.colour(look.learner, view.choices.theme)
        name = look.short if narrow else look.name
    line = {"color": ink, "dash": "2px,4px", "width": 1.6}
    made.add_scatter(
        x=[-0.12, 1.06], y=[height, height], mode="lines", line=line, hoverinfo="skip", name=view.against
    )
    return name, text, height
