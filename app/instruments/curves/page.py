"""Accuracy against K, against N, against steps: what was measured of all learners, as curves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from fewshot_core.studies.curves import Curve, curve

from ...shared import page, runs
from ...shared.host import Host
from ...shared.learners import AT_ONCE, appearance, name
from ...shared.text import Words
from . import PICTURES, SHOTS, CurvesChoices
from .component import accuracy_curves
from .figures import chance, ends, points
from .words import told

CURVES = "accuracy_curves"
USUAL = ("scratch", "conventional/fine-tune", "maml", "protonet")
FAMILIES = {"ordinary": "ordinary", "steps": "gradient", "compare": "metric"}
"""Under which heading a learner stands, by its kind."""


def draw(choices: CurvesChoices, host: Host[CurvesChoices]) -> None:
    """Show the page."""
    w = host.w
    page.head(choices, host, ("data",))
    there = runs.contenders(choices.data)
    if not any(runs.measured(choices.data, learner) for learner in there):
        st.info(w("curves.none"), icon=":material/info:")
        return
    data = shown(choices, host, page.guess_of(host, about(choices), choices.seen))
    _component(host, data)
    if data["curves"]:
        st.markdown(w(f"curves.attempt.{choices.picture}"))


def about(choices: CurvesChoices, picture: str | None = None) -> tuple[str, str]:
    """What a guess is about: this picture, or another one, of this data set."""
    return choices.data, picture or choices.picture


def _component(host: Host[CurvesChoices], data: dict[str, Any]) -> None:
    def sent(name: str) -> Any:
        return st.session_state[CURVES][name]

    def pictured() -> None:
        picture = sent("picture")
        known = page.guess_of(host, about(host.now(), picture), seen=False) is not None
        host.change(picture=picture, seen=known)

    def opened() -> None:
        point = sent("open")
        host.go("compare", **_form(host.now(), point["learner"], point))

    accuracy_curves(
        data,
        key=CURVES,
        on_guess=lambda: page.keep_guess(host, about(host.now()), sent("guess")),
        on_picture=pictured,
        on_shot=lambda: host.change(shot=sent("shot")),
        on_scale=lambda: host.change(scale=sent("scale")),
        on_lines=lambda: host.change(learners=tuple(sent("lines"))),
        on_open=opened,
    )


def shown(choices: CurvesChoices, host: Host[CurvesChoices], guess: str | None) -> dict[str, Any]:
    """What the picture shows, as plain JSON. Before the guess no curve is in it."""
    w, there = host.w, runs.contenders(choices.data)
    every = {id: _curve(choices, id) for id in there}
    asked_for = shown_of(choices, there)
    drawn = {id: every[id] for id in asked_for if every[id]}
    asked = ends(drawn, choices.picture)
    hidden = guess is None and asked is not None
    ticks = sorted({x for c in every.values() for x in c})
    names = {id: name(id, w) for id in there}
    return {
        "picture": choices.picture,
        "pictures": list(PICTURES),
        "shot": choices.shot,
        "shots": list(SHOTS),
        "scale": choices.scale,
        "file": choices.data,
        "heading": [] if hidden else _heading(choices, drawn, w),
        "ticks": ticks,
        "chance": chance(ticks, choices.picture) if ticks else [],
        "learners": [_learner(id, every[id], id in asked_for, w) for id in there],
        "curves": [] if hidden else [_drawn(choices, host, id, c) for id, c in drawn.items()],
        "question": w(f"curves.ask.{choices.picture}", **_between(asked)) if hidden else None,
        "guess": guess,
        "told": [] if hidden else told(drawn, choices.picture, guess, names, w),
        "note": "" if hidden else _note(drawn, w),
        "words": w.section("curves.board") | {"alt": w(f"curves.alt.{choices.picture}"), "lang": w.lang},
    }


def shown_of(choices: CurvesChoices, there: tuple[str, ...]) -> tuple[str, ...]:
    """The learners that are drawn, in their order."""
    asked = choices.learners or USUAL
    return tuple(id for id in there if id in asked) or there[:1]


def _curve(choices: CurvesChoices, learner: str) -> Curve:
    return curve(runs.measured(choices.data, learner), choices.picture, int(choices.shot))


def _learner(id: str, its: Curve, shown: bool, w: Words) -> dict[str, Any]:
    """One line of the list beside the picture."""
    return appearance(id, w) | {"family": FAMILIES[runs.kind(id)], "shown": shown, "there": bool(its)}


def _drawn(choices: CurvesChoices, host: Host[CurvesChoices], learner: str, its: Curve) -> dict[str, Any]:
    """A curve, each point with the address of a task of its form."""
    rows = points(its)
    for row in rows:
        row["href"] = host.link("compare", **_form(choices, learner, row))
    return {"id": learner, "points": rows}


def _form(choices: CurvesChoices, learner: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """The choices that show a task of a point's form, after the point's step, to its learner first."""
    beside = (id for id in shown_of(choices, runs.contenders(choices.data)) if id != learner)
    form = {"data": choices.data, "way": row["way"], "shot": row["shot"], "seed": choices.seed}
    form["learners"] = (learner, *beside)[:AT_ONCE]
    return form | ({"step": row["x"]} if choices.picture == "steps" else {})


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


def _heading(choices: CurvesChoices, drawn: Mapping[str, Curve], w: Words) -> list[str]:
    """What a saved picture says of itself: data set, form of the tasks, how it was measured."""
    title = w("curves.file_title", data=w(f"common.data.{choices.data}"))
    return [title, w(f"curves.board.{choices.picture}_axis", shot=choices.shot), _note(drawn, w)]
