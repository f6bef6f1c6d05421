"""The chapters: every step can be shown in both languages, and each waits for what is to be done."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from fewshot_app import server
from fewshot_app.course.chapters import check
from fewshot_app.course.chapters.deeds import done
from fewshot_app.course.chapters.hiding import hideable
from fewshot_app.course.chapters.host import state
from fewshot_app.course.chapters.steps import BadStep, Step, all_steps, chapters, find, read_chapter
from fewshot_app.course.chapters.words import minutes
from fewshot_app.instruments.explorer import ExplorerChoices
from fewshot_app.shared.host import carried, fitted
from fewshot_app.shared.room import room
from fewshot_app.shared.text import LANGUAGES, catalogue, words

MAIN = str(server.HERE / "main.py")
STEPS = pytest.mark.parametrize("step", all_steps(), ids=lambda step: step.key)


def opened(lang: str, **params: str) -> AppTest:
    page = AppTest.from_file(MAIN, default_timeout=120)
    page.query_params.update({"lang": lang, **params})
    return page.run()


def test_there_are_seven_chapters_of_five_to_nine_steps() -> None:
    assert [c.id for c in chapters()] == [
        "why", "task", "training", "meta", "strategies", "beyond", "today",
    ]  # fmt: skip
    assert all(5 <= len(chapter.steps) <= 9 for chapter in chapters())


def test_the_course_takes_about_an_hour() -> None:
    assert 50 <= sum(minutes(step, words("en")) for step in all_steps()) <= 75


def test_nothing_is_wrong_with_the_course() -> None:
    assert check.problems() == []


@STEPS
def test_a_step_is_not_done_before_anything_is(step: Step) -> None:
    if step.show:
        start = fitted(room(step.show).choices(**state(step)))
        assert not (step.do and done(step.do, start, start))


def test_deeds_are_values_bounds_and_changes() -> None:
    start, now = ExplorerChoices(), ExplorerChoices(way=8, seen=True)
    assert done({"seen": True, "way": ">=8", "shot": "<=1"}, start, now)
    assert not done({"way": ">=9"}, start, now)
    assert not done({"seen": True, "seed": "changed"}, start, now)
    assert done({"way": "changed"}, start, now)
    assert done({}, start, start)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_to_be_pressed_is_called_so_on_the_page(lang: str) -> None:
    step = next(each for each in all_steps() if each.key == "meta.honest")
    own = catalogue(lang)
    assert own["compare.board.differences"] in check.CALLED.findall(own["meta.honest.do"])
    assert list(check._of_words(step, lang, {lang: own})) == []
    others = {**own, "compare.board.differences": "another name"}
    assert any(
        own["compare.board.differences"] in each for each in check._of_words(step, lang, {lang: others})
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_step_hides_is_there_to_be_hidden(lang: str) -> None:
    all_words = {each: catalogue(each) for each in LANGUAGES}
    parts = [name for name in hideable() if "." in name]
    assert parts and all(all_words[lang][name.replace(".", ".part.")] for name in parts)
    step = Step("why", "prior", show="compare", do={"seen": True}, hide=("task", "loop.learners", "map.sky"))
    assert "why.prior: map.sky cannot be hidden" in list(check._of_step(step, all_words))


def test_other_choices_stay_out_of_the_course_and_its_own_go_along() -> None:
    params = {"lang": "zh", "chapter": "why", "part": "humans", "n": "7", "seen": "1"}
    assert carried(params, "chapters") == {"lang": "zh", "chapter": "why", "part": "humans"}
    assert carried(params, "explorer") == {key: value for key, value in params.items() if key != "seen"}


def test_what_is_not_there_is_found_nowhere() -> None:
    first = chapters()[0]
    assert find(first.id, "") == first.steps[0]
    assert find(first.id, "nowhere") is None
    assert find("nowhere", "") is None


BAD = {
    "nothing to do": 'order = 1\n[[step]]\nid = "a"\nshow = "overfit"\n',
    "two pictures": 'order = 1\n[[step]]\nid = "a"\nshow = "map"\npicture = "digits"\ndo = {step = 1}\n',
    "unknown": 'order = 1\n[[step]]\nid = "a"\nshow = "overfit"\ncolour = 1\ndo = {seen = true}\n',
    "no such answer": 'order = 1\n[[step]]\nid = "a"\npicture = "digits"\noptions = ["a"]\nright = "b"\n',
    "twice": 'order = 1\n' + 2 * '[[step]]\nid = "a"\nshow = "overfit"\ndo = {seen = true}\n',
    "no toml": "order = ",
    "no steps": "order = 1\n",
}  # fmt: skip


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_a_bad_file_is_told_with_its_name(tmp_path: Path, content: str) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "chapter.toml").write_text(content)
    with pytest.raises(BadStep, match="broken"):
        read_chapter(folder)


def test_a_way_out_of_a_step_leads_to_what_the_step_shows() -> None:
    app = AppTest.from_function(way_out, default_timeout=60)
    app.query_params["n"] = "3"
    app.run()
    assert app.markdown[0].value == "./compare?k=4&n=3&seed=3&q=1"


def way_out() -> None:
    import streamlit as st

    from fewshot_app.course.chapters.host import StepHost
    from fewshot_app.course.chapters.steps import Step

    step = Step("task", "some", show="explorer", state={"shot": 4, "way": 2, "seed": 3, "seen": True})
    st.markdown(StepHost(step).link("compare", query=1))


def test_a_click_in_a_step_that_was_just_left_does_not_lead_back_to_it() -> None:
    app = AppTest.from_function(left, default_timeout=60)
    for key in (None, "next", "more"):  # the browser has the address of the first step still
        app.query_params.clear()
        app.query_params.update({"chapter": "task", "part": "some"})
        if key:
            app.button(key=key).click()
        app.run()
        seen = {key: value if isinstance(value, str) else value[0] for key, value in app.query_params.items()}
        assert seen == {"chapter": "task", "part": "other" if key else "some"}


def left() -> None:
    import streamlit as st

    from fewshot_app.course.chapters import ROOM
    from fewshot_app.course.chapters.host import StepHost
    from fewshot_app.course.chapters.steps import Step
    from fewshot_app.shared.host import PageHost

    host = PageHost(ROOM)
    shown = st.session_state.setdefault("shown", StepHost(Step("task", "some", show="explorer")))
    st.button("next", key="next", on_click=lambda: host.go("chapters", part="other"))
    st.button("more", key="more", on_click=lambda: shown.change(shot=3))
