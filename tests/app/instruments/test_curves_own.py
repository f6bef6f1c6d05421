"""Curves of a visitor's own data set: measured while somebody looks, nobody else's, gone with the set."""

from __future__ import annotations

import gc
import runpy
import time
import weakref
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from fewshot_app.instruments.compare import CompareChoices
from fewshot_app.instruments.curves import CurvesChoices, live, take_home
from fewshot_app.instruments.curves import page as curves
from fewshot_app.instruments.curves import runs as curve_runs
from fewshot_app.instruments.curves.figures import figure
from fewshot_app.instruments.curves.live import Live, Wanted
from fewshot_app.instruments.curves.live_line import RESTING
from fewshot_app.instruments.curves.table import table
from fewshot_app.instruments.curves.view import View, view_of
from fewshot_app.instruments.curves.words import note
from fewshot_app.lab.data.export import exported
from fewshot_app.lab.data.making import keep
from fewshot_app.lab.data.reading import Draft
from fewshot_app.shared import own, runs
from fewshot_app.shared.choices import parse
from fewshot_app.shared.foot.program import script
from fewshot_app.shared.host import fitted
from fewshot_app.shared.own.data_set import DRAWINGS, PHOTOS
from fewshot_app.shared.text import LANGUAGES, words
from fewshot_core import EpisodeSpec, evaluate
from fewshot_core.training.checkpoints import checkpoint_names
from tests.app.lab.brought import photos
from tests.app.own_sets import KEY, OTHER, draft_of, page_of, plan, visiting
from tests.app.still_host import StillHost

pytestmark = pytest.mark.skipif("everyday/maml" not in checkpoint_names(), reason="no checkpoints")
MEAN = "conventional/class-mean"
USED = (MEAN, "protonet")


@pytest.fixture(scope="module")
def draft() -> Draft:
    """Three classes of four pictures: tasks of 3 classes with K = 1, 2, 3, and of 2 and 3 classes."""
    return draft_of(photos())


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A measurement that rests after six tasks of each form."""
    monkeypatch.setattr(live, "TASKS", 6)
    monkeypatch.setattr(live, "LEAST", 2)
    monkeypatch.setattr(live, "MARKS", (2, 6))


def chosen(item: own.Item, **choices: Any) -> CurvesChoices:
    return CurvesChoices(data=item.id, **{"learners": USED, **choices})


def measured(choices: CurvesChoices) -> View:
    """The view once the measurement rests."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        view = view_of(choices, "skip")
        assert view.now and not view.now.live.trouble
        if view.now.live.share(view.now.wanted) == 1:
            return view
        view.now.live.go_on(view.now.wanted)
        time.sleep(0.05)
    raise TimeoutError


def test_what_is_shown_is_what_an_evaluation_gives(draft: Draft, store: None, few: None) -> None:
    item = keep(draft, plan(DRAWINGS), [])
    view = measured(chosen(item))
    assert view.between == (1, 3) and view.way == 3 and view.ticks == [1, 2, 3]
    spec = EpisodeSpec(3, 1, 3)
    for id in USED:
        found = evaluate(runs.method(item.id, id), runs.data(item.id), "test", spec, 6, seed=0)
        assert view.every[id][1].interval == pytest.approx((100 * found.accuracy, 100 * found.ci95), abs=1e-3)
    assert {point.tasks for point in view.points(MEAN)} == {6}
    against = measured(chosen(item, against="protonet"))
    assert all(point.tasks == 6 for point in against.points(MEAN))


@pytest.mark.parametrize("picture", ["k", "n", "steps"])
def test_the_figure_and_its_words_follow_the_forms_that_exist(
    draft: Draft, store: None, few: None, picture: str
) -> None:
    item = keep(draft, plan(DRAWINGS), [])
    view = measured(chosen(item, picture=picture, learners=("maml", "protonet")))
    for lang in LANGUAGES:
        made = figure(view, words(lang))
        assert picture == "n" or "3-way" in made.layout.xaxis.title.text
        guessing = [trace.y for trace in made.data if trace.mode == "lines" and trace.name is None]
        assert guessing[-1][-1] == pytest.approx(100 / 3)
        assert words(lang)("curves.note.now") in note(view, words(lang))
        assert item.id not in "".join(curves.heading(view, words(lang)))
    assert (list(view.drawn) == ["maml"]) == (picture == "steps")


def test_a_point_leads_to_a_task_that_the_set_can_hold(draft: Draft, store: None, few: None) -> None:
    choices = chosen(keep(draft, plan(DRAWINGS), []))
    (_, *cells), _ = table(measured(choices), StillHost("curves", choices)).rows
    params = {key: value for key, (value,) in parse_qs(urlsplit(cells[-1].href).query).items()}
    there = fitted(parse(CompareChoices, params))
    assert (there.data, there.way, there.shot, there.query) == (choices.data, 3, 3, 1)
    assert there.learners == USED and not there.corrections


