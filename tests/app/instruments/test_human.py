"""Human against machine: which tasks are drawn, what is left out, what the learners answer."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from fewshot_app.instruments.human import HumanChoices, contest, page
from fewshot_app.instruments.human import runs as human_runs
from fewshot_app.instruments.human.component import HumanData
from fewshot_app.shared import answers, runs
from fewshot_app.shared.choices import parse, written
from fewshot_app.shared.text import words
from fewshot_core.tensors.errors import NotEnoughClasses, NotEnoughInGroup
from tests.app.still_host import StillHost

READ_ALL = ("thai", "khmer", "hangul")


def script() -> None:
    from fewshot_app.instruments.human import ROOM
    from fewshot_app.instruments.human.page import draw
    from fewshot_app.shared.host import PageHost

    host = PageHost(ROOM)
    draw(host.now(), host)


def step_script() -> None:
    import streamlit as st

    from fewshot_app.course.chapters.host import StepHost
    from fewshot_app.course.chapters.steps import Step

    state = {"data": "scripts", "way": 2, "query": 1, "seed": 3, "known": ["thai"]}
    host = StepHost(Step("today", "rival", show="human", state=state, do={"seen": True}))
    host.enter()
    now = host.now()
    host.room.page().draw(now, host)
    st.text(f"{now.known} {host.did()}")
    st.button("answered", key="answered", on_click=lambda: host.change(seen=True, said="AB-2000"))


def opened(of: Any = script, **params: object) -> AppTest:
    app = AppTest.from_function(of, default_timeout=60)
    app.query_params.update({key: str(value) for key, value in params.items()})
    return app.run()


@pytest.fixture(params=("en", "zh"))
def lang(request: pytest.FixtureRequest) -> str:
    return request.param


def shown(choices: HumanChoices, jobs: page.Jobs | None = None) -> HumanData:
    host = StillHost("human", choices)
    return page.human_data(choices, contest.contest_of(choices, host.w), jobs or {}, host)


def groups_of(choices: HumanChoices) -> set[str]:
    task = contest.contest_of(choices, words("en")).task
    assert task is not None
    classes = runs.data(task.data).classes
    return {classes[i].group for i in runs.episode(task).class_ids}


@pytest.mark.parametrize("params", [{}, {"data": "scripts"}, {"seen": 1, "n": 2, "q": 1, "who": "protonet"}])
def test_page_shows_its_words(lang: str, params: dict[str, object]) -> None:
    app = opened(lang=lang, **params)
    assert not app.exception and not app.error and not app.warning
    assert app.title[0].value == words(lang)("human.title")


def test_another_form_of_task_has_neither_answers_nor_a_score_to_beat() -> None:
    app = opened(n=2, q=1, seen=1, said="AB-900", beat="42-1-2-2-800", who="protonet")
    app.number_input(key="task_way").set_value(3).run()
    assert not {"seen", "said", "beat"} & set(app.query_params) and not app.exception


def test_what_the_address_contradicts_is_told_and_left_out(lang: str) -> None:
    app = opened(
        lang=lang, data="scripts", n=2, q=1, said="ABAB-900", beat="42-2-5-4-800", known="thai,elvish"
    )
    (told,) = [each.value.replace("\\", "") for each in app.warning]
    assert all(given in told for given in ("ABAB-900", "42-2-5-4-800", "elvish")) and not app.exception


def test_a_step_of_the_course_can_show_it() -> None:
    app = opened(step_script)
    assert not app.exception and not app.title
    assert app.text[0].value == "('thai',) False"
    app.button(key="answered").click().run()
    assert app.text[0].value == "('thai',) True" and not app.exception


def test_the_address_keeps_every_setting() -> None:
    chosen: dict[str, Any] = {
        "names": True, "feedback": True, "within": True, "known": ("thai", "khmer"), "seen": True,
        "said": "ABAB-12345", "beat": "42-3-20-30-61000", "way": 5, "query": 2,
    }  # fmt: skip
    found = parse(HumanChoices, written(HumanChoices(), {}, chosen))
    assert {name: getattr(found, name) for name in chosen} == chosen and not found.corrections
    assert contest.usable(found).corrections[0].field == "said"  # 4 answers to 10 images
    assert parse(HumanChoices, {"said": "AZ-1"}).corrections[0].reason == "form"


def test_scripts_that_are_read_are_left_out() -> None:
    for seed in range(12):
        chosen = HumanChoices(data="scripts", way=10, query=1, seed=seed, known=("thai", "hangul"))
        assert groups_of(chosen) == {"khmer"}


def test_twenty_of_one_script_are_of_one_and_all_scripts_come() -> None:
    form = {"data": "scripts", "way": 20, "query": 1, "within": True}
    found = [groups_of(HumanChoices(**form, seed=seed, known=("none",))) for seed in range(12)]
    assert all(len(groups) == 1 for groups in found)
    assert set.union(*found) == set(READ_ALL)
    assert groups_of(HumanChoices(**form, known=("khmer", "hangul"))) == {"thai"}


def test_where_nothing_is_left_out_it_is_the_task_of_every_page() -> None:
    plain = HumanChoices(data="scripts", known=("none",))
    assert contest.contest_of(plain, words("en")).task == plain.task


def test_too_few_classes_are_told(lang: str) -> None:
    w = words(lang)
    read = HumanChoices(lang=lang, data="scripts", known=READ_ALL)
    assert contest.contest_of(read, w).trouble == w("human.trouble.all_read")
    fixed = HumanChoices(
        lang=lang, data="scripts", way=2, classes=("thai-cho-chan", "hangul-a"), known=("thai",)
    )
    assert w("human.trouble.fixed", script=w.pick(runs.data("scripts").groups[3])) == shown(fixed)["trouble"]
    task = HumanChoices(data="scripts", way=20, shot=10, query=12).task
    with pytest.raises(NotEnoughInGroup):
        human_runs.without(task, frozenset({"thai", "hangul"}), True)
    with pytest.raises(NotEnoughClasses):
        human_runs.without(HumanChoices(data="scripts", way=21).task, frozenset({"thai", "hangul"}), False)
    many = HumanChoices(lang=lang, data="scripts", way=20, shot=10, query=12, known=("thai", "hangul"))
    assert "20" in shown(many)["trouble"] and shown(many)["task"] is None


def test_a_visitor_says_first_what_he_or_she_reads() -> None:
    asked = shown(HumanChoices(data="scripts"))
    assert not asked["fair"] and [chip["id"] for chip in asked["scripts"]] == [*READ_ALL, "none"]
    assert shown(HumanChoices(data="scripts", known=("none",)))["fair"]
    assert shown(HumanChoices())["fair"] and shown(HumanChoices())["scripts"] == []


@pytest.mark.parametrize("mode", contest.MODES)
def test_a_contest_that_is_offered_can_be_played(lang: str, mode: str) -> None:
    choices = HumanChoices(lang=lang, known=("none",), **contest.MODES[mode])  # type: ignore[arg-type]
    found = shown(choices)
    assert [chip["on"] for chip in found["modes"]] == [name == mode for name in contest.MODES]
    assert found["task"] is not None and found["title"] and found["words"]["how"]
    people = "lake2015" in str(found["notes"])
    assert people == (mode == "script") == ("cite:lake2015" in found["terms"])


def test_images_come_in_a_plain_order_that_belongs_to_the_seed() -> None:
    first, again, other = (shown(HumanChoices(way=3, query=4, seed=seed)) for seed in (5, 5, 6))
    assert first["task"] and again["task"] and other["task"]
    truth = first["task"]["truth"]
    assert sorted(truth) == [0] * 4 + [1] * 4 + [2] * 4 and truth != sorted(truth)
    assert truth == again["task"]["truth"] and truth != other["task"]["truth"]
    rounds = [truth[i : i + 3] for i in range(0, 12, 3)]
    assert any(len(set(each)) < 3 for each in rounds)  # nothing tells that a class is due


@pytest.mark.parametrize("learner", ["protonet", "maml"])
def test_learners_answer_what_they_answer_elsewhere_and_are_timed(learner: str) -> None:
    choices = HumanChoices(way=3, query=2, seen=True, said="ABCABC-9000", learners=(learner,))
    job, same = human_runs.timed_answer(choices.task, learner), answers.answer(choices.task, learner)
    end = time.monotonic() + 60
    while not (job.done and same.done) and time.monotonic() < end:
        time.sleep(0.01)
    assert job.result and same.result and job.result.milliseconds > 0
    assert job.result.labels == tuple(same.result.probabilities[-1].argmax(-1).tolist())
    found = shown(choices, {learner: job})
    (rival,), task = found["rivals"], found["task"]
    assert task and rival["labels"]
    right = int((np.array(job.result.labels) == runs.episode(choices.task).query_y.numpy()).sum())
    assert sum(a == b for a, b in zip(rival["labels"], task["truth"], strict=True)) == right
    assert shown(HumanChoices(way=3, query=2), {learner: job})["rivals"] == []  # not before the visitor's own


def test_a_score_to_beat_is_of_as_many_images_as_its_tasks_have() -> None:
    beat = contest.beat_of(HumanChoices(beat="42-3-20-30-61000"))
    assert beat == {"first": 42, "tasks": 3, "right": 20, "all": 30, "milliseconds": 61000}
    for bad in ("42-3-20-31-61000", "42-3-31-30-61000", "42-0-0-0-61000"):
        assert contest.beat_of(HumanChoices(beat=bad)) is None


def test_the_link_holds_the_same_tasks_unplayed() -> None:
    choices = HumanChoices(
        data="scripts",
        way=20,
        query=1,
        within=True,
        known=("thai",),
        names=True,
        seen=True,
        said="A" * 20 + "-1",
    )
    link = shown(choices)["link"]
    assert all(part in link for part in ("n=20", "q=1", "within=1", "known=thai", "names=1", "seed=42"))
    assert not any(part in link for part in ("seen", "said", "beat"))
    elsewhere, task = shown(choices)["compare"], contest.contest_of(choices, words("en")).task
    assert task and task.classes[0] in elsewhere and "step=10" in elsewhere and "seen=1" in elsewhere


def test_scores_of_other_settings_are_kept_apart() -> None:
    forms = [
        HumanChoices(), HumanChoices(way=6), HumanChoices(names=True), HumanChoices(feedback=True),
        HumanChoices(data="scripts"), HumanChoices(data="scripts", known=("thai",)),
        HumanChoices(data="scripts", within=True), HumanChoices(classes=("lion", "dog"), way=2),
    ]  # fmt: skip
    assert len({contest.form_of(choices) for choices in forms}) == len(forms)
    same = [HumanChoices(data="scripts", known=known) for known in (("thai", "khmer"), ("khmer", "thai"))]
    assert len({contest.form_of(choices) for choices in same}) == 1


def test_nobody_is_told_to_be_fair_before_it_is_known(lang: str) -> None:
    fair = words(lang)("human.note.scripts")
    for known, told in (((), False), (("none",), True), (READ_ALL, False)):
        assert (fair in shown(HumanChoices(lang=lang, data="scripts", known=known))["notes"]) == told
