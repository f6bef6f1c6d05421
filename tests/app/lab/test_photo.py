"""Photograph your task: what browsers send is read with care, kept for one visitor, and answered."""

from __future__ import annotations

import base64
import io
import time
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image
from streamlit.testing.v1 import AppTest

from fewshot_app.lab.photo import PhotoChoices, views
from fewshot_app.lab.photo import runs as photo_runs
from fewshot_app.lab.photo.album import Album, NoPhotos, read_photos
from fewshot_app.lab.photo.asking import Desk, asked_of, chosen
from fewshot_app.lab.photo.measured import sentence, table
from fewshot_app.lab.photo.page import DESK, board_data
from fewshot_app.lab.photo.runs import images
from fewshot_app.shared import own, runs
from fewshot_app.shared.text import LANGUAGES, words
from fewshot_core.data.datasets.image_files import INK, PHOTO
from fewshot_core.methods.frozen import ANSWERS, Frozen
from fewshot_core.studies.crossover.domains import PHOTOGRAPHS
from fewshot_core.studies.crossover.stored import SHOTS
from fewshot_core.tensors.errors import Missing
from fewshot_core.tensors.pretrained import Pretrained
from tests.app.opened import ran

ANN, BEN = "a" * 32, "b" * 32
TASK = PhotoChoices(way=2)
FEW = ("frozen/ridge", "protonet")


def picture(colour: str) -> bytes:
    """A square with a bar, which every learner can tell from one of another colour."""
    image = Image.new("RGB", (128, 128), "white")
    image.paste(colour, (20, 40, 108, 88) if colour == "red" else (40, 10, 88, 118))
    content = io.BytesIO()
    image.save(content, "PNG")
    return content.getvalue()


RED, BLUE = picture("red"), picture("blue")
FULL = {"A1": RED, "B1": BLUE, "q1": RED, "q2": BLUE}


