"""The methods' pages: one for each trained method, its code as it stands, its numbers as they are stored."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from fewshot_app.course.methods import MethodsChoices, crossed, measured
from fewshot_app.course.methods import runs as method_runs
from fewshot_app.course.methods.entries import BY_ID, Entry, beside
from fewshot_app.course.methods.page import state
from fewshot_app.shared import runs
from fewshot_app.shared.choices import Choices, parse
from fewshot_app.shared.host import href
from fewshot_app.shared.learners import FROZEN
from fewshot_app.shared.room import room
from fewshot_app.shared.task import Task
from fewshot_app.shared.terms import references
from fewshot_app.shared.text import LANGUAGES, words
from fewshot_app.shared.trouble import corrected
from fewshot_core.methods.gradient_based import GradientBased
from fewshot_core.training import checkpoints
from tests.app.opened import opened as opened_room
from tests.app.still_host import StillHost

EACH = pytest.mark.parametrize("entry", BY_ID.values(), ids=BY_ID)


def opened(**params: str) -> AppTest:
    page = opened_room("methods", **params)
    assert not page.error and not page.warning
    return page


def test_every_trained_method_has_a_page() -> None:
    trained = {name.split("/")[1] for name in checkpoints.checkpoint_names()}
    assert set(BY_ID) == trained | {each.id for each in FROZEN}


@EACH
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_has_its_formula_and_its_lines(entry: Entry, lang: str) -> None:
    page, w = opened(lang=lang, method=entry.id), words(lang)
    assert page.title[0].value == w(f"{entry.words}.full")
    assert [each.value.strip("$\n ") for each in page.latex] == [entry.formula]
    assert [each.value for each in page.code] == [method_runs.source(lines).text for lines in entry.lines]
    shown = "".join(each.proto.body for each in page.get("html") if "<style>" not in each.proto.body)
    assert "{" not in shown and w("methods.table.missing") not in shown
    assert all(references()[id]["link"] in shown for id in entry.papers)


@EACH
def test_lines_stand_in_the_file_where_they_are_said_to(entry: Entry) -> None:
    assert entry.lines
    for lines in entry.lines:
        found = method_runs.source(lines)
        text = (method_runs.ROOT / found.file).read_text(encoding="utf-8").splitlines()
        there = [line.strip() for line in text[found.first - 1 : found.last]]
        assert there == [line.strip() for line in found.text.splitlines()] and there


@EACH
def test_a_picture_is_opened_with_this_method_in_it(entry: Entry) -> None:
    host = StillHost("methods", Choices())
    for name in entry.rooms:
        asked = state(entry, name)
        params = dict(parse_qsl(host.link(name, **asked).partition("?")[2]))
        choices = parse(room(name).choices, params)
        assert not choices.corrections and {key: getattr(choices, key) for key in asked} == asked


def test_the_table_tells_what_is_stored() -> None:
    w, entry = words("en"), BY_ID["maml"]
    shown = measured.table(entry, w).replace("\u00a0", " ")
    for data, shot in measured.FORMS:
        found = runs.stored(data, "maml", 5, shot)
        assert found is not None
        assert f"{100 * found.mean[-1]:.1f} ± {100 * found.ci95[-1]:.1f} %" in shown
        assert f"<td>{found.episodes}</td>" in shown
        mean, half = runs.stored_differences(data, "maml", "conventional/fine-tune", 5, shot)[-1]
        assert f"{100 * mean:.1f} ± {100 * half:.1f}".replace("-", "−") in shown


@pytest.mark.parametrize(
    ("difference", "said"), [((0.02, 0.01), "better"), ((-0.02, 0.01), "worse"), ((0.02, 0.03), "even")]
)
def test_a_difference_counts_where_its_interval_leaves_out_0(difference: runs.Interval, said: str) -> None:
    assert measured.verdict(difference) == said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentences_name_every_form(lang: str) -> None:
    w = words(lang)
    for entry in BY_ID.values():
        if entry.of_photographs:
            found = runs.crossover()
            assert found is not None
            said, forms = crossed.sentences(entry, w), crossed.forms(entry, found)
            assert forms and all(crossed.form(*each, w) in said for each in forms)
        else:
            said = measured.sentences(entry, w)
            assert all(measured.form(data, shot, w) in said for data, shot in measured.FORMS)
        assert "{" not in said


def test_what_the_photo_network_reaches_is_what_the_crossover_stores() -> None:
    w, entry, found = words("en"), BY_ID["frozen/ridge"], runs.crossover()
    assert found is not None
    shown = crossed.table(entry, w).replace("\u00a0", " ")
    assert ("photographs", 5) in crossed.forms(entry, found)
    for domain, shot in crossed.forms(entry, found):
        mean, half = found.accuracy("frozen/ridge", domain, shot)
        assert f"{100 * mean:.1f} ± {100 * half:.1f} %" in shown
        mean, half = found.difference("frozen/ridge", "frozen/prototype", domain, shot)
        assert f"{100 * mean:.1f} ± {100 * half:.1f}".replace("-", "−") in shown


def test_weights_of_the_photo_network_are_counted() -> None:
    block = sum(each.numel() for each in runs.photo_network().network.last.parameters())
    assert method_runs.photo_weights("last block").moving == block + 5 * 1281
    assert method_runs.photo_weights("head").moving == 5 * 1281
    assert method_runs.photo_weights("none").moving == 0 < block < method_runs.photo_weights("none").learnt


@pytest.mark.parametrize(("id", "moving"), [("maml", 112_005), ("anil", 5 * 65)])
def test_weights_that_are_said_to_move_do(id: str, moving: int) -> None:
    episode, method = runs.episode(Task("everyday", "test", 5, 1, 1, 0)), runs.method("everyday", id)
    assert isinstance(method, GradientBased)
    walk = method.walk(episode.support_x, episode.support_y, 0.1, 3)
    moved = sum(end.numel() for name, end in walk.end.items() if not end.equal(walk.start[name]))
    assert method_runs.weights("everyday", id, *BY_ID[id].moves).moving == moved == moving


def test_weights_are_counted_for_each_way_to_answer() -> None:
    entry = BY_ID["conventional"]
    found = [method_runs.weights("everyday", *each) for each in zip(entry.learners, entry.moves, strict=True)]
    assert [each.moving for each in found] == [112_005, 5 * 65, 0]
    assert method_runs.weights("everyday", "scratch", "all") == method_runs.Weights(0, 112_005)
    assert method_runs.weights("everyday", "baseline-pp", "head").moving == 5 * 64


def test_from_method_to_method() -> None:
    first, second, *_, last = BY_ID
    assert beside(first) == ("", second) and beside(last)[1] == "" and beside(second)[0] == first
    assert href("methods", {"method": "maml"}) == "./methods?method=maml"


def test_a_method_that_there_is_not_is_told_and_all_are_shown() -> None:
    assert opened(lang="en", method="nonsense").title[0].value == words("en")("methods.title")
    (correction,) = parse(MethodsChoices, {"method": "nonsense"}).corrections
    for lang in LANGUAGES:
        told = corrected(correction, words(lang), "methods")
        assert "“nonsense”" in told and "“”" not in told and "{" not in told
