"""The page of two parameters, in both languages, and what it hands to its component."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from fewshot_app.instruments.plane import page as plane
from fewshot_app.shared.text import LANGUAGES, words


def script() -> None:
    from fewshot_app.instruments.plane import page as plane
    from fewshot_app.shared import state as visitor
    from fewshot_app.shared.text import words

    state = visitor.read()
    plane.render(state, words(state.lang))


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """What the component was given, run by run."""
    given: list[dict] = []
    monkeypatch.setattr(plane, "meta_plane", lambda data, **_: given.append(data))
    return given


def visit(**params: object) -> AppTest:
    page = AppTest.from_function(script, default_timeout=30)
    for key, value in params.items():
        page.query_params[key] = str(value)
    page.run()
    assert not page.exception, page.exception
    return page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_what_to_look_at(lang: str, handed: list[dict]) -> None:
    page = visit(lang=lang)
    w = words(lang)
    assert page.title[0].value == w("plane.title")
    assert {w("plane.look"), w("plane.try"), w("plane.answer")} <= {m.value for m in page.markdown}


def test_the_component_gets_what_the_url_says(handed: list[dict]) -> None:
    visit(t1=-120, t2=33, a=90, s=4, b=50, method="reptile")
    (data,) = handed
    assert data["chosen"] == {
        "theta_1": -120,
        "theta_2": 33,
        "inner_rate": 90,
        "inner_steps": 4,
        "outer_rate": 50,
        "method": "reptile",
    }
    assert data["trail"][0][:2] == [-1.2, 0.33]
    row = 14 + 3 * 5 * 2  # θ, gradients, losses, and three paths of five places
    assert {len(view) for view in data["trail"] + data["grid"]["views"]} == {row}
    assert len(json.dumps(data)) < 300_000


def test_the_lattice_lies_row_by_row(handed: list[dict]) -> None:
    visit()
    grid = handed[0]["grid"]
    side, edge = grid["side"], grid["edge"]
    assert grid["views"][1][:2] == [round(-edge + 2 * edge / (side - 1), 3), -edge]
    assert grid["views"][side][0] == -edge


def test_a_method_that_is_not_on_the_page_becomes_the_first(handed: list[dict]) -> None:
    visit(method="conventional")
    assert handed[0]["chosen"]["method"] == "maml"
