"""Inside a prediction: one query image's bars and neighbours; below, what is counted over many tasks."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from ...shared import page, runs
from ...shared.class_picker.component import tell_no_score
from ...shared.host import Host
from ...shared.learners import name
from ...shared.task import Task, mixed_order
from ...shared.text import Words
from ...shared.trouble import sentence
from . import InsideChoices
from . import runs as inside_runs
from .component import Strip, ViewData, inside_view
from .counts import counts

CSS = Path(__file__).with_name("around.css")
VIEW = "inside_view"
LEARNER = "inside_learner"
EVERY = "every image"
"""What a guess is about that was skipped: whoever wants to see the answers wants to see all of them."""


def draw(choices: InsideChoices, host: Host[InsideChoices]) -> None:
    """Show the page."""
    w = host.w
    page.head(choices, host, also=lambda changes: {"seen": _is_open(replace(choices, **changes), host)})
    there, choices = runs.learners(choices.data), _by_one_there(choices)
    if not there:
        st.info(w("inside.no_learner"), icon=":material/info:")
        return
    st.html(CSS)
    page.choose_learner(choices.learner, there, host, key=LEARNER, width=280)
    job = inside_runs.inside(choices.task, choices.learner)
    st.fragment(_view)(host)
    page.await_jobs([job], host.w)
    if runs.known_before(choices.task):
        tell_no_score(w)
    else:
        counts(choices, host)


def _by_one_there(choices: InsideChoices) -> InsideChoices:
    """The choices with the first learner of the data set, where the chosen one is none of its own."""
    there = runs.learners(choices.data)
    return choices if choices.learner in there or not there else replace(choices, learner=there[0])


def _view(host: Host[InsideChoices]) -> None:
    """The upper part: what is clicked in it changes the address, and runs only this part again."""
    w, choices = host.w, _by_one_there(host.now())
    job = inside_runs.inside(choices.task, choices.learner)
    if job.error:
        st.error(sentence(job.error, w))
        return
    inside_view(
        view_data(choices, w, job.result, guess_of(choices, host)),
        key=VIEW,
        on_step=lambda: host.change(step=int(_sent("step"))),
        on_image=lambda: _pick(int(_sent("image")), host),
        on_guess=lambda: _keep(str(_sent("guess")), host),
    )


def _sent(what: str) -> Any:
    return st.session_state[VIEW][what]


def _pick(image: int, host: Host[InsideChoices]) -> None:
    """Another image is another question, unless it was answered already."""
    other = replace(host.now(), image=image)
    host.change(image=image, seen=_is_open(other, host))


def _keep(guess: str, host: Host[InsideChoices]) -> None:
    page.keep_guess(host, EVERY if guess == page.SKIP else _about(host.now()), guess)


def _about(choices: InsideChoices) -> Hashable:
    """What a guess is about: one image of one task."""
    return choices.task, choices.image


def _is_open(choices: InsideChoices, host: Host[InsideChoices]) -> bool:
    """Has the visitor guessed this image, or skipped the guesses?"""
    return guess_of(replace(choices, seen=False), host) is not None


def guess_of(choices: InsideChoices, host: Host[InsideChoices]) -> str | None:
    """A class's place in the task as text, SKIP for who wants no guess; None before the guess."""
    return page.guess_of(host, _about(choices), False) or page.guess_of(host, EVERY, choices.seen)


def view_data(
    choices: InsideChoices, w: Words, found: inside_runs.Inside | None, guess: str | None
) -> ViewData:
    """What the upper part shows. Before the guess, and until the learner has answered, no answer is in it."""
    task = choices.task
    drawn = runs.episode(task)
    classes = runs.data(task.data).classes
    shown: ViewData = {
        "task": task.name,
        "classes": [w.pick(classes[i]) for i in drawn.class_ids],
        "query": _strip("query", task, drawn.query_items),
        "support": _strip("support", task, drawn.support_items),
        "shot": task.shot,
        "order": mixed_order(task.way, task.query, task.seed),
        "image": choices.image,
        "step": choices.step,
        "asked": guess is not None,
        "learner": name(choices.learner, w),
        "words": w.section("inside.view") | w.section("common.ask"),
    }
    if found is None or guess is None:
        return shown
    shown["truth"] = int(drawn.query_y[choices.image])
    shown["guess"] = -1 if guess == page.SKIP else int(guess)
    shown["shares"] = found.probabilities[:, choices.image].round(4).tolist()
    index, far = (values[:, choices.image].tolist() for values in (found.near.index, found.near.distance))
    shown["near"] = [list(zip(i, f, strict=True)) for i, f in zip(index, far, strict=True)]
    return shown


def _strip(strip_id: str, task: Task, items: tuple[int, ...]) -> Strip:
    """Drawings side by side, for the web component."""
    return {"id": strip_id, "url": runs.sprite(task.data, items), "count": len(items)}
