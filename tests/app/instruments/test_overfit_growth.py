"""How accuracy grows with the images of each class: what is measured, what is said, and the picture."""

from __future__ import annotations

import json

import pytest
import torch

from fewshot_app.instruments.overfit import growth, growth_chart
from fewshot_app.instruments.overfit import runs as overfit_runs
from fewshot_app.instruments.overfit.figures import (
    Level,
    best_step,
    copied_record,
    crossing,
    growth_record,
    longest_series,
)
from fewshot_app.instruments.overfit.words import growth_sentences, images
from fewshot_app.shared import runs
from fewshot_app.shared.text import LANGUAGES, words
from fewshot_core.studies.overfitting import Gap
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.training.checkpoints import checkpoint_names

needs_scratch = pytest.mark.skipif("everyday/scratch" not in checkpoint_names(), reason="no checkpoints")


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return request.param


def gap(shot: int, few: float, many: float, steps: tuple[int, ...] = (10, 20), copies: int = 0) -> Gap:
    """Two tasks, 0.1 above and below: the half-width is 1.96 · 0.1 = 0.196."""
    middle = torch.tensor([few, many])
    query = torch.stack([middle - 0.1, middle + 0.1])
    return Gap(EpisodeSpec(5, shot, 5), "test", 0, steps, torch.ones(2, 2), query, copies)


# what is drawn


def test_crossing_is_on_the_line_between_two_measured_points():
    assert crossing([1, 2, 5], [0.4, 0.5, 0.8], 0.6) == pytest.approx(3.0)  # a third of the way from 2 to 5
    assert crossing([1, 2, 5], [0.4, 0.5, 0.8], 0.5) == pytest.approx(2.0)
    assert crossing([1, 2, 5], [0.4, 0.5, 0.8], 0.8) == pytest.approx(5.0)


def test_crossing_is_the_first_k_or_none():
    assert crossing([2, 5], [0.4, 0.8], 0.3) == 2.0
    assert crossing([1, 2, 5], [0.4, 0.5, 0.8], 0.81) is None


def test_growth_uses_the_better_number_of_steps_and_both_intervals():
    gaps = [gap(1, 0.3, 0.4), gap(3, 0.5, 0.6), gap(5, 0.9, 0.8)]
    assert best_step(gaps) == 20  # 0.6 on the mean of all K against 0.5667
    record = growth_record(gaps, Level(0.7, 0.05, 600, 10))
    assert record["query"] == [40.0, 60.0, 80.0] and record["query_fewer"] == [30.0, 50.0, 90.0]
    assert record["ci95"] == pytest.approx([19.6] * 3)
    assert record["at"] == pytest.approx(4.0)
    assert record["from"] == pytest.approx(1 + 2 * (0.65 - 0.596) / 0.2)  # upper edge meets lower
    assert record["to"] is None  # 0.604 never meets 0.75
    assert json.loads(json.dumps(record, allow_nan=False))


def test_what_copies_change_is_paired_on_the_same_tasks():
    plain = [gap(1, 0.3, 0.4), gap(3, 0.5, 0.6), gap(5, 0.9, 0.8)]
    copied = [gap(1, 0.35, 0.45, copies=8), gap(5, 0.8, 0.9, copies=8), gap(8, 0.9, 0.95, copies=8)]
    record = copied_record(copied, plain, Level(0.7, 0.05, 600, 10))
    assert record and record["copies"] == 8 and record["steps"] == 20
    assert record["shots"] == [1, 5]  # where there is something to compare with
    assert record["query"] == [45.0, 90.0] and record["gain"] == [5.0, 10.0]
    assert record["gain_ci95"] == pytest.approx([0, 0], abs=1e-4)  # both tasks gain as much
    assert record["at"] == pytest.approx(1 + 4 * 0.25 / 0.45)
    assert copied_record([], plain, Level(0.7, 0.05, 600, 10)) is None


def test_only_measurements_of_one_kind_make_a_curve():
    kept = longest_series([gap(1, 0.3, 0.4), gap(5, 0.3, 0.4, steps=(10, 100)), gap(5, 0.5, 0.6)])
    assert [(g.spec.shot, g.steps) for g in kept] == [(1, (10, 20)), (5, (10, 20))]
    assert longest_series([]) == []


# what is said


