"""Compare in both languages: the page without a browser, and the board's data for made-up answers."""

from __future__ import annotations

import json
import time
from pathlib import Path

import numpy as np
import pytest
import torch

from fewshot_app.instruments.compare import LAST
from fewshot_app.instruments.compare import runs as compare_runs
from fewshot_app.instruments.compare.board import FIRST_ROWS, Pictures, Shown, Stands, board_data
from fewshot_app.instruments.compare.columns import Column, Measured, chosen, column_data
from fewshot_app.instruments.compare.live import Live
from fewshot_app.instruments.compare.verdicts import verdicts
from fewshot_app.shared import rules, runs
from fewshot_app.shared.answers import answer
from fewshot_app.shared.learners import AT_ONCE, name
from fewshot_app.shared.runs import results
from fewshot_app.shared.task import Task, mixed_order
from fewshot_app.shared.text import words
from fewshot_app.shared.worker import Job
from fewshot_core import methods
from fewshot_core.data.datasets import embedded_names
from fewshot_core.measuring.evaluation import paired_difference
from fewshot_core.methods.protonet import ProtoNet
from fewshot_core.tensors.episode import Episode
from fewshot_core.training import checkpoints

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
    from fewshot_app.shared.host import PageHost
    from fewshot_app.shared.room import room
    from fewshot_app.shared.trouble import tell_corrections

    host = PageHost(room("compare"))
    choices = host.now()
    tell_corrections(choices, host.w, host.name)
    host.room.page().draw(choices, host)


def opened(**params: object) -> AppTest:
    app = AppTest.from_function(script, default_timeout=60)
    for key, value in params.items():
        app.query_params[key] = str(value)
    return app.run()


def trained() -> str:
    names = [n for n in embedded_names() if runs.learners(n)]
    if not names:
        pytest.skip("no checkpoint is there yet")
    return names[0]


@pytest.fixture(params=("en", "zh"))
def lang(request: pytest.FixtureRequest) -> str:
    return request.param


def pictures(way: int, shot: int, query: int) -> Pictures:
    none = torch.zeros(0)
    y = torch.arange(way)
    episode = Episode(
        none, y.repeat_interleave(shot), none, y.repeat_interleave(query),
        tuple(range(way)), tuple(range(way * shot)), tuple(range(way * query)),
    )  # fmt: skip
    return Pictures(episode, tuple(f"<{i}>" for i in range(way)), "data:support", "data:query")


def task(way: int, shot: int, query: int) -> Task:
    return Task("everyday", "test", way, shot, query, 7)


def shown(guess: str | None = None, against: str = "") -> Shown:
    return Shown(there=ALL, step=1, image=-1, against=against, reference="maml", guess=guess)


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
def test_every_learner_has_its_words(lang: str, data: str) -> None:
    for learner in runs.learners(data):
        assert name(learner, words(lang))


def test_unmeasured_form_offers_a_measurement(lang: str) -> None:
    data = trained()
    app = opened(seen=1, lang=lang, data=data, n=3, k=7, q=1)
    assert not app.exception and not app.error
    assert app.button(key="compare_start").label == words(lang)("compare.measure.start", episodes=100)


def test_measurement_can_be_started_and_stopped(lang: str) -> None:
    data = trained()
    app = opened(seen=1, lang=lang, data=data, n=2, k=8, q=1)
    app.button(key="compare_start").click().run()
    assert not app.exception
    if any(b.key == "compare_stop" for b in app.button):
        app.button(key="compare_stop").click().run()
    assert not app.exception and not app.error


