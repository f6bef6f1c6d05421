"""Accuracy against K, against N, against steps: what was measured of all learners, as curves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from ...shared import learners, own, page, runs
from ...shared.charts.show import narrow, show
from ...shared.guess_card.component import guess_card
from ...shared.guess_card.who import who
from ...shared.host import Host
from ...shared.learners import appearance
from ...shared.text import Words, strong
from . import PICTURES, SHOTS, CurvesChoices
from .component import LearnerRow, Named, learner_list, tools
from .figures import axis, finished
from .live_line import live_line
from .table import form, table
from .view import View, view_of
from .words import findings, note

CSS = Path(__file__).with_name("page.css")
FAMILIES = ("ordinary", "steps", "compare", "photographs")
"""The kinds of training, in the order of the list of learners."""


def draw(choices: CurvesChoices, host: Host[CurvesChoices]) -> None:
    """Show the page."""
    also = page.guess_by_data(host, lambda data: (data, choices.picture))
    page.head(choices, host, ("data",), lead=lead(choices, host.w), also=also)
    mine = own.is_id(choices.data)
    if not mine and not any(runs.measured(choices.data, id) for id in runs.learners(choices.data)):
        st.info(host.w("curves.none"), icon=":material/info:")
        return
    view = view_of(choices, page.guess_of(host, about(choices), choices.seen))
    st.html(CSS)
    with st.container(horizontal=True, key="curves_page"):
        with st.container(key="curves_main"):
            _tools(view, host)
            if view.now:
                live_line(view.now, choices.data, host.w)
            _picture(view, host)
        with st.container(key="curves_side"):
            _learners(view, host)
    if not view.hidden and view.drawn:
        tried = "against" if view.against else "own" if view.now else choices.picture
        st.markdown(host.w(f"curves.attempt.{tried}"))


def about(choices: CurvesChoices, picture: str | None = None) -> tuple[str, str]:
    """What a guess is about: this picture, or another one, of this data set."""
    return choices.data, picture or choices.picture


def lead(choices: CurvesChoices, w: Words) -> str:
    """One sentence on what the curves are of."""
    if not own.is_id(choices.data):
        return w("curves.lead")
    return w("curves.lead_photos" if runs.of_photos(choices.data) else "curves.lead_own")


def _tools(view: View, host: Host[CurvesChoices]) -> None:
    """The line above the picture: against what, of which tasks, compared with whom, how large."""
    c, w = view.choices, host.w

    def to_picture(picture: str) -> None:
        known = page.guess_of(host, about(c, picture), seen=False) is not None
        host.change(picture=picture, seen=known)

    tools(
        {
            "picture": c.picture,
            "pictures": list(PICTURES),
            "shot": c.shot,
            "shots": list(SHOTS) if c.picture == "steps" else [],
            "scale": c.scale,
            "against": view.against,
            "others": [{"id": id, "name": learners.name(id, w)} for id in view.there if view.every[id]],
            "shown": not view.hidden and bool(view.drawn),
            "words": w.section("curves.tools"),
        },
        {
            "picture": to_picture,
            "shot": lambda shot: host.change(shot=shot),
            "scale": lambda scale: host.change(scale=scale),
            "against": lambda id: host.change(against=id),
        },
    )


def _picture(view: View, host: Host[CurvesChoices]) -> None:
    """The guess, and after it the curves and what is to be said of them."""
    c, w = view.choices, host.w
    if view.hidden:
        low, high = view.between or (0, 0)
        options = [appearance(id, w) for id in view.places]
        guess_card(
            w(f"curves.ask.{c.picture}", low=low, high=high),
            [{"id": o["id"], "name": o["name"], "colour": o["colour"], "dash": o["dash"]} for o in options],
            who(view.places, w), w, key="curves_guess",
            on_guess=lambda id: page.keep_guess(host, about(c), id),
        )  # fmt: skip
        return
    if not view.drawn:
        if not view.places or not view.now:  # otherwise the first points are on their way
            few = view.now and not view.now.forms
            st.info(w("curves.few" if few else "curves.empty"), icon=":material/info:")
        return
    near = "-near" if c.scale == "near" else ""
    show(
        finished(view, w, narrow()), w, key="curves", alt=_alt(view, w), table=table(view, host),
        file=f"accuracy-{runs.place(c.data).rpartition(':')[2]}-{c.picture}{near}", heading=heading(view, w),
        leads=w("curves.figure.go", page=w("compare.page")),
        on_point=lambda point: host.go("compare", **_form(view, point)),
    )  # fmt: skip
    st.html(_said(view, w))


def _form(view: View, point: dict[str, Any]) -> dict[str, Any]:
    return form(view, point["learner"], point["x"], point["way"], point["shot"])


def _alt(view: View, w: Words) -> str:
    if view.against:
        return w("curves.alt.against", name=learners.name(view.against, w))
    return w(f"curves.alt.{view.choices.picture}")


def heading(view: View, w: Words) -> list[str]:
    """What a saved picture says of itself: data set, form of the tasks, how it was measured."""
    title = w("curves.file_title", data=runs.called(view.choices.data, w))
    across = axis(view, w)
    if view.against:
        across = f"{w('curves.figure.against', name=learners.name(view.against, w))} · {across}"
    return [title, across, note(view, w)]


def _said(view: View, w: Words) -> str:
    """What came out, and how it was measured."""
    names = {id: learners.name(id, w) for id in view.there}
    said = findings(view.drawn, view.choices.picture, view.guess, names, w)
    if not any(len(curve) > 1 for curve in view.drawn.values()):
        said = [w("curves.only_one")]
    if any(not set(places) <= set(view.every[id]) for id, places in view.places.items()):
        said = [w("curves.live.early")]
    sentences = "".join(f"<p>{strong(sentence)}</p>" for sentence in said)
    sentences += f'<p class="note">{strong(note(view, w))}</p>'
    return f'<div class="fs-curves-said" aria-live="polite">{sentences}</div>'


def _learners(view: View, host: Host[CurvesChoices]) -> None:
    """All learners by the kind of their training: drawn or not, and why one cannot be."""
    w = host.w
    rows: list[LearnerRow] = [row(view, id, w) for id in view.there]
    families: list[Named] = [{"id": family, "name": w(f"curves.family.{family}")} for family in FAMILIES]
    words = {"learners": w("curves.family.learners")}
    words["why"] = w(
        "curves.family.no_steps" if view.choices.picture == "steps" else "curves.family.no_curve"
    )
    learner_list(
        {"learners": rows, "families": families, "words": words},
        lambda ids: host.change(learners=tuple(ids)),
    )


def row(view: View, id: str, w: Words) -> LearnerRow:
    """One line of the list of learners."""
    look = appearance(id, w)
    return {
        "id": id,
        "name": look["name"],
        "how": look["how"],
        "colour": look["colour"],
        "dash": look["dash"],
        "family": runs.family(id),
        "shown": id in view.shown,
        "there": view.can(id),
    }
