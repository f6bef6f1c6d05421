"""The page's part in three dimensions: which surface, the figure, its numbers, and how it is turned."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from ...shared.charts.finished import Finished
from ...shared.charts.show import Table, show
from ...shared.choices import rules
from ...shared.host import Host
from ...shared.learners import name as name_of
from ...shared.text import Words
from ...shared.web import component
from . import LEARNERS, SURFACES, PlaneChoices
from .component import Data
from .figures import DASHES, FAR, Line, landscape
from .shown import CHOSEN, shown
from .surface import Place, Surface

HERE = Path(__file__).parent
KEY = "plane_surface"
TASKS = ("a", "b", "c")
COLOURS = {"mean": "--fs-quiet", "adapted": "--fs-m-maml"} | {task: f"--fs-class-{task}" for task in TASKS}
GRADIENTS, AFTER, PATHS = 2, 11, 14
"""Where in a row of ``runs.ahead`` these begin."""

_turn = component(HERE / "turn.js", '<div class="turn"></div>', (HERE / "turn.css",))


def draw_landscape(choices: PlaneChoices, host: Host[PlaneChoices], *, now: bool) -> None:
    """The chosen surface over the plane, drawn of the numbers that the plan shows.

    Unless it is to be drawn ``now``, its place is kept free.
    """
    w = host.w
    _choose(choices, host)
    if choices.surface == "none":
        return
    name = w(f"plane.surface.{choices.surface}_long")
    st.caption(name)
    if not now:
        st.html('<div class="fs-plane-place"></div>')
        return
    seen = {field: getattr(choices, field) for field in (*CHOSEN, "surface", "turn", "tilt", "theme")}
    figure, table = _drawn(PlaneChoices(**seen), w)
    show(
        figure, w, key=KEY, alt=w("plane.surface.alt", surface=name), table=table,
        file=f"plane-{choices.surface}", heading=[w("plane.title"), name, w("common.title")],
    )  # fmt: skip
    _turns(choices, host)


@lru_cache(100)
def _drawn(choices: PlaneChoices, w: Words) -> tuple[Finished, Table]:
    """The figure and its numbers: nothing of it is anybody's own."""
    data = shown(choices, w)
    surface, lines = surface_of(choices.surface, data), lines_of(choices, data, w)
    view = (choices.turn, choices.tilt)
    made = landscape(surface, COLOURS[choices.surface], lines, view, w, choices.theme)
    return Finished(made), _table(surface, lines, w(f"plane.surface.{choices.surface}_long"), w)


def _choose(choices: PlaneChoices, host: Host[PlaneChoices]) -> None:
    w, key = host.w, "plane_which"
    st.session_state[key] = choices.surface
    st.segmented_control(
        w("plane.surface.label"),
        SURFACES,
        format_func=lambda which: w(f"plane.surface.{which}"),
        key=key,
        on_change=lambda: host.change(surface=st.session_state[key] or "none"),
    )


def _turns(choices: PlaneChoices, host: Host[PlaneChoices]) -> None:
    """Buttons that turn the surface; how it was turned, by them or by hand, becomes a choice."""
    key, known = "plane_turn", rules(PlaneChoices)
    data = {
        "chart": f"st-key-{KEY}_chart",
        "view": [choices.turn, choices.tilt],
        "front": [known["turn"].default, known["tilt"].default],
        "far": FAR,
        "words": host.w.section("plane.turn"),
    }

    def stands(view: Any) -> None:
        used = [known[name].read(str(v))[0] for name, v in zip(("turn", "tilt"), view or (), strict=False)]
        if len(used) == 2:
            host.change(turn=used[0], tilt=used[1])

    _turn(key=key, data=data, on_view_change=lambda: stands(st.session_state[key]["view"]))


def surface_of(which: str, data: Data) -> Surface:
    """Heights of one of SURFACES: of the plan's losses, or of the views between which it interpolates."""
    edge = data["surfaces"]["edge"]
    if which == "adapted":
        views = np.array(data["grid"]["views"])
        return Surface(edge, _square(views[:, AFTER:PATHS].mean(1)))
    losses = np.array(data["surfaces"]["losses"])
    return Surface(edge, _square(losses[TASKS.index(which)] if which in TASKS else losses.mean(0)))


def _square(values: np.ndarray) -> np.ndarray:
    side = round(len(values) ** 0.5)
    return values.reshape(side, side)


def lines_of(choices: PlaneChoices, data: Data, w: Words) -> list[Line]:
    """Trails, walks and arrows of the plan. On a task's surface only its own walk is shown."""
    row = data["ahead"][0]
    theta = row[:2]
    walks = np.array(row[PATHS:]).reshape(len(TASKS), -1, 2).tolist()
    shown = [task for task in TASKS if choices.surface not in TASKS or choices.surface == task]
    tips = {id: _tip(theta, row[GRADIENTS + 2 * i :][:2], choices) for i, id in enumerate(LEARNERS)}
    arrows = [Line([theta, tips[id]], f"--fs-m-{id}", name_of(id, w), DASHES[id], width=7) for id in LEARNERS]
    if choices.hessian == "shown":
        term = [tips["fomaml"], tips["maml"]]
        arrows.append(Line(term, "--fs-wrong", width=8))
    paths = [
        Line(walks[TASKS.index(task)], f"--fs-class-{task}", f"φ{task.upper()}", "dot", dots=True)
        for task in shown
    ]
    trails = [
        Line(
            trail["places"],
            f"--fs-m-{trail['learner']}",
            dash=DASHES[trail["learner"]],
            width=4,
            dots=True,
            dot=2.5,
        )
        for trail in data["trails"]
    ]
    return [*arrows, *paths, *trails]


def _tip(theta: Place, gradient: Place, choices: PlaneChoices) -> Place:
    return [at - choices.outer_rate / 100 * slope for at, slope in zip(theta, gradient, strict=True)]


def _table(surface: Surface, lines: list[Line], name: str, w: Words) -> Table:
    """Where θ and the named lines' ends lie, and how high the surface is there."""
    places = [("θ", lines[0].places[0])] + [(line.name, line.places[-1]) for line in lines if line.name]
    rows = [
        [label, *(w.number(v, 2) for v in place), w.number(float(surface.at(np.array([place]))[0]), 3)]
        for label, place in places
        if max(map(abs, place)) <= surface.edge
    ]
    return Table(name, ["", "θ₁", "θ₂", w("plane.loss")], rows)