@pytest.mark.parametrize(
    ("level", "key", "facts"),
    [
        (0.7, "reached_open", {"k": 4, "low": 1}),
        (0.55, "reached", {"k": 2, "low": 1, "high": 5}),
        (0.35, "at_once", {"k": 1, "mean": "40.0", "half": "19.6"}),
        (0.95, "not_reached", {"k": 5, "mean": "80.0", "half": "19.6"}),
    ],
)
def test_the_answer_is_read_off_the_measured_values(lang: str, level: float, key: str, facts: dict):
    gaps = [gap(1, 0.3, 0.4), gap(3, 0.5, 0.6), gap(5, 0.7, 0.8)]
    record = growth_record(gaps, Level(level, 0.05, 600, 10))
    w = words(lang)
    told = growth_sentences(record, None, "MAML", w)
    level_facts = {"name": "MAML", "level": f"{100 * level:.1f}", "ci": "5.0"}
    assert told[0] == w(f"overfit.growth.{key}", **facts, **level_facts)
    assert w("overfit.growth.steps", steps=20, fewer=10, k=5, a="70.0", b="80.0") in told


def test_what_copies_change_is_told(lang: str):
    gaps, level = [gap(1, 0.3, 0.4), gap(5, 0.7, 0.8)], Level(0.7, 0.05, 600, 10)
    record = growth_record(gaps, level, [gap(1, 0.2, 0.3, copies=8), gap(5, 0.8, 0.9, copies=8)])
    told = growth_sentences(record, None, "MAML", words(lang))
    facts = {"first": 1, "first_images": 9, "first_gain": "−10.0", "first_half": "0.0"}
    for which in ("best", "last"):
        facts |= {which: 5, f"{which}_images": 45, f"{which}_gain": "+10.0", f"{which}_half": "0.0"}
    assert told[1] == words(lang)("overfit.growth.copied", copies=8, steps=20, tasks=2, mean="90.0", **facts)
    assert told[2] == words(lang)("overfit.growth.copied_at", k=4, name="MAML")  # 0.3 at 1, 0.9 at 5


def test_the_gain_of_many_more_steps_is_told(lang: str):
    gaps = [gap(1, 0.3, 0.4)]
    longer = Gap(
        EpisodeSpec(5, 5, 5), "val", 0, (20, 100), torch.ones(2, 2), torch.tensor([[0.5, 0.5], [0.6, 0.5]])
    )
    told = growth_sentences(growth_record(gaps, Level(0.3, 0.1, 600, 10)), longer, "MAML", words(lang))
    expected = words(lang)("overfit.growth.longer", long=100, gain="−5.0", half="9.8", k=5, tasks=2)
    assert told[-1] == expected


def test_more_than_one_image_is_two_at_least():
    assert [images(k) for k in (1.0, 1.2, 4.4, 4.6)] == [1, 2, 4, 5]


# the page


def grown(lang: str, data: str = "everyday", beside: str = "protonet") -> growth.Growth:
    if not overfit_runs.gaps(data, "test", 5):
        pytest.skip("nothing has been measured yet")
    found = growth.growth_of(data, beside, words(lang))
    assert found is not None
    return found


@needs_scratch
def test_growth_of_the_stored_measurements(lang: str):
    for data in ("everyday", "scripts"):
        for beside in ("protonet", "maml"):
            found = grown(lang, data, beside)
            assert "{" not in "".join(found.sentences)
            assert found.record["episodes"] >= 300
            assert found.record["fewer"] == runs.method(data, "scratch").config.adapt_steps  # as is said


@needs_scratch
def test_the_picture_holds_the_measured_values(lang: str):
    found = grown(lang)
    for theme in ("light", "dark"):
        figure = growth_chart.growth_figure(found, "protonet", theme)
        drawn = [list(trace.y) for trace in figure.data if trace.customdata is not None]
        record = found.record
        assert drawn == [record["support"], record["query"], record["copied"]["query"]]
        assert figure.layout.yaxis.range[0] == 0 and figure.layout.yaxis.range[1] >= 100
    shown = " ".join(note.text for note in figure.layout.annotations)
    assert all(found.words[key] in shown for key in ("support", "query", "chance"))
    json.dumps(figure.to_plotly_json(), default=list)


@needs_scratch
def test_only_a_k_that_the_page_can_ask_for_leads_to_a_task(lang: str):
    found = grown(lang)
    for curve in growth_chart.curves_of(found):
        leads = [
            found.words["leads"].format(way=5, shot=shot) in text
            for shot, text in zip(curve.shots, curve.hover, strict=True)
        ]
        assert leads == [shot <= 10 for shot in curve.shots]
        assert not any("{" in text for text in curve.hover)
