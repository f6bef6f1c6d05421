"""When does meta-learning win? Contests that were measured, and what came out of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from fewshot_core.studies.contests.contest import WATCH_SPLITS, WATCH_TASKS

from ...shared import state as visitor
from ...shared.learners import appearance
from ...shared.old_task_line import task_line
from ...shared.state import State
from ...shared.text import Words
from ...shared.worker import Job
from ..when import runs as contest_runs
from .component import contest_board
from .figures import BARE, BY_ID, ROUNDS, Round, rounds, rows, step_lines, task_lines
from .task import POLL_SECONDS, Labels, asked_live, example, hand_word, live, wait
from .words import told

BOARD = "contest_board"
GUESSES = "contest_guesses"
OWNER = {"fine-tune": "conventional/fine-tune", "class-mean": "conventional/class-mean"}
"""Contenders that other pages call by another name."""


def render(state: State, w: Words) -> None:
    """Show the page."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="when_top"):
        with st.container(key="when_title", gap=None):
            st.title(w("when.title"), anchor=False)
            st.caption(w("when.lead"))
        task_line(state, w, show=("data", "seed") if state.round == "question" else ("data",))
    results = contest_runs.contests(state.data)
    if results is None:
        st.info(w("when.none"), icon=":material/info:")
        return
    if BY_ID[state.round] not in rounds(results):
        st.info(w("when.elsewhere", round=w(f"when.round.{state.round}")), icon=":material/info:")
        state = replace(state, round=ROUNDS[0].id)
    guess = guess_of(state)
    jobs = asked_live(state) if state.round == "question" and guess is not None else {}
    contest_board(
        board_data(state, guess, w, jobs), key=BOARD,
        on_guess=_guessed(state), on_round=_chosen, on_question=_asked, on_new=_drawn,
    )  # fmt: skip
    if not all(job.done for job in jobs.values()):
        st.fragment(wait, run_every=POLL_SECONDS)(jobs, w)


def board_data(
    state: State, guess: str | None, w: Words, jobs: dict[str, Job[Labels]] | None = None
) -> dict[str, Any]:
    """What the board shows of one round, as plain JSON. Before the guess no result is in it."""
    results = contest_runs.contests(state.data)
    assert results is not None
    round_ = BY_ID[state.round]
    shown = {id: look_of(id, w) for id in round_.contenders}
    names = {id: look["name"] for id, look in shown.items()}
    hidden = guess is None
    data: dict[str, Any] = {
        "round": round_.id,
        "rounds": [{"id": each.id, "name": w(f"when.round.{each.id}")} for each in rounds(results)],
        "question": w(f"when.ask.{round_.id}", hand=hand_word(state.data, w)),
        "background": w(f"when.background.{round_.id}"),
        "choices": choices(round_, names, w),
        "guess": guess,
        "learners": shown,
        "example": example(state, w) if round_.id == "question" else None,
        "words": w.section("when.board") | {"alt": w(f"when.alt.{round_.id}")},
    }
    if hidden:
        return data
    if round_.id == "question":
        data["live"] = live(state, jobs or {}, w)
    return data | picture(state.data, round_, w) | {
        "told": told(results, round_, guess, names, hand_word(state.data, w), w),
        "note": note(state.data, round_, w),
    }  # fmt: skip


def look_of(contender: str, w: Words) -> dict[str, Any]:
    """Name and colour of a contender, as on all pages; hollow if trained on both questions."""
    kind = contender.removesuffix("-both").removesuffix("-bare")
    look = appearance(OWNER.get(kind, kind), w)
    if kind == contender:
        return look | {"hollow": False}
    variant = contender.removeprefix(f"{kind}-")
    return look | {"hollow": True, "name": w(f"when.{variant}", name=look["name"])}


def choices(round_: Round, names: dict[str, str], w: Words) -> list[dict[str, str]]:
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


def guess_of(state: State) -> str | None:
    """The visitor's guess in this round on this data set: None, one of its choices or "skip"."""
    return st.session_state.get(GUESSES, {}).get((state.data, state.round))


def _guessed(state: State) -> Any:
    def keep() -> None:
        guesses = st.session_state.setdefault(GUESSES, {})
        guesses[state.data, state.round] = st.session_state[BOARD]["guess"]

    return keep


def _chosen() -> None:
    visitor.write(round=st.session_state[BOARD]["round"])


def _asked() -> None:
    visitor.write(question=st.session_state[BOARD]["question"])


def _drawn() -> None:
    visitor.write(seed=visitor.new_seed())
