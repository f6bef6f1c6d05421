"""The episode loop: real training steps of four methods, one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from ...shared import runs
from ...shared import state as visitor
from ...shared.old_task_line import task_line
from ...shared.state import Correction, Limits, State
from ...shared.text import Words
from ...shared.trouble import sentence, tell_corrections, told
from ...shared.worker import Job
from ..loop import runs as loop_runs
from .component import episode_loop

METHODS = ("maml", "fomaml", "reptile", "conventional")
LEAST = {"way": 2, "shot": 1, "query": 1}
MOST = {"way": 5, "shot": 5, "query": 3}  # what can be drawn and read
FEW_QUERIES = 2  # where the URL says nothing
FILM = "episode_loop"
KEPT = "loop_kept"  # this visitor's film: what it was made from, and the data for the component
POLL_SECONDS = 0.25

Jobs = Mapping[str, Job[loop_runs.Film]]


def render(state: State, w: Words) -> None:
    """Show the page."""
    form, corrections = held(state, asked="q" in st.query_params)
    with st.container(horizontal=True, vertical_alignment="bottom", key="loop_top"):
        with st.container(key="loop_title", gap=None):
            st.title(w("loop.title"), anchor=False)
            st.caption(w("loop.lead"))
        task_line(form, w)
    tell_corrections(replace(form, corrections=corrections), w, "loop")
    there = trained(form.data)
    if not there:
        st.info(w("loop.none"), icon=":material/info:")
        return
    opened = opening_frame(form)
    jobs = asked_for(form, there)
    pending = waiting(jobs, there)
    st.fragment(_film, run_every=POLL_SECONDS if pending else None)(form, there, opened, pending, w)


def held(state: State, asked: bool) -> tuple[State, tuple[Correction, ...]]:
    """The task's form within what the stage can show, and what had to be changed."""
    if not asked:
        state = replace(state, query=FEW_QUERIES)
    changes, corrections = {}, []
    for name, most in MOST.items():
        given = getattr(state, name)
        used = min(max(given, LEAST[name]), most)
        changes[name] = used
        if used != given:
            corrections.append(Correction(name, str(given), used, "range", LEAST[name], most))
    limits = Limits((MOST["shot"] + MOST["query"],) * MOST["way"])
    return replace(state, **changes, limits=limits), tuple(corrections)


def trained(name: str) -> tuple[str, ...]:
    """The methods that have a trained network for this data set."""
    found = {contender.split("/")[0] for contender in runs.contenders(name)}
    return tuple(method for method in METHODS if method in found)


def chosen(there: tuple[str, ...]) -> str:
    """The method that the URL names, or the first there is."""
    method = visitor.read().method
    return method if method in there else there[0]


def asked_for(form: State, there: tuple[str, ...]) -> Jobs:
    """The recordings by method: the chosen one first, the others once it is done."""
    first = chosen(there)
    jobs = {first: _job(form, first)}
    if jobs[first].done:
        jobs |= {method: _job(form, method) for method in there if method != first}
    return jobs


def _job(form: State, method: str) -> Job[loop_runs.Film]:
    return loop_runs.loop(form.data, method, form.way, form.shot, form.query, form.seed)


def waiting(jobs: Jobs, there: tuple[str, ...]) -> bool:
    """Is a recording still on its way?"""
    return len(jobs) < len(there) or not all(job.done for job in jobs.values())


def run_name(form: State) -> str:
    """What names this film."""
    return f"{form.data} {form.way} {form.shot} {form.query} {form.seed}"


def opening_frame(form: State) -> int:
    """Where the film opens: as the URL says at first, at the start for another task."""
    name = run_name(form)
    if st.session_state.get("loop_run", name) != name and form.frame:
        visitor.write(frame=0)
        form = replace(form, frame=0)
    st.session_state["loop_run"] = name
    return form.frame


def _film(form: State, there: tuple[str, ...], opened: int, polled: bool, w: Words) -> None:
    """The film and the words below it; runs again by itself while a recording is on its way."""
    pending = False
    with told(w):
        method = chosen(there)
        jobs = asked_for(form, there)
        pending = waiting(jobs, there)
        job = jobs[method]
        data = film_data(form, jobs, method, pending, w)
        if job.done and job.result is None:
            st.error(w("loop.failed", reason=sentence(job.error or RuntimeError(), w)))
        elif not job.done:
            st.caption(w("loop.loading"))
        if data["methods"]:
            chosen_now = visitor.read()
            now = {
                "method": method,
                "frame": opened,
                "order": list(there),
                "level": chosen_now.level,
                "companion": chosen_now.companion,
                "code": chosen_now.code,
            }
            episode_loop(data | now, key=FILM, on_rest=_rested)
        _words_below(method, job, w)
    if pending != polled:
        st.rerun()


def film_data(form: State, jobs: Jobs, method: str, pending: bool, w: Words) -> dict[str, Any]:
    """Records and pictures of the recordings that are to be shown.

    The chosen one comes alone as soon as it is there, the others all at once, so that the
    browser gets the film twice and not four times. What was made is kept for this visitor.
    """
    done = [name for name, job in jobs.items() if job.result is not None]
    if pending and method in done:
        done = [method]
    name = run_name(form)
    kept_name, kept = st.session_state.get(KEPT, ("", {}))
    if kept_name == name and kept["lang"] == w.lang and set(done) <= set(kept["methods"]):
        return kept
    methods: dict[str, Any] = {}
    sheets: list[str] = []
    for each in (m for m in METHODS if m in done):
        film = jobs[each].result
        assert film is not None
        record, items = film.records[w.lang]
        sheet = runs.sprite(form.data, items)
        if sheet not in sheets:
            sheets.append(sheet)
        methods[each] = record | {"sheet": sheets.index(sheet), "tiles": len(items)}
    made = {"trace": name, "lang": w.lang, "methods": methods, "sheets": sheets, "words": w.section("loop")}
    st.session_state[KEPT] = (name, made)
    return made


def _words_below(method: str, job: Job[loop_runs.Film], w: Words) -> None:
    """What to look at, what to try, and what this is."""
    look, attempt = st.columns(2)
    subject = "whole" if visitor.read().level == "whole" else method
    look.markdown(w(f"loop.look_{subject}"))
    attempt.markdown(w(f"loop.try_{subject}"))
    notes = [w("loop.conventional_note" if method == "conventional" else "loop.training_note")]
    if job.result is not None and job.result.info.get("transductive"):
        notes.append(w("loop.transductive_note"))
    if job.result is not None and job.result.info.get("optimiser", "SGD") != "SGD":
        notes.append(w("loop.optimiser_note", optimiser=job.result.info["optimiser"]))
    st.caption(" ".join(notes))


def _rested() -> None:
    """The visitor has come to rest at a frame, or chosen a method or a level: into the URL."""
    at = st.session_state[FILM]["at"]
    if at and at.get("method") in METHODS:
        visitor.write(
            method=at["method"],
            frame=max(0, min(int(at["frame"]), 9999)),
            level="whole" if at.get("level") == "whole" else "episode",
            companion="conventional" if at.get("companion") == "conventional" else "alone",
            code="values" if at.get("code") == "values" else "symbols",
        )
