"""A record of training becomes a film: its frames, its pace, and the sentences in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from fewshot_app.instruments.loop import LEARNERS, pace
from fewshot_app.instruments.loop.above import enlargement
from fewshot_app.instruments.loop.film import film_of
from fewshot_app.instruments.loop.numerals import phi
from fewshot_app.instruments.loop.recording import HeldOut
from fewshot_app.instruments.loop.saying import Say
from fewshot_app.shared.text import LANGUAGES, words
from tests.app.instruments.traces import Loop, loop_trace, tiny_data

Films = Callable[..., dict]


@pytest.fixture(scope="module")
def film() -> Films:
    """The film of a learner in a language; with ``steps`` inner steps, where it takes some."""
    data = tiny_data()
    held_out = HeldOut(tuple(range(0, 240, 2)), tuple(int(data.class_of[i]) for i in range(0, 240, 2)))

    def made(learner: str, lang: str = "en", test: HeldOut | None = held_out, **form: int) -> dict:
        trace = loop_trace(learner, **form)
        if learner == "conventional":
            trace = Loop(**(vars(trace) | {"test": test}))
        return film_of(trace, learner, data, lang)[0]

    return made


def phases(frames: list[dict]) -> list[str]:
    return [frame["phase"] for frame in frames]


def test_a_task_of_maml_is_drawn_adapted_to_judged_and_its_gradient_runs_back_through_every_step(film: Films):
    first = [frame for frame in film("maml")["frames"] if frame["segment"] == 0]
    inner = ["forward", "gradient", "step"]
    assert phases(first) == [
        *("classes", "support", "query", "copy", *inner, *inner, *inner, "judge"),
        *("outer", "outer", "outer", "outer", "outer", "average", "update"),
    ]
    assert [frame.get("out", 0) for frame in first[13:20]] == [0, 1, 2, 3, 4, 5, 5]
    ranks = [frame["rank"] for frame in first]
    assert ranks == sorted(ranks)


def test_fomamls_gradient_does_not_run_through_the_steps_and_reptile_asks_no_query_image(film: Films):
    assert phases(film("fomaml")["frames"]).count("outer") == 6
    assert not {"query", "judge", "outer"} & set(phases(film("reptile", steps=10)["frames"]))


def test_conventional_training_ends_with_the_test_set_open_once(film: Films):
    frames = film("conventional")["frames"]
    assert [i for i, frame in enumerate(frames) if frame.get("opened")] == [len(frames) - 1]
    assert "test" not in phases(film("conventional", test=None)["frames"])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("learner", LEARNERS)
def test_every_sentence_of_a_film_is_filled(film: Films, learner: str, lang: str):
    made = film(learner, lang)
    known = words(lang).section("loop")
    assert {f"phase_{phase}" for phase in phases(made["frames"])} <= set(known)
    said = json.dumps([made["said"], made["frames"]], ensure_ascii=False)
    assert not re.findall(r"\{\w+\}", said)
    lines = {id for _, id, _ in made["said"]["code"]}
    for frame in made["frames"]:
        assert frame["caption"] and frame["got"] and frame["plane"]
        assert frame["line"] in lines and set(frame["lines"]) <= lines


@pytest.mark.parametrize("learner", LEARNERS)
def test_a_film_plays_within_half_a_minute_and_what_is_read_stays_a_second_at_least(
    film: Films, learner: str
):
    for steps in (5, 10) if learner == "reptile" else (1, 3, 5):
        frames = film(learner, **({} if learner == "conventional" else {"steps": steps}))["frames"]
        assert sum(frame["stay"] for frame in frames) <= pace.LONGEST
        read = [f for f in frames if f["stay"] and not f.get("fast") and not f["brief"] and f["segment"] == 0]
        assert all(f["stay"] >= 1000 for f in read if f["phase"] != "outer" or f.get("pull"))


def test_what_repeats_goes_by_in_brief_or_not_at_all(film: Films):
    frames = film("reptile", steps=10)["frames"]
    shown = [frame for frame in frames if frame["stay"]]
    assert len(shown) < 0.7 * len(frames) and phases(shown).count("update") == 3
    step = next(frame for frame in frames if frame["phase"] == "step" and frame["current"] == 4)
    assert step["brief"].startswith("… and so on, *b:step 5 of 10*") and not frames[0]["brief"]


def test_an_outer_arrow_far_shorter_than_the_walk_is_enlarged_by_a_round_factor():
    walk = {"fast": [[0, 0], [1, 0.3], [3, 1]]}
    assert enlargement(walk | {"next": [0.01, 0]}) == 200
    assert enlargement(walk | {"next": [2, 0]}) == 1


def test_numbers_are_short_and_never_exponents():
    say = Say(words("en"))
    assert [say.short(x) for x in (0, 0.000123, 0.0456, 0.5, 12.34, 1234.5)] == [
        *("0", "0.000123", "0.0456", "0.5", "12.3", "1,235"),
    ]
    assert [phi(10), say.loss(1.6), say.count(11936)] == ["φ₁₀", "1.60", "11,936"]
    assert [Say(words(lang)).percent(0.125) for lang in ("en", "zh")] == ["13\u00a0%", "13%"]
    assert say.magnification(1234) == "1,200"
