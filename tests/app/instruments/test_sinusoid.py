"""The sinusoid's page: points in the address, the record of the picture, both languages."""

from __future__ import annotations

import json

import pytest
import torch

from fewshot_app.instruments.sinusoid import SinusoidChoices, chart
from fewshot_app.instruments.sinusoid import figures as regression
from fewshot_app.instruments.sinusoid.page import NAMES, possible, read_points, shown, write_points
from fewshot_app.shared.charts.show import Cell
from fewshot_app.shared.choices import parse, written
from fewshot_app.shared.text import words
from fewshot_core.studies.sinusoid import load
from tests.app.still_host import StillHost

pytest.importorskip("streamlit.testing.v1")
from streamlit.testing.v1 import AppTest


def script() -> None:
    from fewshot_app.shared.host import PageHost
    from fewshot_app.shared.room import room

    host = PageHost(room("sinusoid"))
    host.room.page().draw(host.now(), host)


def test_points_come_back_from_the_address() -> None:
    points = ((-1.2, 0.35), (4.0, -6.0))
    text = write_points(points)
    assert read_points(text) == points and not parse(SinusoidChoices, {"pts": text}).corrections
    assert write_points([]) == "none" and read_points("none") == ()


@pytest.mark.parametrize("given", ["x", "1~2~3", "900~0", "1~700", "_".join(["1~1"] * 21), "1~2;drop"])
def test_impossible_points_are_corrected_and_told(given: str) -> None:
    choices = parse(SinusoidChoices, {"pts": given})
    assert choices.points == "" and [c.field for c in choices.corrections] == ["points"]


def test_what_a_browser_sends_is_brought_within_the_plane() -> None:
    assert read_points(write_points([[99, float("nan")], [-99, 99]])) == ((5.0, 0.0), (-5.0, 6.0))
    assert len(read_points(write_points([[0, 0]] * 50))) == 20


def test_the_seed_fixes_the_task_and_five_points_are_among_ten() -> None:
    five, ten = (regression.draw_task(3, count) for count in (5, 10))
    assert ten.points[:5] == five.points and five == regression.draw_task(3, 5) != regression.draw_task(4, 5)


def test_a_fit_is_what_the_learner_answers() -> None:
    learner, points = load("maml"), ((0.0, 1.0), (1.0, 2.0))
    (fit,) = regression.fits_to([learner], points)
    given = torch.tensor(points)[None]
    adapted = learner.adapt(given[..., :1], given[..., 1:])
    assert fit.curves.shape[0] == adapted.states == len(fit.left)
    assert fit.left[-1] < fit.left[0]
    at_zero = adapted.predict(torch.zeros(1, 1, 1)).item()
    assert fit.curves[-1][50] == pytest.approx(at_zero, abs=1e-4)  # the middle of -5 … 5
    (still,) = regression.fits_to([learner], ())
    assert still.left == () and (still.curves == still.curves[0]).all()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_record_is_plain_and_small(lang: str) -> None:
    data = shown(SinusoidChoices(lang=lang), words(lang))
    assert len(json.dumps(data)) < 300_000
    assert [learner["id"] for learner in data["learners"]] == ["maml", "conventional", "scratch"]
    assert data["tasks"] == 600 and all(len(learner["ci95"]) == 11 for learner in data["learners"])
    own = shown(SinusoidChoices(lang=lang, points="0~100"), words(lang))
    assert own["right"] is None and own["learners"][0]["wrong"] is None  # who knows what is right here?


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_in_both_languages(lang: str) -> None:
    app = AppTest.from_function(script, default_timeout=60)
    app.query_params["lang"] = lang
    app.run()
    assert not app.exception and not app.error
    assert app.title[0].value == words(lang)("sinusoid.title")


def test_fits_that_run_away_are_still_numbers() -> None:
    data = shown(SinusoidChoices(points="500~600_-500~-600_490~-600_-490~600"), words("en"))
    json.dumps(data, allow_nan=False)
    far = regression.Fit(torch.full((2, 3), torch.inf).numpy(), (0.0, 0.0))
    assert far.wrong(torch.zeros(3).numpy()) == (regression.FAR,) * 2


def test_steps_bring_a_drawn_task_closer() -> None:
    maml = shown(SinusoidChoices(), words("en"))["learners"][0]
    assert maml["wrong"][10] < maml["wrong"][0]


def test_switches_belong_to_the_address() -> None:
    chosen = possible([4, ["scratch", "maml"], True, False])
    params = written(SinusoidChoices(), {}, chosen)
    back = parse(SinusoidChoices, params)
    assert (back.step, back.shown, back.right, back.mean) == (4, ("maml", "scratch"), True, False)
    assert shown(back, words("en"))["chosen"] == [4, ["maml", "scratch"], True, False]
    assert SinusoidChoices().shown == ("maml", "conventional")
    assert parse(SinusoidChoices, written(back, params, possible([4, [], False, False]))).shown == ()
    assert possible(None) == possible([1, 2, 3, 4]) == {}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_chart_says_interval_and_count_of_each_point(lang: str, theme: str) -> None:
    choices, w = SinusoidChoices(lang=lang, theme=theme, step=3), words(lang)
    data = shown(choices, w)
    made = chart.errors(choices, data["learners"], NAMES, 2.87, data["tasks"], w)
    curves = [trace for trace in made.data if trace.mode == "lines+markers"]
    assert [len(curve.y) for curve in curves] == [11, 11] and list(curves[0].customdata) == list(range(11))
    maml = data["learners"][0]
    assert all(
        part in curves[0].text[3] for part in (f"{maml['mean'][3]:.2f}", f"{maml['ci95'][3]:.2f}", "600")
    )
    assert made.layout.shapes[0].x0 == 3  # the browser moves it with the slider
    names = " ".join(note.text or "" for note in made.layout.annotations)
    assert data["learners"][0]["short"] in names and w("sinusoid.least", error="2.87") in names


def test_each_row_of_the_table_leads_to_its_step() -> None:
    choices = SinusoidChoices()
    host = StillHost("sinusoid", choices)
    table = chart.table(host, shown(choices, host.w)["learners"], "")
    assert len(table.rows) == 11 and len(table.heads) == 4
    first = table.rows[7][0]
    assert isinstance(first, Cell) and first.text == "7" and "step=7" in first.href


def test_an_error_that_has_run_away_has_no_number() -> None:
    w = words("en")
    assert (chart.number(3.14159, w), chart.number(regression.FAR, w)) == ("3.14", "> 100")
