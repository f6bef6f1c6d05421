"""The page of two parameters, in both languages, and what it hands to its component."""

from __future__ import annotations

import json

import numpy as np
import pytest

from fewshot_app.instruments.plane import PlaneChoices, runs
from fewshot_app.instruments.plane import page as plane
from fewshot_app.instruments.plane.beside import seen_from, sides
from fewshot_app.instruments.plane.landscape import lines_of, surface_of
from fewshot_app.instruments.plane.surface import Surface
from fewshot_app.instruments.plane.walks import Walk
from fewshot_app.shared.choices import parse
from fewshot_app.shared.text import LANGUAGES, words
from tests.app.opened import opened


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """What the component was given, run by run."""
    given: list[dict] = []
    monkeypatch.setattr(plane, "plane", lambda data, **_: given.append(json.loads(data)))
    return given


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_what_to_look_at(lang: str, handed: list[dict]) -> None:
    page = opened("plane", lang=lang)
    w = words(lang)
    assert page.title[0].value == w("plane.title")
    assert {w("plane.look"), w("plane.try"), w("plane.answer")} <= {m.value for m in page.markdown}


def test_the_component_gets_what_the_url_says(handed: list[dict]) -> None:
    opened("plane", t1=-120, t2=33, a=90, s=4, b=50, method="reptile")
    (data,) = handed
    assert data["chosen"] == {
        "theta_1": -120,
        "theta_2": 33,
        "inner_rate": 90,
        "inner_steps": 4,
        "outer_rate": 50,
        "learner": "reptile",
        "walks": "",
        "hessian": "shown",
    }
    assert data["ahead"][0][:2] == [-1.2, 0.33]
    row = 14 + 3 * 5 * 2  # θ, gradients, losses, and three paths of five places
    assert {len(view) for view in data["ahead"] + data["grid"]["views"]} == {row}
    assert len(json.dumps(data)) < 300_000


def test_the_lattice_lies_row_by_row(handed: list[dict]) -> None:
    opened("plane")
    grid = handed[0]["grid"]
    side, edge = grid["side"], grid["edge"]
    assert grid["views"][1][:2] == [round(-edge + 2 * edge / (side - 1), 3), -edge]
    assert grid["views"][side][0] == -edge


def test_a_learner_that_is_not_on_the_page_becomes_the_first(handed: list[dict]) -> None:
    opened("plane", method="conventional")
    assert handed[0]["chosen"]["learner"] == "maml"


def test_walks_are_walked_from_the_start_and_back(handed: list[dict]) -> None:
    opened("plane", t1=50, t2=-50, walks="maml~3~30~3~200_maml~2~100~3~200_back_reptile~4~30~3~100")
    (data,) = handed
    first, on, other = data["trails"]
    assert [t["learner"] for t in (first, on, other)] == ["maml", "maml", "reptile"]
    assert [len(t["places"]) for t in (first, on, other)] == [4, 3, 5]
    assert first["places"][0] == other["places"][0] == [0.5, -0.5] and on["places"][0] == first["places"][-1]
    assert data["ahead"][0][:2] == pytest.approx(other["places"][-1], abs=1e-4)


def test_an_update_of_a_walk_is_the_one_that_was_seen_ahead(handed: list[dict]) -> None:
    opened("plane", learner="fomaml")
    opened("plane", learner="fomaml", walks="fomaml~5~30~3~200")
    before, after = handed
    assert [view[:2] for view in before["ahead"][:6]] == [
        pytest.approx(place, abs=1e-4) for place in after["trails"][0]["places"]
    ]


def test_a_walk_ends_at_the_edge() -> None:
    (_, places), *_ = runs.trails((2.9, 2.9), [Walk("maml", 9, 300, 10, 200)])[0]
    assert places and max(abs(v) for place in places for v in place) <= runs.EDGE


