"""The page Episode loop, in both languages, and what it hands to its component."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from fewshot_app.instruments.loop import component as episode_loop
from fewshot_app.instruments.loop import page as loop
from fewshot_app.instruments.loop import runs as loop_runs
from fewshot_app.instruments.loop.figures import loop_record
from fewshot_app.shared import runs
from fewshot_app.shared.state import State
from fewshot_app.shared.text import LANGUAGES, words
from fewshot_core.data.datasets import DataSet
from fewshot_core.tensors.errors import NotEnoughClasses
from tests.app.instruments.traces import loop_trace, tiny_data


def script() -> None:
    from fewshot_app.instruments.loop import page as loop
    from fewshot_app.shared import state as visitor
    from fewshot_app.shared.text import words

    state = visitor.read()
    loop.render(state, words(state.lang))


def film(method: str, data: DataSet) -> loop_runs.Film:
    trace = loop_trace(method)
    return loop_runs.Film({lang: loop_record(trace, data, lang) for lang in LANGUAGES}, trace.info)


@pytest.fixture
def recordings(monkeypatch: pytest.MonkeyPatch) -> dict:
    """Recordings by method; a test may replace one before the page runs."""
    data = tiny_data()
    jobs = {m: SimpleNamespace(done=True, result=film(m, data), error=None) for m in loop.METHODS}
    monkeypatch.setattr(runs, "data", lambda name: data)
    monkeypatch.setattr(runs, "contenders", lambda name: tuple(jobs))
    monkeypatch.setattr(runs, "sprite", lambda name, items: f"data:image/png;base64,{len(items)}")
    monkeypatch.setattr(loop_runs, "loop", lambda name, kind, *form: jobs[kind])
    return jobs


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """What the component was given, run by run."""
    given: list[dict] = []
    monkeypatch.setattr(loop, "episode_loop", lambda data, **_: given.append(data))
    return given


def visit(**params: object) -> AppTest:
    page = AppTest.from_function(script, default_timeout=30)
    for key, value in params.items():
        page.query_params[key] = str(value)
    page.run()
    assert not page.exception, page.exception
    return page


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("method", loop.METHODS)
def test_page_tells_what_to_look_at(lang: str, method: str, recordings: dict, handed: list):
    page = visit(lang=lang, method=method)
    w = words(lang)
    assert page.title[0].value == w("loop.title")
    told = [m.value for m in page.markdown]
    assert w(f"loop.look_{method}") in told and w(f"loop.try_{method}") in told
    note = "conventional_note" if method == "conventional" else "training_note"
    assert any(w(f"loop.{note}") in caption.value for caption in page.caption)
    transductive = any(w("loop.transductive_note") in caption.value for caption in page.caption)
    assert transductive == (method != "conventional")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whole_has_its_own_words(lang: str, recordings: dict, handed: list):
    page = visit(lang=lang, level="whole", **{"and": "conventional"})
    assert words(lang)("loop.look_whole") in [m.value for m in page.markdown]
    assert (handed[-1]["level"], handed[-1]["companion"]) == ("whole", "conventional")
    assert all(record["whole"]["rows"] for record in handed[-1]["methods"].values())


def test_pseudo_code_in_values_is_in_the_address(recordings: dict, handed: list):
    visit()
    assert handed[-1]["code"] == "symbols"
    visit(code="values")
    assert handed[-1]["code"] == "values"
    for record in handed[-1]["methods"].values():
        assert all(e["norms"]["outer"] > 0 if "norms" in e else e["norm"] > 0 for e in record["episodes"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_component_gets_plain_data_in_one_language(lang: str, recordings: dict, handed: list):
    visit(lang=lang, method="fomaml", frame=7)
    data = handed[-1]
    assert json.loads(json.dumps(data))["frame"] == 7
    assert data["method"] == "fomaml" and set(data["methods"]) == set(loop.METHODS)
    assert data["words"]["method_conventional"] == words(lang)("loop.method_conventional")
    for record in data["methods"].values():
        assert data["sheets"][record["sheet"]].endswith(str(record["tiles"]))


def test_chosen_method_is_shown_first_and_the_page_waits_for_the_others(recordings: dict, handed: list):
    for method in ("maml", "reptile", "conventional"):
        recordings[method] = SimpleNamespace(done=False, result=None, error=None)
    form = State()
    jobs = loop.asked_for(form, loop.METHODS)
    assert loop.waiting(jobs, loop.METHODS)
    data = loop.film_data(form, {"fomaml": recordings["fomaml"]}, "fomaml", True, words("en"))
    assert list(data["methods"]) == ["fomaml"]


def test_nothing_is_shown_before_the_first_recording(recordings: dict, handed: list, monkeypatch):
    monkeypatch.setattr(loop, "POLL_SECONDS", None)
    recordings["maml"] = SimpleNamespace(done=False, result=None, error=None)
    page = visit(method="maml")
    assert not handed
    assert any(caption.value == words("en")("loop.loading") for caption in page.caption)


def test_error_of_a_recording_is_one_sentence(recordings: dict, handed: list):
    error = NotEnoughClasses(5, 3, "train")
    recordings["maml"] = SimpleNamespace(done=True, result=None, error=error)
    page = visit(method="maml")
    assert "5" in page.error[0].value and "Traceback" not in page.error[0].value


def test_form_too_large_for_the_stage_is_corrected_and_told(recordings: dict, handed: list):
    page = visit(n=9, k=7, q=8)
    told = page.warning[0].value
    assert all(number in told for number in ("9", "7", "8"))
    assert handed[-1]["trace"].split()[1:4] == ["5", "5", "3"]


def test_queries_are_few_where_the_address_says_nothing(recordings: dict, handed: list):
    page = visit()
    assert not page.warning
    assert handed[-1]["trace"].split()[3] == str(loop.FEW_QUERIES)


def test_data_set_without_trained_networks_is_told(recordings: dict, handed: list, monkeypatch):
    monkeypatch.setattr(runs, "contenders", lambda name: ())
    assert visit().info[0].value == words("en")("loop.none")


def test_script_is_one_module_with_one_export():
    script = episode_loop.joined_script()
    assert not re.search(r"^import ", script, flags=re.MULTILINE)
    assert re.findall(r"^export .*", script, flags=re.MULTILINE) == [
        "export default function episodeLoop(component) {"
    ]
    for name in episode_loop.MODULES:
        assert (episode_loop.HERE / f"{name}.js").read_text(encoding="utf-8").count("\n") <= 300


def test_every_sentence_that_the_script_asks_for_exists():
    script = episode_loop.joined_script()
    known = words("en").section("loop")
    prefixes = (
        "cap_",
        "code_",
        "phase_",
        "plane_",
        "curve_",
        "spec_",
        "arrow_",
        "count_",
        "method_",
        "pill_",
        "now_",
        "got_",
        "table_",
    )
    asked = set(re.findall(r'say\([\w.]+, "(\w+)"', script))
    asked |= {key for key in re.findall(r'"(\w+)"', script) if key.startswith(prefixes)}
    partial = {"curve_batch", "curve_reptile"}  # used with _note added as well
    asked |= {f"got_outer_{method}" for method in ("maml", "fomaml")}
    asked |= {f"{key}_turn" for key in re.findall(r'inTurn\("(\w+)"', script)}
    assert asked - partial <= set(known), asked - partial - set(known)
    phases = set(re.findall(r'add\("(\w+)", ', script)) | {"fast"}
    assert {f"phase_{phase}" for phase in phases} <= set(known)