def as_sent(content: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(content).decode()


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> own.Store:
    """Photographs are Ann's, in a folder of the test's own."""
    found = own.Store(tmp_path)
    monkeypatch.setattr(own, "store", lambda: found)
    monkeypatch.setattr(own, "visitor", lambda: ANN)
    return found


def desk_with(photos: dict[str, bytes]) -> Desk:
    """A visit with these photographs and no others."""
    own.drop_all()
    desk = Desk()
    for slot, photo in photos.items():
        desk.album.lay(slot, photo)
    return desk


def answered(desk: Desk, choices: PhotoChoices = TASK, learners: tuple[str, ...] = FEW) -> Desk:
    """The desk once these learners have answered."""
    desk.ask(asked_of(choices, desk.album), learners)
    end = time.monotonic() + 60
    while desk.waiting and time.monotonic() < end:
        time.sleep(0.02)
    desk.collect()
    return desk


def script(sent: object) -> None:
    import streamlit as st

    from fewshot_app.lab.photo import page
    from fewshot_app.shared.host import PageHost
    from fewshot_app.shared.room import room

    host = PageHost(room("photo"))
    if sent is not None:
        st.session_state[page.DESK] = page.Desk()
        page._lay(host, sent)
    page.draw(host.now(), host)


def page_with(sent: Any, **params: object) -> AppTest:
    return ran(script, sent, **params)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_board_explains_itself(lang: str) -> None:
    page = page_with(None, lang=lang)
    assert [title.value for title in page.title] == [words(lang)("photo.title")]
    assert not page.warning and not page.error
    assert any(f"(./crossover?lang={lang}" in each.value for each in page.caption)
    data = board_data(PhotoChoices(way=4, shot=2), Desk(), "", words(lang))
    assert data["example"] and len(data["example"]["names"]) == 4 and len(data["example"]["labels"]) == 8
    assert data["seen"] == [] and data["view"] == data["ink"] == "" and "7" in data["words"]["kept"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_both_kinds_reach_on_groceries_is_what_was_stored(lang: str) -> None:
    found, w = runs.crossover(), words(lang)
    assert found
    page = page_with(None, lang=lang)
    told = "".join(each.value for each in page.markdown)
    for shot in SHOTS:
        frozen = (f"frozen/{answer}" for answer in ANSWERS)
        drawn = (f"everyday/{id}" for id in ("conventional/fine-tune", "maml", "protonet"))
        for kind in (frozen, drawn):
            mean, half = max(found.accuracy(id, PHOTOGRAPHS, shot) for id in kind)
            assert w("common.fact.accuracy", mean=f"{100 * mean:.1f}", half=f"{100 * half:.1f}") in told
    rows = table(chosen(PhotoChoices()), found, w).rows
    assert len(rows) == 7 and not any(w("photo.measured.missing") in row for row in rows)


def test_a_learner_that_was_not_measured_on_photographs_says_so() -> None:
    found, w = runs.crossover(), words("en")
    assert found
    (row,) = table(("matchingnet",), found, w).rows
    assert row == ["MatchingNet", "not measured", "not measured"]
    assert not sentence(("matchingnet", "frozen/ridge"), found, w)
    assert not sentence(("matchingnet", "protonet"), found, w)


def test_what_is_sent_is_decoded_kept_and_counted(store: own.Store) -> None:
    sent = {"sent": 3, "photos": {"A1": as_sent(RED), "q1": as_sent(BLUE), "q2": as_sent(BLUE)}}
    page = page_with(sent, lang="en", n=2)
    assert page.query_params["pictured"] == "2" and page.session_state[DESK].sent == 3
    assert {item.facts["slot"] for item in store.items(ANN, "photos")} == {"A1", "q1", "q2"}
    assert list(page.session_state[DESK].album.photos) == ["A1", "q1", "q2"]


def test_an_album_is_read_again_and_nobody_elses(store: own.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = desk_with(FULL).album
    first.lay("q1", BLUE)
    first.clear("q2")
    again = Album()
    assert again.photos == {"A1": RED, "B1": BLUE, "q1": BLUE} and again.queries == ("q1",)
    assert len(store.items(ANN, "photos")) == 3
    monkeypatch.setattr(own, "visitor", lambda: BEN)
    assert Album().photos == {}


HOSTILE: list[Any] = [
    None,
    [],
    "A1",
    {"A6": None},
    {"F1": None},
    {"q11": None},
    {"../A1": None},
    {3: None},
    {"A1": 5},
    {"A1": ""},
    {"A1": "data:text/html;base64,AAAA"},
    {"A1": "data:image/svg+xml;base64,AAAA"},
    {"A1": "data:image/png;base64,A"},
    {"A1": "data:image/png;base64," + "A" * 200_000},
    {"A1": "https://example.org/a.png"},
    {f"x{i}": None for i in range(36)},
]


@pytest.mark.parametrize("given", HOSTILE, ids=lambda each: str(each)[:40])
def test_what_is_no_photograph_is_refused(given: Any) -> None:
    with pytest.raises(NoPhotos):
        read_photos(given)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_refusal_is_one_sentence(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from fewshot_app.lab.photo import page

    told: list[str] = []
    monkeypatch.setattr(page, "photo_board", lambda data, photos: told.append(data["trouble"]))
    page_with({"sent": 1, "photos": {"A9": None}}, lang=lang)
    page_with({"sent": 1, "photos": {"A1": as_sent(b"MZ no picture")}}, lang=lang)
    monkeypatch.setattr(own.store(), "quotas", own.Quotas(visitor=10))
    page_with({"sent": 1, "photos": {"A1": as_sent(RED)}}, lang=lang)
    w = words(lang)
    assert told[0] == w("photo.refused") and told[1] == w("lab.refused.program", name="A1")
    assert told[2] == w("common.error.VisitorFull", most=0)


def test_every_example_and_a_query_are_needed() -> None:
    assert asked_of(TASK, desk_with({"A1": RED, "q1": RED}).album) is None
    assert asked_of(TASK, desk_with({"A1": RED, "B1": BLUE}).album) is None
    assert asked_of(PhotoChoices(way=2, shot=2), desk_with(FULL).album) is None


def test_learners_of_photographs_and_of_drawings_answer() -> None:
    desk = answered(desk_with(FULL))
    data = board_data(TASK, desk, "", words("en"))
    by = {each["id"]: each for each in data["learners"]}
    for id in FEW:
        first, second = by[id]["shares"]
        assert first[0] > 600 > second[0] and all(abs(sum(row) - 1000) < 3 for row in (first, second))
    assert by["frozen/ridge"]["photos"] and not by["protonet"]["photos"] and data["example"] is None
    ink = runs.method("everyday", "protonet").adapt(images((RED, BLUE), INK.pixels), torch.arange(2))
    scores = ink.predict(images((RED,), INK.pixels))[0].softmax(-1)
    assert desk.said["protonet", RED] == pytest.approx(scores.tolist(), abs=1e-4)


def test_a_picture_is_looked_at_once_and_forgotten_when_it_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = answered(desk_with(FULL))
    monkeypatch.setattr(Pretrained, "maps", lambda *_: pytest.fail("looked at again"))
    desk.album.lay("q3", RED)
    answered(desk)
    assert {photo for _, photo in desk.said} == {RED, BLUE}
    desk.album.clear("q1")
    desk.album.clear("q3")
    assert {photo for _, photo in answered(desk).said} == {BLUE}
    desk.album.clear("A1")
    assert not answered(desk).said and not desk.jobs


def test_other_examples_drop_what_was_asked_before() -> None:
    desk = desk_with(FULL)
    desk.ask(asked_of(TASK, desk.album), FEW)
    before = dict(desk.jobs)
    desk.ask(asked_of(TASK, desk.album), FEW)
    assert list(desk.jobs.values()) == list(before.values())
    desk.album.lay("A1", BLUE)
    waiting = desk.waiting
    desk.ask(asked_of(TASK, desk.album), FEW)
    assert all(job._stop.is_set() for job in waiting) and not set(before.values()) & set(desk.jobs.values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_the_photo_network_one_command_is_named(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> Frozen:
        raise Missing("The backbone", "pip install it")

    monkeypatch.setattr(photo_runs, "photo_network", gone)
    desk = answered(desk_with(FULL))
    data = board_data(TASK, desk, "", words(lang))
    notes = {each["id"]: each["note"] for each in data["learners"]}
    assert notes["frozen/ridge"] == words(lang)("photo.missing", command="pip install it")
    assert not notes["protonet"] and ("protonet", RED) in desk.said


def test_both_kinds_answer_unless_the_address_names_others() -> None:
    assert len([id for id in chosen(PhotoChoices()) if id.startswith("frozen/")]) == 4
    assert chosen(PhotoChoices(learners=("protonet", "frozen/head"))) == ("frozen/head", "protonet")


def test_what_learners_of_drawings_see_is_shown() -> None:
    ink = Image.open(io.BytesIO(base64.b64decode(views.as_ink((RED, BLUE)).partition(",")[2])))
    assert ink.size == (56, 28) and ink.mode == "L"
    sent = Image.open(io.BytesIO(base64.b64decode(views.as_sent((RED, BLUE)).partition(",")[2])))
    assert sent.size == (256, 128)
    assert images((RED,), PHOTO.pixels).shape == (1, 3, 128, 128)
