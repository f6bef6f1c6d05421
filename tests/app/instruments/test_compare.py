"""Compare in both languages: the page without a browser, and the board's data for made-up answers."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch

from fewshot_app.instruments.compare import runs as compare_runs
from fewshot_app.instruments.compare.board import FIRST_ROWS, LAST, Stands, Task, board_data
from fewshot_app.instruments.compare.contestants import Contestant, Measured, chosen
from fewshot_app.instruments.compare.live import Live
from fewshot_app.instruments.compare.verdicts import verdicts
from fewshot_app.shared import runs
from fewshot_app.shared.learners import AT_ONCE, name
from fewshot_app.shared.state import State
from fewshot_app.shared.task import mixed_order
from fewshot_app.shared.text import words
from fewshot_app.shared.worker import Job
from fewshot_core.data.datasets import embedded_names
from fewshot_core.tensors.episode import Episode

pytest.importorskip("streamlit.testing.v1")
from streamlit.testing.v1 import AppTest

ALL = (
    "scratch",
    "conventional/fine-tune",
    "conventional/class-mean",
    "maml",
    "fomaml",
    "reptile",
    "protonet",
)


def script() -> None:
    from fewshot_app.instruments.compare.page import render
    from fewshot_app.shared import state as visitor
    from fewshot_app.shared.text import words

    state = visitor.read()
    render(state, words(state.lang))


def opened(guess: str | None = None, **params: object) -> AppTest:
    app = AppTest.from_function(script, default_timeout=60)
    for key, value in params.items():
        app.query_params[key] = str(value)
    if guess:
        app.session_state["compare_guesses"] = {(params["data"], params["n"], params["k"]): guess}
    return app.run()


def trained() -> str:
    names = [n for n in embedded_names() if runs.contenders(n)]
    if not names:
        pytest.skip("no checkpoint is there yet")
    return names[0]


@pytest.fixture(params=("en", "zh"))
def lang(request: pytest.FixtureRequest) -> str:
    return request.param


def task(way: int, shot: int, query: int) -> Task:
    none = torch.zeros(0)
    y = torch.arange(way)
    episode = Episode(
        none, y.repeat_interleave(shot), none, y.repeat_interleave(query),
        tuple(range(way)), tuple(range(way * shot)), tuple(range(way * query)),
    )  # fmt: skip
    return Task("task", episode, tuple(f"<{i}>" for i in range(way)), 7, "data:support", "data:query")


def answers(way: int, query: int, states: int, right: int) -> np.ndarray:
    """Probabilities that are right for the first ``right`` query images of all, at every state."""
    truth = np.arange(way).repeat(query)
    said = np.where(np.arange(way * query) < right, truth, (truth + 1) % way)
    return np.repeat(0.1 / way + 0.9 * np.eye(way)[said][None], states, axis=0)


@pytest.mark.parametrize("data", embedded_names())
def test_page_shows_its_words(lang: str, data: str) -> None:
    app = opened(lang=lang, data=data, n=3, k=2, q=2)
    assert not app.exception and not app.error
    assert app.title[0].value == words(lang)("compare.title")


@pytest.mark.parametrize("data", embedded_names())
def test_every_contender_has_its_words(lang: str, data: str) -> None:
    for contender in runs.contenders(data):
        assert name(contender, words(lang))


def test_unmeasured_form_offers_a_measurement(lang: str) -> None:
    data = trained()
    app = opened("skip", lang=lang, data=data, n=3, k=7, q=1)
    assert not app.exception and not app.error
    assert app.button(key="compare_start").label == words(lang)("compare.measure.start", episodes=100)


def test_measurement_can_be_started_and_stopped(lang: str) -> None:
    data = trained()
    app = opened("skip", lang=lang, data=data, n=2, k=8, q=1)
    app.button(key="compare_start").click().run()
    assert not app.exception
    if any(b.key == "compare_stop" for b in app.button):
        app.button(key="compare_stop").click().run()
    assert not app.exception and not app.error


def test_unknown_contender_in_the_url_is_told(lang: str) -> None:
    data = trained()
    app = opened(lang=lang, data=data, n=3, k=1, q=1, who=f"{runs.contenders(data)[0]},wizard")
    assert app.warning[0].value == words(lang)("compare.unknown", given="wizard")


def test_at_most_six_are_shown_and_the_usual_ones_by_default() -> None:
    assert chosen(ALL, ALL) == ALL[:AT_ONCE]
    assert "conventional/class-mean" not in chosen((), ALL)
    assert chosen(("maml", "nobody"), ALL) == ("maml",)
    assert chosen(("nobody",), ("other",)) == ("other",)


@pytest.mark.parametrize(("way", "query"), [(2, 1), (5, 5), (20, 15)])
def test_rows_mix_the_classes_and_follow_the_seed(way: int, query: int) -> None:
    order = mixed_order(way, query, 7)
    assert sorted(order) == list(range(way * query))
    first = [q // query for q in order[:way]]
    assert sorted(first) == list(range(way))
    assert order == mixed_order(way, query, 7)


@pytest.mark.parametrize(("way", "shot", "query"), [(2, 1, 1), (5, 1, 2), (20, 10, 15)])
def test_board_data_is_plain_and_agrees_with_the_answers(lang: str, way: int, shot: int, query: int) -> None:
    count = way * query
    curve = Measured((40.0,) * (LAST + 1), (1.0,) * (LAST + 1), 600)
    there = [
        Contestant("maml", "done", answers(way, query, LAST + 1, count // 2), curve),
        Contestant("protonet", "done", answers(way, query, 1, count), Measured((60.0,), (1.0,), 600)),
        Contestant("reptile", "waiting"),
    ]  # fmt: skip
    stands = Stands(("old",) * count, (0.5,) * count, 99)
    data = board_data(
        task(way, shot, query), there, ALL, lang=lang, guess="maml",
        difference=lambda a, b, step: (-20.0, 1.0), stands=stands, words=words(lang),
    )  # fmt: skip
    assert json.loads(json.dumps(data)) == json.loads(json.dumps(data, allow_nan=False))
    first, second, third = data["contenders"]
    assert first["right"] == [count // 2] * 11 and second["right"] == [count] and "top" not in third
    truths = [row["truth"] for row in data["rows"]]
    assert second["top"][0] == truths
    assert len(data["verdicts"]) == LAST + 1 and "{" not in "".join(data["verdicts"][3])
    assert len(data["stands"]) == min(FIRST_ROWS, count)


def test_before_the_guess_nothing_is_given_away(lang: str) -> None:
    data = board_data(
        task(5, 1, 2), [Contestant("maml")], ALL, lang=lang, guess=None,
        difference=lambda a, b, step: None, stands=None, words=words(lang),
    )  # fmt: skip
    assert not data["revealed"] and not data["verdicts"] and data["stands"] is None
    assert "top" not in data["contenders"][0] and "curve" not in data["contenders"][0]


@pytest.mark.parametrize(
    ("gap", "guessed", "skipped"),
    [((3.0, 1.0), "wins", "leads"), ((0.5, 1.0), "ties", "shares"), ((-3.0, 1.0), "loses", "loses")],
)
def test_verdict_depends_on_the_paired_interval(
    lang: str, gap: tuple[float, float], guessed: str, skipped: str
) -> None:
    w = words(lang)
    contestants = [
        Contestant("maml", measured=Measured((60.0,), (1.0,), 600)),
        Contestant("reptile", measured=Measured((59.0,), (1.0,), 600)),
    ]
    facts = {
        "when": w("compare.verdict.after", step=2), "name": "MAML", "other": "Reptile", "others": "Reptile",
        "mean": "60.0", "count": "600", "difference": f"{abs(gap[0]):.1f}", "ci": "1.0",
    }  # fmt: skip
    for guess, key in (("maml", guessed), (None, skipped)):
        told = verdicts(contestants, np.zeros(1), guess, 2, lambda a, b, step: gap, w)
        assert told[2][1] == w(f"compare.verdict.{key}", **facts)


def test_without_measurements_the_verdict_speaks_of_one_task(lang: str) -> None:
    w = words(lang)
    there = [
        Contestant("maml", "done", answers(5, 1, 11, 3)),
        Contestant("protonet", "done", answers(5, 1, 1, 4)),
    ]
    told = verdicts(there, np.arange(5), "maml", LAST, lambda a, b, step: None, w)[0][1]
    when = w("compare.verdict.before")
    assert told == w("compare.verdict.one_task", when=when, right=3, total=5, best=4)


def test_live_measurement_keeps_what_came_out_and_names_what_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    def measure(data: str, contender: str, *form: int) -> Job:
        job = Job(lambda: iter((0.5, 1.0)), lambda: contender if contender != "bad" else 1 / 0)
        job.run()
        return job

    monkeypatch.setattr(compare_runs, "evaluate_live", measure)
    live = Live(State())
    live.start(["maml", "bad", "protonet"])
    while live.running:
        live.advance()
    assert live.results == {"maml": "maml", "protonet": "protonet"}
    assert live.failed == ["bad"] and live.progress == 1.0
