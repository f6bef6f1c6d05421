"""When does meta-learning win? Contests that were measured, and what came out of them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import streamlit as st

from fewshot_core.studies.contests.contest import WATCH_TASKS
from fewshot_core.studies.contests.stored import Results

from ...shared import page
from ...shared.charts.finished import Finished
from ...shared.charts.show import Table, narrow, show
from ...shared.choices import new_seed
from ...shared.guess_card.component import Option, guess_card
from ...shared.guess_card.who import who
from ...shared.host import Host
from ...shared.text import Words, strong
from . import WhenChoices, component
from . import runs as contest_runs
from .dots import Panel, rows_figure
from .lines import lines_figure
from .looks import key_of, look_of, watched_look
from .rounds import BY_ID, ROUNDS, Line, Round, rounds, rows, step_lines, task_lines
from .table import lines_table, rows_table
from .task import asked_live, example, hand_word
from .words import findings

CSS = Path(__file__).with_name("page.css")


def draw(choices: WhenChoices, host: Host[WhenChoices]) -> None:
    """Show the page."""
    w = host.w
    controls = ("data", "seed") if choices.round == "question" else ("data",)
    also = page.guess_by_data(host, lambda data: (data, choices.round))
    page.head(choices, host, controls, also=also)
    results = contest_runs.contests(choices.data)
    if results is None:
        st.info(w("when.none"), icon=":material/info:")
        return
    if BY_ID[choices.round] not in rounds(results):
        st.info(w("when.elsewhere", round=w(f"when.round.{choices.round}")), icon=":material/info:")
        choices = replace(choices, round=ROUNDS[0].id)
    st.html(CSS)
    _rounds(choices, results, host)
    round_ = BY_ID[choices.round]
    guess = page.guess_of(host, about(choices), choices.seen)
    if guess is None:
        _ask(choices, round_, host)
    else:
        _outcome(choices, round_, results, guess, host)


def about(choices: WhenChoices, round_: str | None = None) -> tuple[str, str]:
    """What a guess is about: this contest, or another one, on this data set."""
    return choices.data, round_ or choices.round


def _rounds(choices: WhenChoices, results: Results, host: Host[WhenChoices]) -> None:
    """The contests, and what the one that is shown is about."""
    w = host.w

    def switch(round_: str) -> None:
        known = page.guess_of(host, about(choices, round_), seen=False) is not None
        host.change(round=round_, seen=known)

    named: list[component.Named] = [{"id": r.id, "name": w(f"when.round.{r.id}")} for r in rounds(results)]
    component.rounds(named, choices.round, w("when.round_label"), switch)
    st.html(f'<p class="fs-when-background">{strong(w(f"when.background.{choices.round}"))}</p>')


def _ask(choices: WhenChoices, round_: Round, host: Host[WhenChoices]) -> None:
    """The question of the contest, and before it the task that it is about."""
    w = host.w
    if round_.id == "question":
        _example(choices, host, live=False)
    guess_card(
        w(f"when.ask.{round_.id}", hand=hand_word(choices.data, w)), options(round_, w),
        who((look_of(id, w).learner.id for id in round_.learners), w), w,
        key="when_guess", on_guess=lambda id: page.keep_guess(host, about(choices), id),
    )  # fmt: skip


def options(round_: Round, w: Words) -> list[Option]:
    """What can be guessed."""
    if round_.id == "tasks":
        return [{"id": id, "name": w(f"when.choice.{id}")} for id in ("rises", "falls")]
    looks = {id: look_of(id, w) for id in round_.learners}
    return [
        {
            "id": id,
            "name": look.name,
            "colour": f"var({look.learner.token}, var(--fs-quiet))",
            "dot": "hollow" if look.hollow else "full",
        }
        for id, look in looks.items()
    ]


def _outcome(
    choices: WhenChoices, round_: Round, results: Results, guess: str, host: Host[WhenChoices]
) -> None:
    """What came out: the figure, what it says, and the task with its answers."""
    w = host.w
    with st.container(key="when_outcome"):
        _figure(choices, round_, results, w)
        st.html(_said(choices, round_, results, guess, w))
    if round_.id == "question":
        _example(choices, host, live=True)


def _said(choices: WhenChoices, round_: Round, results: Results, guess: str, w: Words) -> str:
    """What came out, and how it was measured, as markup."""
    names = {id: look_of(id, w).name for id in round_.learners}
    said = findings(results, round_, guess, names, hand_word(choices.data, w), w)
    sentences = "".join(f"<p>{strong(sentence)}</p>" for sentence in said)
    counted = f'<p class="note">{strong(note(round_, results, w))}</p>'
    return f'<div class="fs-when-findings" aria-live="polite">{sentences}{counted}</div>'


def _figure(choices: WhenChoices, round_: Round, results: Results, w: Words) -> None:
    title = w("when.file_title", round=w(f"when.round.{round_.id}"), data=w.data(choices.data))
    made, table = _drawn(choices.data, round_, choices.theme, w, narrow())
    show(
        made, w, key="when", alt=w(f"when.alt.{round_.id}"), table=table,
        file=f"contest-{choices.data}-{round_.id}", heading=[title, note(round_, results, w)],
    )  # fmt: skip


@lru_cache(100)
def _drawn(data: str, round_: Round, theme: str, w: Words, narrow: bool) -> tuple[Finished, Table]:
    """The figure of a contest and its numbers, which are the same for all visitors."""
    results = contest_runs.contests(data)
    assert results is not None  # there is a picture of what was measured alone
    counted = count(round_, results, w)
    if lines := lines_of(round_, results):
        axis = w(f"when.axis.{round_.id}")
        looks = {key_of(line): watched_look(line, w) if line.split else look_of(line.id, w) for line in lines}
        made = lines_figure(lines, looks, axis, counted, theme, w, narrow)
        table = lines_table(lines, looks, axis, w)
    else:
        looks = {id: look_of(id, w) for id in round_.learners}
        panels = panels_of(data, round_, results, hand_word(data, w), w)
        made = rows_figure(panels, looks, counted, theme, w, narrow)
        table = rows_table(panels, looks, w)
    return Finished(made), table


def lines_of(round_: Round, results: Results) -> list[Line]:
    """The lines of a contest that is drawn by steps or by updates; of others none."""
    return {"steps": step_lines, "tasks": task_lines}.get(round_.id, lambda _: [])(results)


def panels_of(data: str, round_: Round, results: Results, hand: str, w: Words) -> list[Panel]:
    """The panels of a contest; that which the guess was about comes first."""
    return [
        Panel(
            w(f"when.panel.{contest}", hand=hand),
            100 / contest_runs.contest_way(data, contest),
            rows(results, round_.learners, contest),
        )
        for contest in reversed(round_.contests)
    ]


def _tasks(round_: Round, results: Results) -> int:
    return WATCH_TASKS if round_.id == "tasks" else results.tasks


def count(round_: Round, results: Results, w: Words) -> str:
    """On how many tasks and trainings a point rests."""
    return w("when.figure.count", tasks=_tasks(round_, results), seeds=results.seeds)


def note(round_: Round, results: Results, w: Words) -> str:
    """On how many tasks and trainings all this rests, and how it is drawn."""
    kind = {"steps": "steps", "tasks": "watched"}.get(round_.id, "tasks")
    return w(f"when.note.{kind}", tasks=_tasks(round_, results), seeds=results.seeds)


def _example(choices: WhenChoices, host: Host[WhenChoices], live: bool) -> None:
    """The task with two questions; ``live``: with what each learner answers, as soon as it has."""
    jobs = asked_live(choices) if live else {}
    component.example(
        example(choices, jobs, host.w),
        lambda question: host.change(question=question),
        lambda: host.change(seed=new_seed()),
    )
    done = sum(job.done for job in jobs.values())
    page.await_jobs(jobs.values(), host.w, host.w("when.live.waiting", done=done, all=len(jobs)))
