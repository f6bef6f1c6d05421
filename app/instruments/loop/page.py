"""The episode loop: real training steps of four learners, one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ...shared import learners, page, runs
from ...shared.host import Host
from ...shared.text import Words
from ...shared.trouble import sentence
from ...shared.worker import Job
from . import LEARNERS, LoopChoices
from . import runs as loop_runs
from .component import film
from .filmed import FEW, Filmed
from .record import Data, Film

KEY = "loop_film"
KEPT = "loop_kept"
"""This visitor's films: of which task in which language, and the data for the component."""
SINGLE, ASKED = "loop_single", "loop_asked"
OPENED = "loop_opened"
"""The task whose film was shown last."""

Jobs = Mapping[str, Job[loop_runs.Recording]]


def draw(choices: LoopChoices, host: Host[LoopChoices]) -> None:
    """Show the film and the words below it, as far as recordings are there; wait for the others."""
    w = host.w
    page.head(choices, host)
    there = trained(choices.data)
    if not there:
        st.info(w("loop.none"), icon=":material/info:")
        return
    learner = choices.learner if choices.learner in there else there[0]
    frame = opening_frame(choices, host)
    filmed = Filmed(choices.task, choices.asked if choices.asked < choices.way else 0, choices.single)
    jobs = asked_for(filmed, learner, there)
    pending = len(jobs) < len(there) or not all(job.done for job in jobs.values())
    job = jobs[learner]
    if job.done and job.result is None:
        st.error(w("loop.failed", reason=sentence(job.error or RuntimeError(), w)))
    shown = films(filmed, jobs, learner, pending, w)
    if shown["films"]:
        here = {"learner": learner, "frame": frame, "order": list(there), "turn": heard()}
        ways = {"level": choices.level, "companion": choices.companion, "code": choices.code}
        data: Data = {**shown, **here, **ways}  # type: ignore[typeddict-item]
        film(data, key=KEY, on_rest=lambda: rested(host))
    page.await_jobs(jobs.values(), w, "" if job.done else w("loop.loading"))
    with st.container(key="loop_below"):
        _below(choices, learner, job, host)


def _below(
    choices: LoopChoices, learner: str, job: Job[loop_runs.Recording], host: Host[LoopChoices]
) -> None:
    """What stands below the film."""
    _how_images_come(choices, learner, host)
    alone = "_alone" if choices.single and learner == "conventional" and choices.level != "whole" else ""
    _words_below(_subject(choices.level, learner), learner, alone, job, host.w)


def _subject(level: str, learner: str) -> str:
    """What the words below the film are about."""
    if level != "whole":
        return learner
    return "whole_conventional" if learner == "conventional" else "whole"


def trained(name: str) -> tuple[str, ...]:
    """The learners that have a trained network for this data set."""
    found = {learners.learner(id).method for id in runs.course_learners(name)}
    return tuple(id for id in LEARNERS if id in found)


def opening_frame(choices: LoopChoices, host: Host[LoopChoices]) -> int:
    """Where the film opens: as the choices say at first, at the start for another task."""
    name = f"{choices.task.name} {choices.asked} {choices.single}"
    another = st.session_state.get(OPENED, name) != name
    st.session_state[OPENED] = name
    if not another or not choices.frame:
        return choices.frame
    host.change(frame=0)
    return 0


def asked_for(filmed: Filmed, learner: str, there: tuple[str, ...]) -> Jobs:
    """The recordings by learner: the chosen one first, the others once it is done."""
    jobs = {learner: loop_runs.loop(filmed.by(learner), learner)}
    if jobs[learner].done:
        jobs |= {each: loop_runs.loop(filmed.by(each), each) for each in there if each != learner}
    return jobs


def films(filmed: Filmed, jobs: Jobs, learner: str, pending: bool, w: Words) -> dict[str, Any]:
    """Films and pictures of the recordings that are to be shown, with their words.

    The chosen one comes alone as soon as it is there, the others all at once, so that the browser gets films
    twice and not four times. What was made is kept for this visitor.
    """
    kept = st.session_state.get(KEPT, {})
    if (kept.get("trace"), kept.get("lang")) != (filmed.name, w.lang):
        kept = {"trace": filmed.name, "lang": w.lang, "films": {}, "sheets": [], "words": w.section("loop")}
    done = {name: job.result for name, job in jobs.items() if job.result is not None}
    if pending:
        done = {name: result for name, result in done.items() if name == learner}
    if not set(done) <= set(kept["films"]):
        kept = kept | _more(kept["films"], kept["sheets"], done, filmed.task.data, w.lang)
    st.session_state[KEPT] = kept
    return kept


def _more(
    known: dict[str, Film], sheets: list[str], done: Mapping[str, loop_runs.Recording], data: str, lang: str
) -> dict[str, Any]:
    """The films known and those that are done, in the learners' order; equal pictures are sent once."""
    made, sheets = dict(known), list(sheets)
    for learner in set(done) - set(known):
        record, items = done[learner].films[lang]
        sheet = runs.sprite(data, items)
        if sheet not in sheets:
            sheets.append(sheet)
        made[learner] = record | {"sheet": sheets.index(sheet), "tiles": len(items)}
    return {"films": {each: made[each] for each in LEARNERS if each in made}, "sheets": sheets}


def told_place() -> dict[str, Any]:
    """Where the browser said last that the visitor is; empty if it has said nothing yet."""
    component = st.session_state.get(KEY) or {}
    return component.get("at") or {}


def heard() -> int:
    """The number of the last message of the browser that has arrived."""
    return int(told_place().get("turn", 0))


def rested(host: Host[LoopChoices]) -> None:
    """The visitor has come to rest at a frame, or chosen a learner or a level: that is chosen now."""
    at = told_place()
    if at.get("learner") not in LEARNERS:
        return
    host.change(
        learner=at["learner"],
        frame=max(0, min(int(at["frame"]), 9999)),
        level="whole" if at.get("level") == "whole" else "episode",
        companion="conventional" if at.get("companion") == "conventional" else "alone",
        code=at["code"] if at.get("code") in ("values", "folded") else "symbols",
    )


def _how_images_come(choices: LoopChoices, learner: str, host: Host[LoopChoices]) -> None:
    """The switch below the film: images one by one, or a query set of few classes, where that is possible."""
    w = host.w
    if choices.level == "whole":
        return
    if learner == "conventional":
        st.session_state[SINGLE] = choices.single
        st.toggle(
            w("loop.single"), key=SINGLE, on_change=lambda: host.change(single=st.session_state[SINGLE])
        )
    elif learner != "reptile" and choices.way > FEW:
        st.session_state[ASKED] = 0 < choices.asked < choices.way
        st.toggle(
            w("loop.ask_few"),
            key=ASKED,
            help=w("loop.ask_few_help"),
            on_change=lambda: host.change(asked=FEW if st.session_state[ASKED] else 0),
        )


def _words_below(subject: str, learner: str, alone: str, job: Job[loop_runs.Recording], w: Words) -> None:
    """What to look at, what to try, and what this is."""
    look, attempt = st.columns(2)
    look.markdown(w(f"loop.look_{subject}"))
    attempt.markdown(w(f"loop.try_{subject}{alone}"))
    notes = [w("loop.conventional_note" if learner == "conventional" else "loop.training_note")]
    info = job.result.info if job.result is not None else {}
    if info.get("transductive"):
        notes.append(w("loop.transductive_note"))
    if info.get("optimiser", "SGD") != "SGD":
        notes.append(w("loop.optimiser_note", optimiser=info["optimiser"]))
    st.caption(" ".join(notes))
