"""When does meta-learning win? Contests that were measured, and what came out of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from fewshot_core.studies.contests.contest import WATCH_SPLITS, WATCH_TASKS

from ...shared import page
from ...shared.choices import new_seed
from ...shared.host import Host
from ...shared.learners import appearance
from ...shared.text import Words
from ...shared.worker import Job
from . import WhenChoices
from . import runs as contest_runs
from .component import contest_board
from .figures import BARE, BY_ID, ROUNDS, Round, rounds, rows, step_lines, task_lines
from .task import Labels, asked_live, example, hand_word, live
from .words import told

WHEN = "contest_board"
OWNER = {"fine-tune": "conventional/fine-tune", "class-mean": "conventional/class-mean"}
"""Contenders that other pages call by another name."""


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
    guess = page.guess_of(host, about(choices), choices.seen)
    jobs = asked_live(choices) if choices.round == "question" and guess is not None else {}
    _component(host, choices, shown(choices, guess, w, jobs))
    done = sum(job.done for job in jobs.values())
    page.await_jobs(jobs.values(), w("when.live.waiting", done=done, all=len(jobs)) if jobs else "")


def about(choices: WhenChoices, round_: str | None = None) -> tuple[str, str]:
    """What a guess is about: this contest, or another one, on this data set."""
    return choices.data, round_ or choices.round


def _component(host: Host[WhenChoices], choices: WhenChoices, data: dict[str, Any]) -> None:
    def sent(name: str) -> Any:
        return st.session_state[WHEN][name]

    def chosen() -> None:
        known = page.guess_of(host, about(choices, sent("round")), seen=False) is not None
        host.change(round=sent("round"), seen=known)

    contest_board(
        data,
        key=WHEN,
        on_guess=lambda: page.keep_guess(host, about(choices), sent("guess")),
        on_round=chosen,
        on_question=lambda: host.change(question=sent("question")),
        on_new=lambda: host.change(seed=new_seed()),
    )


def shown(
    choices: WhenChoices, guess: str | None, w: Words, jobs: dict[str, Job[Labels]] | None = None
) -> dict[str, Any]:
    """What the board shows of one round, as plain JSON. Before the guess no result is in it."""
    results = contest_runs.contests(choices.data)
    assert results is not None
    round_ = BY_ID[choices.round]
    looks = {id: look_of(id, w) for id in round_.contenders}
    names = {id: look["name"] for id, look in looks.items()}
    hidden = guess is None
    data: dict[str, Any] = {
        "round": round_.id,
        "rounds": [{"id": each.id, "name": w(f"when.round.{each.id}")} for each in rounds(results)],
        "question": w(f"when.ask.{round_.id}", hand=hand_word(choices.data, w)),
        "background": w(f"when.background.{round_.id}"),
        "choices": options(round_, names, w),
        "guess": guess,
        "learners": looks,
        "example": example(choices, w) if round_.id == "question" else None,
        "words": w.section("when.board") | {"alt": w(f"when.alt.{round_.id}")},
    }
    if hidden:
        return data
    if round_.id == "question":
        data["live"] = live(choices, jobs or {}, w)
    return data | picture(choices.data, round_, w) | {
        "told": told(results, round_, guess, names, hand_word(choices.data, w), w),
        "note": note(choices.data, round_, w),
    }  # fmt: skip


def look_of(contender: str, w: Words) -> dict[str, Any]:
    """Name and colour of a contender, as on all pages; hollow if trained on both questions."""
    kind = contender.removesuffix("-both").removesuffix("-bare")
    look = appearance(OWNER.get(kind, kind), w)
    if kind == contender:
        return look | {"hollow": False}
    variant = contender.removeprefix(f"{kind}-")
    return look | {"hollow": True, "name": w(f"when.{variant}", name=look["name"])}


def options(round_: Round, names: dict[str, str], w: Words) -> list[dict[str, str]]:
    """What can be guessed."""
    if round_.id == "tasks":
        return [{"id": id, "name": w(f"when.choice.{id}")} for id in ("rises", "falls")]
    return [{"id": id, "name": names[id]} for id in round_.contenders]


def picture(name: str, round_: Round, w: Words) -> dict[str, Any]:
    """The measured numbers of a round: lines, or a panel of rows for each kind of tasks."""
    results = contest_runs.contests(name)
    assert results is not None
    if round_.id == "steps":
        return {"lines": step_lines(results) | {"axis": w("when.axis.steps"), "chance": 20.0}}
    if round_.id == "tasks":
        lines = task_lines(results)
        looks = {
            f"{entrant} {split}": look_of(entrant, w)
            | {
                "name": w(f"when.watched.{entrant}.{split}"),
                "short": w(f"when.watched_short.{entrant}.{split}"),
            }
            for entrant in BARE
            for split in WATCH_SPLITS
        }
        return {"learners": looks, "lines": lines | {"axis": w("when.axis.tasks"), "chance": 20.0}}
    return {
        "panels": [
            {
                "title": w(f"when.panel.{contest}", hand=hand_word(name, w)),
                "chance": 100 / contest_runs.contest_way(name, contest),
                "rows": rows(results, round_.contenders, contest),
            }
            for contest in reversed(round_.contests)
        ]
    }


def note(name: str, round_: Round, w: Words) -> str:
    """On how many tasks and trainings all this rests."""
    results = contest_runs.contests(name)
    assert results is not None
    tasks = WATCH_TASKS if round_.id == "tasks" else results.tasks
    kind = {"steps": "steps", "tasks": "watched"}.get(round_.id, "tasks")
    return w(f"when.note.{kind}", tasks=tasks, seeds=results.seeds)
