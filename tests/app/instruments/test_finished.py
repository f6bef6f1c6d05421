"""Figures that are made once: the same for all who ask for the same, another for who asks for another."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import Any

import plotly.io
import pytest

from fewshot_app.instruments.curves import CurvesChoices
from fewshot_app.instruments.curves import figures as curves
from fewshot_app.instruments.curves.view import View, view_of
from fewshot_app.instruments.overfit import growth_section
from fewshot_app.instruments.plane import PlaneChoices, landscape
from fewshot_app.instruments.plane.shown import sent, shown
from fewshot_app.instruments.sinusoid import SinusoidChoices
from fewshot_app.instruments.sinusoid import page as sinusoid
from fewshot_app.instruments.when import page as when
from fewshot_app.instruments.when.rounds import BY_ID
from fewshot_app.shared import own, runs
from fewshot_app.shared.charts.finished import Finished
from fewshot_app.shared.text import Words, words

PLANE, SINUSOID = PlaneChoices(), SinusoidChoices()


def of_curves(w: Words, theme: str = "light", narrow: bool = False, **choices: Any) -> Any:
    return curves.finished(view_of(CurvesChoices(theme=theme, **choices), None), w, narrow)


ASKED: dict[str, tuple[Callable[..., Any], list[dict[str, Any]]]] = {
    "curves": (of_curves, [{"picture": "n"}, {"scale": "near"}, {"against": "maml"}, {"narrow": True}]),
    "overfit": (
        lambda w, theme="light", learner="maml": growth_section._finished("everyday", learner, theme, w),
        [{"learner": "protonet"}],
    ),
    "plane": (
        lambda w, **changes: landscape._drawn(replace(PLANE, **changes), w)[0],
        [{"theta_1": 7}, {"walks": "maml~3~30~3~200"}, {"surface": "a"}, {"turn": 5}, {"hessian": "hidden"}],
    ),
    "sinusoid": (
        lambda w, **changes: sinusoid._chart(replace(SINUSOID, **changes), w),
        [{"step": 3}, {"drawn": "5"}, {"lines": ("scratch",)}],
    ),
    "when": (
        lambda w, theme="light", round_="prior", narrow=False: when._drawn(
            "everyday", BY_ID[round_], theme, w, narrow
        )[0],
        [{"round_": "ordinary"}, {"round_": "steps"}, {"narrow": True}],
    ),
}


@pytest.mark.parametrize("page", ASKED)
def test_each_asks_for_its_own_and_the_same_is_made_once(page: str) -> None:
    if not any(runs.measured("everyday", id) for id in runs.learners("everyday")):
        pytest.skip("no checkpoint is there yet")
    made, others = ASKED[page]
    first = made(words("en"))
    assert isinstance(first, Finished) and made(words("en")) is first
    found = [first, made(words("zh")), made(words("en"), theme="dark")]
    found += [made(words("en"), **other) for other in others]
    specs = [plotly.io.to_json(figure, validate=False) for figure in found]
    for one, other in combinations(specs, 2):
        assert one != other


def test_curves_with_something_of_a_visitor_are_made_for_that_visitor_alone(monkeypatch) -> None:
    made = []
    monkeypatch.setattr(own, "is_id", lambda id: id == "maml")  # as if it were the visitor's
    monkeypatch.setattr(curves, "figure", lambda view, w, narrow: made.append(view))
    view = View(CurvesChoices(), None, ("maml", "protonet"), {"maml": {}, "protonet": {}})
    before = curves._finished.cache_info().currsize
    for _ in range(2):
        curves.finished(view, words("en"), False)
    assert made == [view, view] and curves._finished.cache_info().currsize == before


def test_the_numbers_of_the_plane_are_written_once_for_each_choice_and_language() -> None:
    asked = [
        (PLANE, "en"),
        (PLANE, "zh"),
        (replace(PLANE, theta_2=5), "en"),
        (replace(PLANE, learner="reptile"), "en"),
    ]
    found = [sent(choices, words(lang)) for choices, lang in asked]
    assert len(set(found)) == len(asked)
    assert sent(replace(PLANE, theme="dark", turn=3), words("en")) is found[0]  # the plan does not show them
    for (choices, lang), text in zip(asked, found, strict=True):
        assert json.loads(text) == json.loads(json.dumps(shown(choices, words(lang))))
