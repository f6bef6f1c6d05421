"""Photograph your task: the page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from fewshot_core.tensors.errors import FewshotError, Missing

from ...shared import own, page, runs
from ...shared.charts.show import table_markup
from ...shared.host import Host
from ...shared.learners import appearance
from ...shared.task import Task
from ...shared.text import Words
from ...shared.trouble import sentence
from .. import uploads
from . import QUERIES, PhotoChoices, measured
from .album import NoPhotos, read_photos
from .asking import Desk, asked_of, chosen
from .component import ExampleData, LearnerData, PhotoData, photo_board
from .runs import DATA, get_ready, is_frozen
from .views import as_ink, as_sent

DESK, TOLD = "photo_desk", "photo_told"
SIDE = 128
"""Height and width of a photograph, in pixels."""
DAY = 24 * 3600
COMMAND = "fewshot answer --support examples --query pictures --learner frozen/ridge"
EXAMPLE_SEED = 42


def draw(choices: PhotoChoices, host: Host[PhotoChoices]) -> None:
    """Show the page."""
    w = host.w
    page.head(choices, host, ("way", "shot"))
    if DESK not in st.session_state:
        st.session_state[DESK] = Desk()
        get_ready()
    desk: Desk = st.session_state[DESK]
    desk.ask(asked_of(choices, desk.album), chosen(choices))
    page.await_jobs(desk.waiting, w)
    desk.collect()
    photo_board(board_data(choices, desk, st.session_state.pop(TOLD, ""), w), partial(_lay, host))
    st.markdown(w("photo.try"))
    _measured(chosen(choices), host)
    st.caption(w("photo.command"))
    st.code(COMMAND, language="sh")


def _measured(asked: Sequence[str], host: Host[PhotoChoices]) -> None:
    """What these learners are worth beyond this task."""
    w, results = host.w, runs.crossover()
    if results and (best := measured.sentence(asked, results, w)):
        st.markdown(best)
    crossover = f"[{w('crossover.page')}]({host.link('crossover')})"
    st.caption(w("photo.honest", crossover=crossover))
    if results:
        st.html(table_markup(measured.table(asked, results, w), w("photo.measured.all")))


def _lay(host: Host[PhotoChoices], sent: Any) -> None:
    """Take over what a browser sent; what cannot be used is told."""
    desk: Desk = st.session_state[DESK]
    w = host.w
    try:
        given = read_photos(sent.get("photos") if isinstance(sent, dict) else None)
    except NoPhotos:
        st.session_state[TOLD] = w("photo.refused")
        return
    number = sent.get("sent")
    desk.sent = number if isinstance(number, int) else 0
    st.session_state[TOLD] = _put_in_place(desk, given, w)
    if not desk.album.photos:
        desk.memory = type(desk.memory)()
    pictured = len(desk.album.queries)
    if pictured != host.now().pictured:
        host.change(pictured=pictured)


def _put_in_place(desk: Desk, given: dict[str, bytes | None], w: Words) -> str:
    """Empty and fill slots; the first reason why one could not be filled, as a sentence."""
    told = []
    for slot, photo in given.items():
        if photo is None:
            desk.album.clear(slot)
    files = [(slot, photo) for slot, photo in given.items() if photo is not None]
    for found in uploads.pictures(files, SIDE) if files else []:
        if isinstance(found, uploads.Refused):
            told.append(found.sentence(w))
            continue
        try:
            desk.album.lay(found.name, found.png)
        except own.Full as error:
            told.append(sentence(error, w))
    return told[0] if told else ""


def board_data(choices: PhotoChoices, desk: Desk, told: str, w: Words) -> PhotoData:
    """What the board shows."""
    photos = tuple(desk.album.photos.values())
    days = round(own.store().quotas.keep / DAY)
    return {
        "way": choices.way,
        "shot": choices.shot,
        "pictured": choices.pictured,
        "sent": desk.sent,
        "seen": list(desk.album.photos),
        "view": as_sent(photos),
        "ink": as_ink(photos),
        "asked": list(desk.album.queries),
        "waiting": bool(desk.waiting),
        "trouble": told,
        "learners": [_learner(id, desk, w) for id in chosen(choices)],
        "example": None if photos else _example(choices, w),
        "words": w.section("photo.board") | {"kept": w("photo.kept", days=days)},
    }


def _learner(id: str, desk: Desk, w: Words) -> LearnerData:
    look, error = appearance(id, w), desk.trouble(id)
    answers = (desk.said.get((id, desk.album.photos[slot]), ()) for slot in desk.album.queries)
    return {
        "id": id,
        "name": look["name"],
        "how": look["how"],
        "photos": is_frozen(id),
        "note": _note(error, w) if error else "",
        "shares": [
            [] if isinstance(row, FewshotError) else [round(1000 * share) for share in row] for row in answers
        ],
    }


def _note(error: Exception, w: Words) -> str:
    """Why there is no answer; where the photo backbone is not installed, the command that brings it."""
    return w("photo.missing", command=error.remedy) if isinstance(error, Missing) else sentence(error, w)


def _example(choices: PhotoChoices, w: Words) -> ExampleData:
    """Drawings of unseen classes that stand in for photographs: as many as the board takes at once."""
    query = min(2, QUERIES // choices.way)
    task = Task(DATA, "test", choices.way, choices.shot, query, EXAMPLE_SEED)
    found, classes = runs.episode(task), runs.data(DATA).classes
    return {
        "strip": runs.sprite(DATA, (*found.support_items, *found.query_items)),
        "names": [w.pick(classes[i]) for i in found.class_ids],
        "labels": found.query_y.tolist(),
    }
