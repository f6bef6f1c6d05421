"""The page Episode loop, in both languages, and what it hands to its component."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import is_typeddict

import pytest
from streamlit.testing.v1 import AppTest

from fewshot_app.instruments.loop import LEARNERS, LoopChoices, page, record
from fewshot_app.instruments.loop import runs as loop_runs
from fewshot_app.instruments.loop.film import film_of
from fewshot_app.instruments.loop.filmed import Filmed
from fewshot_app.shared import host, runs
from fewshot_app.shared import page as shared_page
from fewshot_app.shared.choices import Limits
from fewshot_app.shared.text import LANGUAGES, words
from fewshot_core.data.datasets import DataSet
from fewshot_core.tensors.errors import NotEnoughClasses
from tests.app.instruments.traces import loop_trace, tiny_data


def script() -> None:
    from fewshot_app.instruments.loop import ROOM, page
    from fewshot_app.shared.host import PageHost
    from fewshot_app.shared.trouble import tell_corrections

    host = PageHost(ROOM)
    choices = host.now()
    tell_corrections(choices, host.w, host.name)
    page.draw(choices, host)


def recording(learner: str, data: DataSet) -> loop_runs.Recording:
    trace = loop_trace(learner)
    return loop_runs.Recording({lang: film_of(trace, learner, data, lang) for lang in LANGUAGES}, trace.info)


def job(result: loop_runs.Recording | None = None, error: Exception | None = None) -> SimpleNamespace:
    return SimpleNamespace(done=result is not None or error is not None, result=result, error=error, ticket=0)


@pytest.fixture
def recordings(monkeypatch: pytest.MonkeyPatch) -> dict:
    """Recordings by learner; a test may replace one before the page runs."""
    data = tiny_data()
    jobs = {each: job(recording(each, data)) for each in LEARNERS}
    monkeypatch.setattr(host, "limits", lambda name, split, classes=(): Limits((12,) * 20))
    monkeypatch.setattr(runs, "data", lambda name: data)
    monkeypatch.setattr(runs, "course_learners", lambda name: tuple(jobs))
    monkeypatch.setattr(runs, "sprite", lambda name, items: f"data:image/png;base64,{len(items)}")
    monkeypatch.setattr(loop_runs, "loop", lambda filmed, learner: jobs[learner])
    return jobs


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """What the component was given, run by run."""
    given: list[dict] = []
    monkeypatch.setattr(page, "film", lambda data, **_: given.append(data))
    return given


def visit(**params: object) -> AppTest:
    shown = AppTest.from_function(script, default_timeout=30)
    for key, value in params.items():
        shown.query_params[key] = str(value)
    shown.run()
    assert not shown.exception, shown.exception
    return shown


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("learner", LEARNERS)
def test_page_tells_what_to_look_at(lang: str, learner: str, recordings: dict, handed: list):
    shown = visit(lang=lang, learner=learner)
    w = words(lang)
    assert shown.title[0].value == w("loop.title")
    said = [m.value for m in shown.markdown]
    assert w(f"loop.look_{learner}") in said and w(f"loop.try_{learner}") in said
    note = "conventional_note" if learner == "conventional" else "training_note"
    assert any(w(f"loop.{note}") in caption.value for caption in shown.caption)
    transductive = any(w("loop.transductive_note") in caption.value for caption in shown.caption)
    assert transductive == (learner != "conventional")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whole_has_its_own_words(lang: str, recordings: dict, handed: list):
    shown = visit(lang=lang, level="whole", **{"and": "conventional"})
    assert words(lang)("loop.look_whole") in [m.value for m in shown.markdown]
    assert (handed[-1]["level"], handed[-1]["companion"]) == ("whole", "conventional")
    assert all(record["whole"]["rows"] for record in handed[-1]["films"].values())


def test_pseudo_code_in_values_is_in_the_address(recordings: dict, handed: list):
    visit()
    assert handed[-1]["code"] == "symbols"
    visit(code="values")
    assert handed[-1]["code"] == "values"
    for film in handed[-1]["films"].values():
        assert all(e["norms"]["outer"] > 0 if "norms" in e else e["norm"] > 0 for e in film["updates"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_component_gets_plain_data_in_one_language(lang: str, recordings: dict, handed: list):
    visit(lang=lang, learner="fomaml", frame=7)
    data = handed[-1]
    assert json.loads(json.dumps(data))["frame"] == 7
    assert data["learner"] == "fomaml" and set(data["films"]) == set(LEARNERS)
    assert data["words"]["learner_conventional"] == words(lang)("loop.learner_conventional")
    for film in data["films"].values():
        assert data["sheets"][film["sheet"]].endswith(str(film["tiles"]))


def test_chosen_learner_is_shown_first_and_the_page_waits_for_the_others(recordings: dict, handed: list):
    for learner in ("maml", "reptile", "conventional"):
        recordings[learner] = job()
    choices = LoopChoices()
    jobs = page.asked_for(Filmed(choices.task), "fomaml", LEARNERS)
    assert set(jobs) == set(LEARNERS)
    shown = page.films(Filmed(choices.task), jobs, "fomaml", True, words("en"))
    assert list(shown["films"]) == ["fomaml"]


def test_the_browser_gets_films_twice_and_not_at_every_end(recordings: dict, handed: list, monkeypatch):
    for name in ("POLL_SECONDS", "LONGEST_POLL"):
        monkeypatch.setattr(shared_page, name, 3600.0)  # nothing runs again by itself
    late = recordings["reptile"]
    recordings["reptile"] = job()
    shown = visit(learner="maml")
    assert list(handed[-1]["films"]) == ["maml"]
    recordings["reptile"] = late
    shown.run()
    assert list(handed[-1]["films"]) == list(LEARNERS)


def test_only_the_chosen_one_is_recorded_first(recordings: dict, handed: list):
    recordings["maml"] = job()
    assert set(page.asked_for(Filmed(LoopChoices().task), "maml", LEARNERS)) == {"maml"}


def test_nothing_is_shown_before_the_first_recording(recordings: dict, handed: list, monkeypatch):
    for name in ("POLL_SECONDS", "LONGEST_POLL"):
        monkeypatch.setattr(shared_page, name, 3600.0)  # nothing runs again by itself
    recordings["maml"] = job()
    shown = visit(learner="maml")
    assert not handed
    assert any(caption.value == words("en")("loop.loading") for caption in shown.caption)


def test_error_of_a_recording_is_one_sentence(recordings: dict, handed: list):
    error = NotEnoughClasses(5, 3, "train")
    recordings["maml"] = job(error=error)
    shown = visit(learner="maml")
    assert "5" in shown.error[0].value and "Traceback" not in shown.error[0].value


def test_form_too_large_for_the_stage_is_corrected_and_told(recordings: dict, handed: list):
    shown = visit(n=9, k=7, q=8)
    said = shown.warning[0].value
    assert all(number in said for number in ("9", "7", "8"))
    assert handed[-1]["trace"].split()[2:5] == ["5", "5", "3"]


def test_queries_are_few_where_the_address_says_nothing(recordings: dict, handed: list):
    shown = visit()
    assert not shown.warning
    assert handed[-1]["trace"].split()[4] == "2"


def test_data_set_without_trained_networks_is_told(recordings: dict, handed: list, monkeypatch):
    monkeypatch.setattr(runs, "course_learners", lambda name: ())
    assert visit().info[0].value == words("en")("loop.none")


def test_an_old_address_names_its_learner_by_the_old_key(recordings: dict, handed: list):
    visit(method="reptile")
    assert handed[-1]["learner"] == "reptile"


def test_another_task_opens_at_its_start(recordings: dict, handed: list):
    shown = visit(frame=5)
    assert handed[-1]["frame"] == 5
    shown.query_params["seed"] = "43"
    shown.run()
    assert handed[-1]["frame"] == 0 and "".join(shown.query_params["frame"]) == "0"


def test_where_the_visitor_rests_is_chosen(recordings: dict, monkeypatch):
    said: dict = {"learner": "fomaml", "frame": 12345, "level": "whole", "companion": "x", "code": "values"}
    monkeypatch.setattr(page, "told_place", lambda: said)
    changed: list[dict] = []
    host = SimpleNamespace(change=lambda **changes: changed.append(changes))
    page.rested(host)
    expected = {"learner": "fomaml", "frame": 9999, "level": "whole", "companion": "alone", "code": "values"}
    assert changed == [expected]
    said["learner"] = "nobody"
    page.rested(host)
    assert len(changed) == 1


SCRIPTS = sorted(Path(page.__file__).parent.glob("*.js"))
TYPES = Path(page.__file__).with_name("types.js")


def test_every_sentence_that_the_modules_ask_for_exists():
    script = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    known = words("en").section("loop")
    prefixes = ("cap_", "phase_", "arrow_", "count_", "learner_", "table_", "test_", "whole_", "level_")
    asked = set(re.findall(r'say\([\w.]+, "(\w+)"', script))
    asked |= {key for key in re.findall(r'"(\w+)"', script) if key.startswith(prefixes)}
    assert len(asked) > 50 and asked <= set(known), asked - set(known)


def test_the_browsers_types_are_the_servers():
    """Every field that record.py hands over is declared in types.js."""
    declared = set(re.findall(r"@property \{.*?\} \[?(\w+)", types := TYPES.read_text(encoding="utf-8")))
    declared |= set(re.findall(r"(\w+)\??: ", types))
    shapes = [shape for shape in vars(record).values() if is_typeddict(shape)]
    assert len(shapes) > 8
    for shape in shapes:
        assert set(shape.__annotations__) <= declared, shape


def test_no_module_is_long():
    assert len(SCRIPTS) > 25
    for path in SCRIPTS:
        assert path.read_text(encoding="utf-8").count("\n") <= 300, path
