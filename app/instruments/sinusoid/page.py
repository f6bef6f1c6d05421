"""The sinusoid: few-shot regression, where no single function can answer all tasks."""

from __future__ import annotations

import math
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from fewshot_core.studies.sinusoid.stored import COMPARED_AT
from fewshot_core.studies.sinusoid.tasks import grid, mean_of_all

from ...shared import page
from ...shared.charts.finished import Finished
from ...shared.charts.show import show
from ...shared.choices import new_seed, rules
from ...shared.host import Host
from ...shared.learners import appearance
from ...shared.text import Words
from . import LEARNERS, NOBODY, SinusoidChoices, chart, runs
from .component import Data, LearnerData, Measured, sinusoid
from .figures import Points, SineTask, draw_task

CSS = Path(__file__).with_name("page.css")
PICTURE, CHART = "sinusoid_picture", "sinusoid_errors"
NAMES = {"maml": "maml", "conventional": "conventional/fine-tune", "scratch": "scratch"}
"""The learners' ids among all of the app."""
WIDEST, HIGHEST, MOST = 5.0, 6.0, 20  # of x, of y, and of points: what the address can hold


def draw(choices: SinusoidChoices, host: Host[SinusoidChoices]) -> None:
    """Show the page."""
    w = host.w
    page.head(choices, host, controls=())
    st.html(CSS)
    st.fragment(_pictures)(host)
    why, attempt = st.columns(2)
    why.markdown(w("sinusoid.why"))
    attempt.markdown(w("sinusoid.attempt"))
    st.caption(w("sinusoid.note"))


def _pictures(host: Host[SinusoidChoices]) -> None:
    """Both pictures; run again by themselves when something is chosen in them."""
    choices = host.now()
    data = shown(choices, host.w)
    with st.container(key="sinusoid_pictures"):
        sinusoid(
            data,
            key=PICTURE,
            on_points=lambda points: host.change(points=write_points(points or [])),
            on_draw=lambda count: _draw_another(host, str(count)),
            on_chosen=lambda chosen: host.change(**possible(chosen)),
        )
        with st.container(key="sinusoid_beside", gap=None):
            _errors(choices, host, data)


def _errors(choices: SinusoidChoices, host: Host[SinusoidChoices], data: Data) -> None:
    w, learners = host.w, data["learners"]
    under = w("sinusoid.chart_hint", tasks=data["tasks"], points=choices.drawn)
    st.html(f"<h2>{escape(w('sinusoid.chart'))}</h2><p>{escape(under)}</p>")
    drawn = SinusoidChoices(
        theme=choices.theme, drawn=choices.drawn, step=choices.step, lines=choices.shown or (NOBODY,)
    )
    show(
        _chart(drawn, w), w,
        key=CHART, alt=w("sinusoid.chart_alt"), table=chart.table(host, learners, under),
        file=f"sinusoid-{choices.drawn}", heading=[w("sinusoid.chart"), under, w("common.title")],
        on_point=lambda step: host.change(step=int(step)), leads=w("sinusoid.leads"),
    )  # fmt: skip


@lru_cache(200)
def _chart(choices: SinusoidChoices, w: Words) -> Finished:
    """The chart, which is the same whatever the task is."""
    drawn = int(choices.drawn)
    learners = [_measured(id, drawn, w) for id in LEARNERS]
    return Finished(chart.errors(choices, learners, NAMES, runs.least(drawn), runs.tasks(drawn), w))


def shown(choices: SinusoidChoices, w: Words) -> Data:
    """What the plane shows."""
    task = draw_task(choices.seed, int(choices.drawn))
    points = task.points if choices.points == "" else read_points(choices.points)
    return {
        "points": [list(point) for point in points],
        "drawn": int(choices.drawn),
        "tasks": runs.tasks(int(choices.drawn)),
        "task": f"{choices.seed} {choices.drawn}",
        "right": _short(task.right()) if choices.points == "" else None,
        "mean": _short(mean_of_all(grid(COMPARED_AT)).squeeze(1).numpy()),
        "learners": [_learner(id, task, points, choices, w) for id in LEARNERS],
        "chosen": [choices.step, list(choices.shown), choices.right, choices.mean],
        "bounds": {"x": WIDEST, "y": HIGHEST, "most": MOST},
        "chart": f"st-key-{CHART}_chart",
        "words": w.section("sinusoid") | {"lang": w.lang, "app": w("common.title")},
    }


def _learner(id: str, task: SineTask, points: Points, choices: SinusoidChoices, w: Words) -> LearnerData:
    """One learner, with its fits to these points."""
    fit = runs.fits(points)[id]
    return {
        **_measured(id, int(choices.drawn), w),
        "fits": _short(fit.curves),
        "left": [round(v, 3) for v in fit.left],
        "wrong": [round(v, 3) for v in fit.wrong(task.right())] if choices.points == "" else None,
    }


@lru_cache(50)
def _measured(id: str, drawn: int, w: Words) -> Measured:
    """One learner: its line, and what was measured of it over many tasks."""
    mean, half = runs.errors(id, drawn)
    look = appearance(NAMES[id], w)
    return {
        "id": id,
        "name": look["name"],
        "short": look["short"],
        "how": w(f"sinusoid.how.{id}"),
        "colour": look["colour"],
        "dash": look["dash"],
        "mean": [round(v, 3) for v in mean],
        "ci95": [round(v, 3) for v in half],
    }


def _short(curves: np.ndarray) -> Any:
    """Numbers as exact as a picture can show, as lists; what has run away stays a number."""
    return np.nan_to_num(np.clip(curves, -99, 99), nan=99.0).round(2).tolist()


def read_points(text: str) -> Points:
    """``-120~35_40~0`` as ((-1.2, 0.35), (0.4, 0.0)); ``none`` as no point."""
    pairs = [pair.split("~") for pair in text.split("_")] if text != "none" else []
    return tuple((int(x) / 100, int(y) / 100) for x, y in pairs)


def write_points(points: Any) -> str:
    """The points of the picture as the address holds them: within the plane, and not too many."""
    kept = [(_hundredths(x, WIDEST), _hundredths(y, HIGHEST)) for x, y in points[:MOST]]
    return "_".join(f"{x}~{y}" for x, y in kept) or "none"


def _hundredths(value: Any, most: float) -> int:
    number = float(value)
    return round(100 * min(max(number if math.isfinite(number) else 0.0, -most), most))


def _draw_another(host: Host[SinusoidChoices], count: str) -> None:
    """Another task, shown by five or by ten points; its right curve is yet to be guessed."""
    drawn, reason = rules(SinusoidChoices)["drawn"].read(count)
    if not reason:
        host.change(seed=new_seed(), drawn=drawn, points="", right=False)


def possible(chosen: Any) -> dict[str, Any]:
    """What a browser chose, as choices that are possible; nothing where it cannot be read."""
    if not isinstance(chosen, list) or len(chosen) != 4 or not isinstance(chosen[1], list):
        return {}
    step, _ = rules(SinusoidChoices)["step"].read(str(chosen[0]))
    lines = tuple(id for id in LEARNERS if id in chosen[1]) or (NOBODY,)
    return {"step": step, "lines": lines, "right": chosen[2] is True, "mean": chosen[3] is True}
