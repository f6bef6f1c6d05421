"""The curve of a training: accuracy on the same unseen tasks, look by look, with its 95 % band."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from fewshot_core.studies.watched import Look

from ...shared.charts import style
from ...shared.charts.show import Table
from ...shared.learners import learner
from ...shared.text import Words

HEIGHT, LOW_HEIGHT = 320, 280


def curve(
    looks: Sequence[Look], method: str, seconds: float, way: int, theme: str, w: Words, narrow: bool
) -> go.Figure:
    """Accuracy in percent against seconds of training, and the line of chance of ``way`` classes."""
    t = style.tokens(theme)
    height = LOW_HEIGHT if narrow else HEIGHT
    made = style.figure(theme, w("train.chart.axis"), w("train.chart.accuracy"), height)
    reach = [-0.02 * seconds, 1.02 * seconds]
    made.update_xaxes(range=reach)
    marks = [0, 20, 40, 60, 80, 100]
    made.update_yaxes(tickvals=marks, ticktext=[*map(str, marks[:-1]), w("train.chart.percent", value=100)])
    chance = 100 / way
    made.add_scatter(
        x=reach, y=[chance] * 2, mode="lines", hoverinfo="skip",
        line={"color": t["--fs-quiet"], "dash": "2px,3px", "width": 1.5},
    )  # fmt: skip
    ends = [(w("train.chart.chance"), t["--fs-quiet"], chance)]
    if looks:
        style.add_curve(
            made, learner(method), theme,
            x=[look.seconds for look in looks], mean=[100 * look.accuracy for look in looks],
            ci95=[100 * look.ci95 for look in looks], hover=[_hover(look, w) for look in looks],
        )  # fmt: skip
        made.data[-1].cliponaxis = False
        last = 100 * looks[-1].accuracy
        said = w("train.chart.percent", value=w.number(last, 0))
        ends.append((said, style.text_colour(learner(method), theme), last))
    style.add_names(made, ends, 0, 100)
    return made


def _hover(look: Look, w: Words) -> str:
    return w("train.chart.hover", accuracy=level(look, w), **_when(look, w), tasks=look.tasks)


def level(look: Look, w: Words) -> str:
    """The accuracy of a look with its interval, in words."""
    return w("train.chart.level", mean=w.number(100 * look.accuracy, 1), half=w.number(100 * look.ci95, 1))


def _when(look: Look, w: Words) -> dict[str, str]:
    return {"seconds": w.number(look.seconds), "step": w.number(look.step)}


def numbers(looks: Sequence[Look], w: Words) -> Table:
    """The curve as a table."""
    heads = [w(f"train.chart.head.{key}") for key in ("seconds", "step", "accuracy")]
    rows = [[*_when(look, w).values(), level(look, w)] for look in looks]
    return Table(w("train.chart.caption", tasks=looks[0].tasks if looks else 0), heads, rows)
