"""Train your own: the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from fewshot_core.studies.watched import Look

from ...shared import own, page
from ...shared.charts.show import narrow, show
from ...shared.host import Host
from ...shared.learners import name as name_of
from ...shared.runs import called, place
from ...shared.text import Words
from ...shared.trained import KIND
from . import SETTINGS, SHORT, USUAL, TrainChoices, runs
from .attempt import attempt, tell
from .figures import curve, numbers
from .markup import task_markup
from .shelf import learner_shelf

CSS = Path(__file__).with_name("train.css")
NAME = "train_name"
LONGEST_NAME = 30
EVERY = 0.5
"""Seconds between two looks at the process."""


def draw(choices: TrainChoices, host: Host[TrainChoices]) -> None:
    """Show the page: what is to be trained, how it goes, and what was trained before."""
    st.html(CSS)
    page.head(
        choices, host, ("data", "method", "way", "shot", "seconds"), also=partial(_usual_tasks, choices)
    )
    mine = own.items(KIND)
    trained = [item for item in mine if item.facts["seconds"]]
    newest = trained[0] if trained else None
    stages = runs.stages(mine)
    _begin_line(choices, host, len(mine), "training" in stages)
    tell()
    st.fragment(_watch, run_every=EVERY if set(stages) - {"over"} else None)(newest, choices, host, stages)
    learner_shelf(choices, host, mine)


def _usual_tasks(choices: TrainChoices, changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Another method or data set begins with the usual training tasks, as far as its classes suffice."""
    if not {"method", "data"} & changes.keys():
        return {}
    usual, data = USUAL[changes.get("method", choices.method)], changes.get("data", choices.data)
    return (
        usual if runs.unfit(data) else usual | {"way": max(2, min(usual["way"], runs.training_classes(data)))}
    )


def _begin_line(choices: TrainChoices, host: Host[TrainChoices], number: int, active: bool) -> None:
    """A name and the button that begins, and the same as a command."""
    w = host.w
    usual = w("train.name_usual", method=name_of(choices.method, w), number=number + 1)
    with st.container(horizontal=True, vertical_alignment="bottom", key="train_begin_line"):
        if active:
            st.caption(w("train.one_at_a_time"))
        else:
            st.text_input(w("train.name"), key=NAME, placeholder=usual, max_chars=LONGEST_NAME, width=260)
            st.button(
                w("train.begin"), key="train_begin", type="primary", icon=":material/play_arrow:",
                on_click=partial(_begin, choices, host, usual),
            )  # fmt: skip
        with st.popover(w("train.command"), icon=":material/terminal:"):
            st.caption(w("train.command_note"))
            st.code(command(choices), language="sh", wrap_lines=True)


def command(choices: TrainChoices) -> str:
    """The same training on the command line."""
    what = f"fewshot train --data {place(choices.data)} --method {choices.method}"
    form = f"--way {choices.way} --shot {choices.shot} --minutes {int(choices.seconds) / 60:.2g}"
    settings = "".join(f" --set {name}={value}" for name, value in SETTINGS[choices.method].items())
    plain = "" if int(choices.seconds) > SHORT else " --mirror"
    return f"{what} {form}{settings}{plain} --precision auto --keep-every 5 --out my-{choices.method}"


def _begin(choices: TrainChoices, host: Host[TrainChoices], usual: str) -> None:
    attempt(host.w, lambda: runs.begin(choices, (st.session_state[NAME] or "").strip() or usual))
    st.session_state[NAME] = ""


def _watch(
    item: own.Item | None, choices: TrainChoices, host: Host[TrainChoices], stages: tuple[str, ...]
) -> None:
    """The training at hand; runs again by itself while one is under way, and with it all when one ends."""
    if runs.stages(own.items(KIND)) != stages:
        st.rerun(scope="app")
    if item is None:
        _pictures(choices.data, (), host.w)
        return
    state, looks = runs.state(item), runs.looks(item)
    _state_line(item, state, host.w)
    if looks and not runs.unfit(item.facts["data"]):
        way = len(runs.example_tasks(item.facts["data"])[0].class_ids)
        _curve(item, looks, way, choices, host.w)
        if runs.kept(item):
            _tell_reached(looks, host)
    _pictures(item.facts["data"], looks, host.w)


def _tell_reached(looks: Sequence[Look], host: Host[TrainChoices]) -> None:
    """What the last look saw becomes part of the address: a step of the course waits for it."""
    reached = round(100 * looks[-1].accuracy)
    if host.now().reached != reached:
        host.change(reached=reached)
        st.rerun(scope="app")


def _state_line(item: own.Item, state: runs.State, w: Words) -> None:
    """Where the training is, in a sentence, and what can be done about it."""
    facts = item.facts
    st.subheader(w("train.heading", name=item.name), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", key="train_state"):
        if state.phase in ("training", "measuring"):
            st.progress(state.share, text=_how_far(item, state, w))
        elif state.phase == "waiting":
            st.markdown(w("train.state.waiting", place=state.place))
        elif state.phase == "failed" and state.error:
            st.error(_failed(state.error, w), icon=":material/info:")
        elif state.phase != "done":
            st.warning(w("train.state.lost_kept" if runs.kept(item) else "train.state.lost"))
            st.button(
                w("train.go_on"), key="train_go_on", type="primary", icon=":material/play_arrow:",
                on_click=lambda: attempt(w, lambda: runs.go_on(item)),
            )  # fmt: skip
        if state.phase in ("training", "waiting") and not state.stopping:
            st.button(
                w("train.stop"), key="train_stop", icon=":material/stop:", on_click=lambda: runs.stop(item)
            )
    st.caption(
        w("train.what", method=name_of(facts["method"], w), data=called(facts["data"], w), way=facts["way"],
          shot=facts["shot"], seconds=w.number(facts["seconds"], 0))
    )  # fmt: skip


def _how_far(item: own.Item, state: runs.State, w: Words) -> str:
    """The phase, how much of it is done, and how long it takes still."""
    if state.stopping and state.phase == "training":
        return w("train.state.stopping")
    said = w(f"train.state.{state.phase}", percent=round(100 * state.share))
    left = state.seconds_left
    return said if left is None else f"{said} {w('train.state.left', seconds=max(1, round(left)))}"


def _failed(error: tuple[str, dict[str, Any]], w: Words) -> str:
    """The engine's own error, told with its numbers where there is a sentence for it."""
    kind, facts = error
    key = f"common.error.{kind}"
    try:
        return w(key, **facts)
    except KeyError:
        return w("common.error.unexpected")


def _curve(item: own.Item, looks: Sequence[Look], way: int, choices: TrainChoices, w: Words) -> None:
    facts = item.facts
    figure = curve(looks, facts["method"], facts["seconds"], way, choices.theme, w, narrow())
    show(
        figure, w, key="train_curve", alt=w("train.chart.alt"), table=numbers(looks, w),
        file=f"training-{facts['data']}-{facts['method']}", heading=[item.name, w("train.chart.caption",
        tasks=looks[0].tasks)],
    )  # fmt: skip
    st.caption(w("train.chart.note", tasks=looks[0].tasks, way=way))


def _pictures(data: str, looks: Sequence[Look], w: Words) -> None:
    """The example tasks, and what was said of them so far."""
    if why := runs.unfit(data):
        st.info(w(f"train.refused.{why}"), icon=":material/info:")
        return
    st.markdown(w("train.task.lead" if looks else "train.task.lead_before"))
    with st.container(horizontal=True, key="train_tasks"):
        for number, task in enumerate(runs.example_tasks(data)):
            st.html(task_markup(data, task, number, looks, w))
