"""The page of contests: nothing is told before the guess, and what is told is what was stored."""

from __future__ import annotations

import time

import pytest
from streamlit.testing.v1 import AppTest

from fewshot_app.instruments.when import WhenChoices
from fewshot_app.instruments.when import runs as contest_runs
from fewshot_app.instruments.when.dots import rows_figure
from fewshot_app.instruments.when.lines import lines_figure
from fewshot_app.instruments.when.looks import key_of, look_of, watched_look
from fewshot_app.instruments.when.page import lines_of, options, panels_of
from fewshot_app.instruments.when.rounds import BY_ID, LIVE, rounds
from fewshot_app.instruments.when.table import lines_table, rows_table
from fewshot_app.instruments.when.task import asked_live, example
from fewshot_app.shared.text import words
from tests.app.opened import opened as open_room

CASES = [(name, each.id) for name in ("everyday", "scripts") for each in rounds(contest_runs.contests(name))]


def opened(guess: str | None = None, **params: object) -> AppTest:
    about = (params.get("data", "everyday"), params.get("round", "prior"))
    page = open_room("when", guess, about, **params)
    assert not page.error and not page.warning
    return page


def said(page: AppTest) -> list[str]:
    return [html.proto.body for html in page.get("html") if "aria-live" in html.proto.body]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("name", "round_"), CASES)
def test_results_come_after_the_guess(name: str, round_: str, lang: str) -> None:
    before = opened(lang=lang, data=name, round=round_)
    assert not before.get("plotly_chart") and not said(before)
    guess = options(BY_ID[round_], words(lang))[0]["id"]
    after = opened(guess, lang=lang, data=name, round=round_)
    assert after.get("plotly_chart")
    (found,) = said(after)
    assert "{" not in found


def test_what_was_revealed_is_shown_by_the_address_alone() -> None:
    assert opened(seen=1, round="steps").get("plotly_chart")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_row_is_the_stored_mean_over_tasks_and_trainings(lang: str) -> None:
    results, w = contest_runs.contests("scripts"), words(lang)
    assert results is not None
    stored = results.answers["protonet", "one-image"][:, :, -1]
    panels = panels_of("scripts", BY_ID["prior"], results, "", w)
    row = next(r for r in panels[0].rows if r.id == "protonet")
    assert row.mean == pytest.approx(100 * stored.mean().item(), abs=0.01)
    assert row.trainings == pytest.approx([100 * s.mean().item() for s in stored], abs=0.01)
    looks = {id: look_of(id, w) for id in BY_ID["prior"].learners}
    for narrow in (False, True):
        made = rows_figure(panels, looks, "", "light", w, narrow)
        drawn = [t for t in made.data if t.name == "protonet" and t.xaxis == "x"]
        ticks, interval, dot = drawn
        assert list(ticks.x) == list(row.trainings) and list(dot.x) == [row.mean]
        assert list(interval.x) == [row.mean - row.ci95, row.mean + row.ci95]
        assert f"{row.mean:.1f}" in dot.text[0]
    shown = next(r for r in rows_table(panels, looks, w).rows if r[0] == looks["protonet"].name)
    assert f"{row.mean:.1f}" in shown[1] and f"{row.trainings[0]:.1f}" in shown[1]


def test_the_ends_of_two_axes_side_by_side_do_not_touch_on_a_tablet() -> None:
    results, w = contest_runs.contests("everyday"), words("en")
    assert results is not None
    looks = {id: look_of(id, w) for id in BY_ID["prior"].learners}
    panels = panels_of("everyday", BY_ID["prior"], results, "", w)
    layout = rows_figure(panels, looks, "", "light", w, False).layout
    drawn = 768 - 2 * 24 - layout.margin.l - layout.margin.r
    assert (layout.xaxis2.domain[0] - layout.xaxis.domain[1]) * drawn > 40  # half of "100 %", half of "20 %"


def test_lines_are_the_stored_means_and_differ_in_more_than_colour() -> None:
    results, w = contest_runs.contests("everyday"), words("en")
    assert results is not None
    lines = lines_of(BY_ID["tasks"], results)
    looks = {key_of(line): watched_look(line, w) for line in lines}
    made = lines_figure(lines, looks, "x", "100 tasks", "light", w, False)
    drawn = [t for t in made.data if t.mode == "lines+markers"]
    assert [list(t.y) for t in drawn] == [list(line.mean) for line in lines]
    assert len({(t.line.dash, t.marker.color) for t in drawn}) == 4
    assert lines_table(lines, looks, "x", w).rows[0][0] == looks[key_of(lines[0])].name


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_shows_itself_and_says_what_was_not_measured(lang: str) -> None:
    page = open_room("when", lang=lang, data="scripts", round="tasks")
    assert page.info[0].value.startswith("“Learning" if lang == "en" else "这个数据集")


@pytest.mark.parametrize("name", ["everyday", "scripts"])
@pytest.mark.parametrize("question", ["thing", "hand"])
def test_a_live_answer_to_a_measured_task_is_what_was_measured(name: str, question: str) -> None:
    choices = WhenChoices(data=name, round="question", question=question, seed=42)
    jobs = asked_live(choices)
    deadline = time.monotonic() + 100
    while not all(job.done for job in jobs.values()) and time.monotonic() < deadline:
        time.sleep(0.05)
    found = example(choices, jobs, words("en"))
    results = contest_runs.contests(name)
    assert results is not None and [card["id"] for card in found["cards"]] == list(LIVE)
    task, _ = contest_runs.crossed_task(name, 42)
    truth = (task.by_thing if question == "thing" else task.by_hand).query_y.tolist()
    for card in found["cards"]:
        first_training = results.answers[card["id"], question][0, 42, -1].item()
        right = sum(a == b for a, b in zip(card["labels"], truth, strict=True))
        assert right / len(card["labels"]) == pytest.approx(first_training)
        assert card["score"].startswith(f"{right} of {len(truth)} ")
        assert f"{100 * results.accuracy(card['id'], question)[0]:.1f}" in card["many"]
    assert "600" in found["note"] and "one task" in found["note"]


def test_before_the_guess_nobody_answers_live() -> None:
    before = example(WhenChoices(round="question"), {}, words("en"))
    assert before["asked"] == "thing" and before["cards"] == []


def test_characters_have_names_that_every_system_can_show() -> None:
    for seed in range(20):
        choices = WhenChoices(data="scripts", round="question", seed=seed)
        things = example(choices, {}, words("zh"))["things"]
        assert len(set(things)) == 5 and all(name.isascii() and name.strip() for name in things)
