"""Accuracy against K, against N, against steps: what was measured of all learners, as curves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from fewshot_core.studies.curves import Curve, curve

from ...shared import runs
from ...shared import state as visitor
from ...shared.host import href
from ...shared.learners import AT_ONCE, appearance, name
from ...shared.old_task_line import task_line
from ...shared.state import BY_NAME, State
from ...shared.text import Words
from .component import accuracy_curves
from .figures import chance, ends, points
from .words import told

BOARD = "accuracy_curves"
GUESSES = "curves_guesses"
USUAL = ("scratch", "conventional/fine-tune", "maml", "protonet")
PICTURES = BY_NAME["picture"].choices
FAMILIES = {"ordinary": "ordinary", "steps": "gradient", "compare": "metric"}
"""Under which heading a learner stands, by its kind."""


def render(state: State, w: Words) -> None:
    """Show the page."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="curves_top"):
        with st.container(key="curves_title", gap=None):
            st.title(w("curves.title"), anchor=False)
            st.caption(w("curves.lead"))
        task_line(state, w, show=("data",))
    there = runs.contenders(state.data)
    if not any(runs.measured(state.data, learner) for learner in there):
        st.info(w("curves.none"), icon=":material/info:")
        return
    data = board_data(state, guess_of(state), w)
    accuracy_curves(
        data,
        key=BOARD, on_guess=_guessed(state), on_picture=_pictured, on_shot=_of_shot,
        on_scale=_scaled, on_lines=_chose, on_open=_opened,
    )  # fmt: skip
    if data["curves"]:
        st.markdown(w(f"curves.attempt.{state.picture}"))


def board_data(state: State, guess: str | None, w: Words) -> dict[str, Any]:
    """What the picture shows, as plain JSON. Before the guess no curve is in it."""
    there = runs.contenders(state.data)
    every = {id: _curve(state, id) for id in there}
    shown = shown_of(state, there)
    drawn = {id: every[id] for id in shown if every[id]}
    asked = ends(drawn, state.picture)
    hidden = guess is None and asked is not None
    ticks = sorted({x for c in every.values() for x in c})
    names = {id: name(id, w) for id in there}
    return {
        "picture": state.picture,
        "pictures": list(PICTURES),
        "shot": state.steps_shot,
        "shots": list(BY_NAME["steps_shot"].choices),
        "scale": state.scale,
        "file": state.data,
        "heading": [] if hidden else _heading(state, drawn, w),
        "ticks": ticks,
        "chance": chance(ticks, state.picture) if ticks else [],
        "learners": [_learner(id, every[id], id in shown, w) for id in there],
        "curves": [] if hidden else [_drawn(state, id, c) for id, c in drawn.items()],
        "question": w(f"curves.ask.{state.picture}", **_between(asked)) if hidden else None,
        "guess": guess,
        "told": [] if hidden else told(drawn, state.picture, guess, names, w),
        "note": "" if hidden else _note(drawn, w),
        "words": w.section("curves.board") | {"alt": w(f"curves.alt.{state.picture}"), "lang": w.lang},
    }


def shown_of(state: State, there: tuple[str, ...]) -> tuple[str, ...]:
    """The learners that are drawn, in their order."""
    asked = state.lines.split(",") if state.lines else USUAL
    return tuple(id for id in there if id in asked) or there[:1]


def _curve(state: State, learner: str) -> Curve:
    return curve(runs.measured(state.data, learner), state.picture, int(state.steps_shot))


def _learner(id: str, its: Curve, shown: bool, w: Words) -> dict[str, Any]:
    """One line of the list beside the picture."""
    return appearance(id, w) | {"family": FAMILIES[runs.kind(id)], "shown": shown, "there": bool(its)}


def _drawn(state: State, learner: str, its: Curve) -> dict[str, Any]:
    """A curve, each point with the address of a task of its form."""
    rows = points(its)
    for row in rows:
        params = st.query_params.to_dict() | {
            BY_NAME[field].key: str(value) for field, value in _form(state, row).items()
        }
        row["href"] = href("compare", params | {"who": _beside(state, learner)})
    return {"id": learner, "points": rows}


def _form(state: State, row: Mapping[str, Any]) -> dict[str, int | str]:
    """The choices that show a task of a point's form, after the point's step."""
    form: dict[str, int | str] = {"data": state.data, "way": row["way"], "shot": row["shot"]}
    form["seed"] = state.seed
    return form | ({"step": row["x"]} if state.picture == "steps" else {})


def _beside(state: State, learner: str) -> str:
    """The learner of a point and, as far as there is room, the others that are drawn."""
    shown = shown_of(state, runs.contenders(state.data))
    return ",".join([learner, *(id for id in shown if id != learner)][:AT_ONCE])


def _between(asked: tuple[int, int] | None) -> dict[str, int]:
    return {"low": asked[0], "high": asked[1]} if asked else {}


def _note(drawn: Mapping[str, Curve], w: Words) -> str:
    """How the points came about."""
    evaluations = [spot.evaluation for c in drawn.values() for spot in c.values()]
    tasks = sorted({e.episodes for e in evaluations})
    if not tasks:
        return ""
    query = w("curves.told.comma").join(map(str, sorted({e.spec.query for e in evaluations})))
    if len(tasks) == 1:
        return w("curves.note.same", tasks=tasks[0], query=query)
    return w("curves.note.range", least=tasks[0], most=tasks[-1], query=query)


def _heading(state: State, drawn: Mapping[str, Curve], w: Words) -> list[str]:
    """What a saved picture says of itself: data set, form of the tasks, how it was measured."""
    title = w("curves.file_title", data=w(f"common.data.{state.data}"))
    return [title, w(f"curves.board.{state.picture}_axis", shot=state.steps_shot), _note(drawn, w)]


def guess_of(state: State) -> str | None:
    """The visitor's guess for this picture of this data set: None, a learner's id or "skip"."""
    return st.session_state.get(GUESSES, {}).get((state.data, state.picture))


def _guessed(state: State) -> Any:
    def keep() -> None:
        guesses = st.session_state.setdefault(GUESSES, {})
        guesses[state.data, state.picture] = st.session_state[BOARD]["guess"]

    return keep


def _pictured() -> None:
    visitor.write(picture=st.session_state[BOARD]["picture"])


def _of_shot() -> None:
    visitor.write(steps_shot=st.session_state[BOARD]["shot"])


def _scaled() -> None:
    visitor.write(scale=st.session_state[BOARD]["scale"])


def _chose() -> None:
    visitor.write(lines=",".join(st.session_state[BOARD]["lines"]))


def _opened() -> None:
    """A task of the form of the point that was clicked."""
    state = visitor.read()
    point = st.session_state[BOARD]["open"]
    st.query_params["who"] = _beside(state, point["learner"])
    visitor.go("compare", **_form(state, point))
