"""What came out once a round is revealed: the class beside the learners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from fewshot_core.measuring.rounding import half_up

from ...shared import page, runs
from ...shared.charts import style
from ...shared.charts.show import Table, show
from ...shared.learners import learner, name
from ...shared.text import Words
from ..rooms import book
from ..rooms.activities import Naming, Prediction
from ..rooms.state import State, Step
from .results import Share, share_of_class, share_of_learner
from .runs import rival_answers


@dataclass(frozen=True)
class Row:
    """One line of the figure."""

    name: str
    colour: str  # of its mark
    ink: str  # of its number: letters may need a darker one
    share: Share
    of: str  # of what it is: phones, images, tasks
    more: tuple[str, ...] = ()  # further cells of its line in the table


def outcome(state: State, step: Step, theme: str, w: Words) -> None:
    """The class's vote of every round, and what the learners reach, with their intervals."""
    activity = step.activity
    rows = _class_rows(state, step, theme, w)
    if isinstance(activity, Naming):
        jobs = rival_answers(activity.task)
        if page.await_jobs(jobs.values(), w, w("lecture.answering")):
            return
        found = {id: job.result for id, job in jobs.items() if job.result}
        rows += [
            row_of(id, share_of_learner(activity, answer.probabilities), "images", theme, w)
            for id, answer in found.items()
        ]
        figure(activity.kind, rows, theme, w)
        return
    if isinstance(activity, Prediction):
        figure(activity.kind, _measured(activity, theme, w), theme, w)
    if rows:
        st.markdown(" ".join(_said(row, w) for row in rows))


def _class_rows(state: State, step: Step, theme: str, w: Words) -> list[Row]:
    """The class's share right, round by round; rounds in which nobody voted are left out."""
    rounds = range(1, step.round + 1)
    votes = {turn: book().tally(state.code, step.number, turn).votes for turn in rounds}
    shares = {turn: share_of_class(step.activity, found) for turn, found in votes.items()}
    colour = style.tokens(theme)["--fs-text"]
    called = {
        turn: w("lecture.you" if step.round == 1 else "lecture.you_round", round=turn) for turn in rounds
    }
    return [
        Row(called[turn], colour, colour, share, w.count("lecture.of.phones", share.number))
        for turn, share in shares.items()
        if share
    ]


def row_of(id: str, share: Share, of: str, theme: str, w: Words) -> Row:
    """The line of a learner."""
    one, said = learner(id), w.count(f"lecture.of.{of}", share.number)
    return Row(name(id, w), style.colour(one, theme), style.text_colour(one, theme), share, said)


def _measured(activity: Prediction, theme: str, w: Words) -> list[Row]:
    """What was measured of each learner over many tasks of the form."""
    task, rows = activity.task, []
    for id in activity.learners:
        if curve := runs.stored(task.data, id, task.way, task.shot):
            mean, half = curve.mean[-1], curve.ci95[-1]
            rows.append(row_of(id, Share(mean, mean - half, mean + half, curve.episodes), "tasks", theme, w))
    return rows


def _said(row: Row, w: Words) -> str:
    return w("lecture.row", name=row.name, value=_value(row.share, w), of=row.of)


def _value(share: Share, w: Words) -> str:
    low, high, mean = (half_up(100 * value, 0) for value in (share.low, share.high, share.mean))
    return w("lecture.value", mean=mean, low=low, high=high)


def figure(
    kind: str, rows: list[Row], theme: str, w: Words, note: str = "", more: Sequence[str] = ()
) -> None:
    """The shares of all with their intervals, a line each; ``note`` is said below, else what is usual.

    ``more`` are the heads of the rows' further cells.
    """
    made = style.figure(theme, w("lecture.axis"), "", height=96 + 52 * len(rows))
    for row in rows:
        share = row.share
        made.add_scatter(
            x=[100 * share.mean], y=[row.name], mode="markers+text", name=row.name,
            marker={"color": row.colour, "size": 14},
            error_x={
                "type": "data", "symmetric": False, "array": [100 * (share.high - share.mean)],
                "arrayminus": [100 * (share.mean - share.low)], "color": row.colour,
                "thickness": 3, "width": 7,
            },
            text=[w("lecture.percent", mean=half_up(100 * share.mean, 0))], textposition="top center",
            textfont={"size": 16, "color": row.ink}, cliponaxis=False,
            hovertext=[_said(row, w)], hoverinfo="text",
        )  # fmt: skip
    made.update_xaxes(range=[0, 104], showgrid=True, ticksuffix=w("lecture.percent", mean=""))
    made.update_yaxes(autorange="reversed", tickfont={"size": 16, "color": style.tokens(theme)["--fs-text"]})
    made.update_layout(margin_l=24 + max(style.width_of(row.name) for row in rows) * 8 // 7, margin_r=24)
    heads = [*(w(f"lecture.head.{each}") for each in ("who", "share", "of")), *more]
    cells = [(row.name, _value(row.share, w), row.of, *row.more) for row in rows]
    told = note or w(f"lecture.note_{kind}")
    st.subheader(w(f"lecture.outcome_{kind}"), anchor=False)
    show(
        made, w, key="lecture_outcome", alt=" ".join(_said(row, w) for row in rows),
        table=Table(told, heads, cells), file=f"class-{kind}",
        heading=[w(f"lecture.outcome_{kind}")],
    )  # fmt: skip
    st.caption(told)