def test_unknown_learner_in_the_url_is_told(lang: str) -> None:
    data = trained()
    app = opened(lang=lang, data=data, n=3, k=1, q=1, who=f"{runs.learners(data)[0]},wizard")
    assert app.warning[0].value == words(lang)("compare.corrected.learners", given="wizard")


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
        Column("maml", "done", answers(way, query, LAST + 1, count // 2), curve),
        Column(
            "protonet", "done", answers(way, query, 1, count), Measured((60.0,), (1.0,), 600),
            ((20.0, 1.0),) * (LAST + 1),
        ),
        Column("reptile", "waiting"),
    ]  # fmt: skip
    stands = Stands(("old",) * count, (0.5,) * count, 99)
    data = board_data(
        task(way, shot, query), pictures(way, shot, query), there, shown("maml"),
        lambda a, b: ((-20.0, 1.0),), stands, words(lang),
    )  # fmt: skip
    assert json.loads(json.dumps(data)) == json.loads(json.dumps(data, allow_nan=False))
    first, second, third = data["columns"]
    assert first["right"] == [count // 2] * 11 and second["right"] == [count] and "top" not in third
    truths = [row["truth"] for row in data["rows"]]
    assert second["top"][0] == truths
    assert len(data["verdicts"]) == LAST + 1 and "{" not in "".join(data["verdicts"][3])
    assert len(data["stands"]) == min(FIRST_ROWS, count)
    assert second["gap"] == {"mean": [20.0] * 11, "ci95": [1.0] * 11, "episodes": 600} and "gap" not in first


def test_before_the_guess_nothing_is_given_away(lang: str) -> None:
    data = board_data(
        task(5, 1, 2), pictures(5, 1, 2), [Column("maml")], shown(), lambda a, b: None, None, words(lang)
    )  # fmt: skip
    assert not data["revealed"] and not data["verdicts"] and not data["stands"]
    assert "top" not in data["columns"][0] and "curve" not in data["columns"][0]


@pytest.mark.parametrize(
    ("gap", "guessed", "skipped"),
    [((3.0, 1.0), "wins", "leads"), ((0.5, 1.0), "ties", "shares"), ((-3.0, 1.0), "loses", "loses")],
)
def test_verdict_depends_on_the_paired_interval(
    lang: str, gap: tuple[float, float], guessed: str, skipped: str
) -> None:
    w = words(lang)
    columns = [
        Column("maml", measured=Measured((60.0,), (1.0,), 600)),
        Column("reptile", measured=Measured((59.0,), (1.0,), 600)),
    ]
    facts = {
        "when": w("compare.verdict.after", step=2), "name": "MAML", "other": "Reptile", "others": "Reptile",
        "mean": "60.0", "count": "600", "difference": f"{abs(gap[0]):.1f}", "ci": "1.0",
    }  # fmt: skip
    for guess, key in (("maml", guessed), (None, skipped)):
        said = verdicts(columns, np.zeros(1), guess, 2, lambda a, b: (gap,), w)
        assert said[2][1] == w(f"compare.verdict.{key}", **facts)


def test_without_measurements_the_verdict_speaks_of_one_task(lang: str) -> None:
    w = words(lang)
    there = [
        Column("maml", "done", answers(5, 1, 11, 3)),
        Column("protonet", "done", answers(5, 1, 1, 4)),
    ]
    said = verdicts(there, np.arange(5), "maml", LAST, lambda a, b: None, w)[0][1]
    when = w("compare.verdict.before")
    assert said == w("compare.verdict.one_task", when=when, right=3, total=5, best=4)


def test_live_measurement_keeps_what_came_out_and_names_what_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    def measure(task: Task, learner: str, episodes: int) -> Job:
        job = Job(lambda: iter((0.5, 1.0)), lambda: learner if learner != "bad" else 1 / 0)
        job.run()
        return job

    monkeypatch.setattr(compare_runs, "evaluate_live", measure)
    live = Live(task(5, 1, 5))
    live.start(["maml", "bad", "protonet"])
    while live.running:
        live.advance()
    assert live.results == {"maml": "maml", "protonet": "protonet"}
    assert live.failed == ["bad"] and live.progress == 1.0


def test_a_shared_address_shows_the_answers_at_once(lang: str) -> None:
    data = trained()
    assert "compare_start" not in {b.key for b in opened(lang=lang, data=data, n=3, k=7, q=1).button}
    linked = opened(seen=1, against="protonet", step=7, lang=lang, data=data, n=3, k=7, q=1)
    assert not linked.exception and not linked.error and not linked.warning
    assert "compare_start" in {b.key for b in linked.button}


def test_a_guess_holds_for_all_forms_of_task_and_for_one_data_set(lang: str) -> None:
    data = trained()
    app = opened(seen=1, lang=lang, data=data, n=3, k=7, q=1)
    app.number_input(key="task_way").set_value(4).run()
    assert "1" in app.query_params["seen"] and "4" in app.query_params["n"]
    assert "compare_start" in {b.key for b in app.button}
    other = next((d for d in embedded_names() if d != data), None)
    if other:
        app.selectbox(key="task_data").set_value(other).run()
        assert "seen" not in app.query_params


def test_a_stored_difference_is_the_paired_one_after_every_step() -> None:
    data = trained()
    stored = {c: results._stored(data, c, 5, 1) for c in ("maml", "protonet")}
    if not all(stored.values()):
        pytest.skip("nothing is stored")
    gaps = runs.stored_differences(data, "maml", "protonet", 5, 1)
    expected = [paired_difference(stored["maml"], stored["protonet"], step) for step in range(LAST + 1)]
    assert gaps == tuple(expected)
    assert runs.stored_differences(data, "maml", "protonet", 5, 1) is gaps
    assert runs.stored(data, "maml", 5, 1) is runs.stored(data, "maml", 5, 1)


def test_a_learner_that_the_app_never_heard_of_appears(
    lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new method's checkpoint is all that it takes: no list of the app names it."""

    class Wizard(ProtoNet):
        id = "wizard"

    data = trained()
    folder = tmp_path / "checkpoints" / data
    folder.mkdir(parents=True)
    for kept in (checkpoints.folder_of(f"{data}/maml"), checkpoints.folder_of(f"{data}/scratch")):
        (folder / kept.name).symlink_to(kept)
    monkeypatch.setitem(methods._classes(), "wizard", Wizard)
    for module in (checkpoints, rules):
        monkeypatch.setattr(module, "ASSETS", tmp_path)
    checkpoints.save(
        Wizard(Wizard.Config(channels=runs.data(data).images.shape[1])), data, folder / "wizard", {}
    )
    app = opened(seen=1, lang=lang, data=data, n=3, k=1, q=1, who="wizard,maml", against="wizard")
    assert not app.exception and not app.error and not app.warning
    job = answer(Task(data, "test", 3, 1, 1, 42), "wizard")
    while not job.done:
        time.sleep(0.01)
    assert job.error is None and job.result.probabilities.shape == (1, 3, 3)
    said = column_data(
        Column("wizard", "done", job.result.probabilities), np.arange(3), [0, 1, 2], words(lang)
    )
    assert said["name"] == said["short"] == "wizard" and said["how"] == words(lang)("common.learner.new.how")