@pytest.mark.parametrize("given", ["maml~0~30~3~200", "protonet~1~30~3~200", "maml~1~30~3", "back_", "x"])
def test_impossible_walks_are_corrected_and_told(given: str) -> None:
    choices = parse(PlaneChoices, {"walks": given})
    assert choices.walks == "" and [c.field for c in choices.corrections] == ["walks"]


def test_what_a_browser_sends_is_brought_within_what_is_possible() -> None:
    sent = {
        "theta_1": 999,
        "theta_2": "x",
        "inner_rate": 7,
        "learner": "nobody",
        "walks": "back",
        "hessian": 1,
    }
    assert plane.possible(sent) == {"theta_1": 300, "inner_rate": 7, "walks": "back"}
    assert plane.possible({}) == {}


def test_old_addresses_name_the_learner_by_its_method() -> None:
    assert parse(PlaneChoices, {"method": "reptile"}).learner == "reptile"


def test_a_surface_is_drawn_of_the_plans_numbers(handed: list[dict]) -> None:
    opened("plane")
    (data,) = handed
    losses = np.array(data["surfaces"]["losses"])
    assert surface_of("b", data).heights.ravel() == pytest.approx(losses[1])
    assert surface_of("mean", data).heights.ravel() == pytest.approx(losses.mean(0))
    after = np.array([row[11:14] for row in data["grid"]["views"]]).mean(1)
    assert surface_of("adapted", data).heights.ravel() == pytest.approx(after)


def test_mamls_arrow_leads_down_the_surface_after_adapting(handed: list[dict]) -> None:
    opened("plane")
    (data,) = handed
    surface, theta = surface_of("adapted", data), np.array(data["ahead"][0][:2])
    down = -np.array(data["ahead"][0][2:4])
    around = [
        surface.at(theta + 0.3 * np.array([[np.cos(a), np.sin(a)]]))[0] for a in np.arange(0, 6.28, 0.05)
    ]
    steepest = 0.05 * int(np.argmin(around))
    assert abs((steepest - np.arctan2(down[1], down[0]) + np.pi) % (2 * np.pi) - np.pi) < 0.3


def test_lines_follow_the_surface_and_stop_where_it_is_not_drawn() -> None:
    line = np.linspace(-3, 3, 7)
    bowl = Surface(3.0, (line[:, None] ** 2 + line[None, :] ** 2) / 4)
    assert bowl.at(np.array([[0.0, 0.0], [1.0, -2.0]])).tolist() == pytest.approx([0.0, 1.25], abs=1e-3)
    path = bowl.along([(0, 0), (2, 0), (3, 3)])
    assert len(path) > 60 and path[0, 2] > 0  # just above
    assert np.isnan(path[-1, 2]) and not np.isnan(path[:30]).any()


def test_in_three_dimensions_a_tasks_surface_shows_that_tasks_walk(handed: list[dict]) -> None:
    opened("plane", walks="maml~2~30~3~200")
    (data,) = handed
    w = words("en")
    named = lambda choices: [line.name for line in lines_of(choices, data, w) if line.name]  # noqa: E731
    assert named(PlaneChoices(surface="mean")) == ["MAML", "FOMAML", "Reptile", "φA", "φB", "φC"]
    assert named(PlaneChoices(surface="b", hessian="hidden")) == ["MAML", "FOMAML", "Reptile", "φB"]
    trail = lines_of(PlaneChoices(), data, w)[-1]
    assert trail.colour == "--fs-m-maml" and len(trail.places) == 3


def test_names_stand_apart_as_they_are_seen() -> None:
    ends = [(0.0, 0.0), (6.0, 3.0), (200.0, 0.0)]
    first, second, far = sides(["MAML", "FOMAML", "Reptile"], ends, [(-4.0, 10.0)])
    assert first == far == ("top center", 0) and second != first
    across, up = seen_from(np.array([[1.0, 0, 0], [0, 0, 1.0]]), (0, 0), 150)
    assert across == pytest.approx((150, 0)) and up == pytest.approx((0, -150))