def test_a_measurement_gives_way_to_whoever_waits(
    draft: Draft, store: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Crowd:
        waiting = 1

        def submit(self, job: object) -> None:
            raise AssertionError("others wait")

    item = keep(draft, plan(DRAWINGS), [])
    wanted = [Wanted("protonet", EpisodeSpec(3, 1, 1), True)]
    found = Live(item.id)
    monkeypatch.setattr(live, "worker", Crowd)
    found.go_on(wanted)
    assert found.tasks(wanted) == [0]
    Crowd.waiting = 2  # one that is under way ends with its task
    assert len(list(found._slice(wanted))) == 1 and found.tasks(wanted) == [1]
    Crowd.waiting = 1
    assert len(list(found._slice(wanted))) > 1


def test_what_goes_wrong_is_told_and_not_tried_again(draft: Draft, store: None) -> None:
    item = keep(draft, plan(PHOTOS), [])
    wanted = [Wanted("protonet", EpisodeSpec(3, 1, 1), True)]  # it was trained on ink
    found, end = Live(item.id), time.monotonic() + 60
    while not found.trouble and time.monotonic() < end:
        found.go_on(wanted)
        time.sleep(0.01)
    assert list(found.trouble) == ["protonet"] and found.share(wanted) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_asks_first_then_measures_stops_and_goes_on(
    draft: Draft, store: None, few: None, lang: str
) -> None:
    item, w = keep(draft, plan(DRAWINGS), []), words(lang)
    shown = {"data": item.id, "lang": lang, "lines": f"protonet,{MEAN}"}
    page = page_of("curves", **shown)
    assert not page.error and not page.warning and not page.get("plotly_chart")
    assert page.caption[0].value == w("curves.lead_own") and page.button(key="curves_stop")
    resting = page_of("curves", state={RESTING: {item.id}}, **shown)
    resting.button(key="curves_go_on").click().run()
    assert not resting.exception and not resting.session_state[RESTING]
    measured(chosen(item))
    done = page_of("curves", seen="1", **shown)
    assert len(done.get("plotly_chart")) == 1 and not done.error
    assert "6 " in "".join(html.proto.body for html in done.get("html"))
    assert not [button for button in done.button if button.key == "curves_stop"]


def test_photographs_are_answered_by_what_was_trained_on_photographs(
    draft: Draft, store: None, few: None
) -> None:
    item = keep(draft, plan(PHOTOS), [])
    view = measured(CurvesChoices(data=item.id))
    assert list(view.drawn) == ["frozen/prototype", "frozen/ridge", "frozen/head"]
    elsewhere = view_of(chosen(item), None)  # the address still names learners of drawings
    assert elsewhere.shown == view.shown
    steps = view_of(CurvesChoices(data=item.id, picture="steps"), None)
    assert not steps.hidden and steps.now and not steps.now.wanted


def test_too_few_images_are_told(store: None) -> None:
    item = keep(draft_of(photos(2, 2)), plan(DRAWINGS), [])
    page = page_of("curves", data=item.id, pic="steps", ks="5", lang="en")
    assert [info.value for info in page.info] == [words("en")("curves.few")]
    alone = page_of("curves", data=item.id, lang="en")
    assert not alone.error and not alone.info


def test_nobody_else_sees_it_and_it_goes_with_the_set(
    draft: Draft, store: None, few: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for cached in (curve_runs.curve, curve_runs.points, curve_runs.differences):
        cached.cache_clear()
    item = keep(draft, plan(DRAWINGS), [])
    view = measured(chosen(item, against="protonet"))
    assert view.points(MEAN)
    kept = curve_runs.live(item.id)
    assert view.now and kept is view.now.live
    images, numbers = weakref.ref(runs.data(item.id)), weakref.ref(kept)
    visiting(monkeypatch, OTHER)
    found = parse(CurvesChoices, {"data": item.id})
    assert found.data == "everyday" and found.corrections[0].reason == "unknown"
    assert page_of("curves", OTHER, data=item.id, lang="en").session_state["task_data"] == "everyday"
    visiting(monkeypatch, KEY)
    assert own.drop(item.id)
    del view, kept
    gc.collect()
    assert images() is None and numbers() is None


def test_taken_home_it_prints_the_numbers_of_the_page(
    draft: Draft, store: None, few: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(take_home, "TASKS", 6)
    monkeypatch.chdir(tmp_path)
    item = keep(draft, plan(DRAWINGS), [])
    zipfile.ZipFile(BytesIO(exported(runs.data(item.id)))).extractall(tmp_path / "fruit")
    for picture in ("n", "steps"):
        choices = chosen(item, picture=picture, learners=("maml", "protonet"))
        (tmp_path / "taken.py").write_text(script(take_home.program(choices, words("en"))), encoding="utf-8")
        runpy.run_path(str(tmp_path / "taken.py"), run_name="__main__")
        said = capsys.readouterr().out
        view = measured(choices)
        for id in view.drawn:
            for point in view.points(id):
                assert f"{id:26} {point.x:3}   {point.mean:.1f} ± {point.ci95:.1f}   (6)\n" in said
