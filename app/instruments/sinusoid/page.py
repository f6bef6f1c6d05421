"""The sinusoid: few-shot regression, where no single function can answer all tasks."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import streamlit as st

from fewshot_core.studies.sinusoid import LEARNERS
from fewshot_core.studies.sinusoid.stored import COMPARED_AT
from fewshot_core.studies.sinusoid.tasks import grid, least_error, mean_of_all

from ...shared import state as visitor
from ...shared.state import State
from ...shared.text import Words
from ...shared.trouble import told
from ..sinusoid import figures as regression
from ..sinusoid import runs as sinusoid_runs
from .component import sine_plane
from .figures import Points, Task

PLANE = "sine_plane"
ORDER = ("maml", "conventional", "scratch")
DASHES = {"maml": "", "conventional": "8 5", "scratch": "1.5 5"}
WIDEST, HIGHEST, MOST = 5.0, 6.0, 20  # of x, of y, and of points: what the address can hold
assert set(ORDER) == set(LEARNERS)


def render(state: State, w: Words) -> None:
    """Show the page."""
    st.title(w("sinusoid.title"), anchor=False)
    st.caption(w("sinusoid.lead"))
    st.fragment(_plane)(w)
    why, attempt = st.columns(2)
    why.markdown(w("sinusoid.why"))
    attempt.markdown(w("sinusoid.attempt"))
    st.caption(w("sinusoid.note"))


def _plane(w: Words) -> None:
    """The picture; runs again by itself when a point or the task changes."""
    with told(w):
        sine_plane(
            plane_data(visitor.read(), w), key=PLANE, on_points=_moved, on_draw=_drew, on_step=_stepped
        )


def plane_data(state: State, w: Words) -> dict[str, Any]:
    """What the picture shows."""
    task = regression.draw(state.seed, int(state.drawn))
    points = task.points if state.points == "" else read_points(state.points)
    x = grid(COMPARED_AT)
    return {
        "points": points,
        "drawn": int(state.drawn),
        "task": f"{state.seed} {state.drawn}",
        "right": _short(task.right()) if state.points == "" else None,
        "mean": _short(mean_of_all(x).squeeze(1).numpy()),
        "least": round(least_error(sinusoid_runs.errors(ORDER[0], int(state.drawn)).sines, x), 2),
        "learners": [_learner(name, task, points, state, w) for name in ORDER],
        "step": state.step,
        "bounds": {"x": WIDEST, "y": HIGHEST, "most": MOST},
        "words": w.section("sinusoid") | {"lang": w.lang},
    }


def _learner(name: str, task: Task, points: Points, state: State, w: Words) -> dict[str, Any]:
    """One learner: its line, its fits to these points, and what was measured over many tasks."""
    fit = sinusoid_runs.fit(name, points)
    errors = sinusoid_runs.errors(name, int(state.drawn))
    mean, half = errors.interval
    return {
        "id": name,
        "name": w(f"sinusoid.{name}.name"),
        "how": w(f"sinusoid.{name}.how"),
        "colour": f"var(--fs-m-{name})",
        "dash": DASHES[name],
        "fits": [_short(curve) for curve in fit.curves],
        "left": [round(v, 3) for v in fit.left],
        "wrong": [round(v, 3) for v in fit.wrong(task.right())] if state.points == "" else None,
        "mean": [round(v, 3) for v in mean.tolist()],
        "ci95": [round(v, 3) for v in half.tolist()],
        "tasks": len(errors.values),
    }


def _short(curve: np.ndarray) -> list[float]:
    """Numbers as exact as a picture can show; what has run away stays a number."""
    return np.nan_to_num(np.clip(curve, -99, 99), nan=99.0).round(2).tolist()


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


def _moved() -> None:
    visitor.write(points=write_points(st.session_state[PLANE]["points"]))


def _drew() -> None:
    """Another task, shown by five or by ten points."""
    asked = str(st.session_state[PLANE]["draw"])
    if asked in visitor.BY_NAME["drawn"].choices:
        visitor.write(seed=visitor.new_seed(), drawn=asked, points="")


def _stepped() -> None:
    visitor.write(step=int(st.session_state[PLANE]["step"]))
