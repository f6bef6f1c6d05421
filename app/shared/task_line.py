"""The one line of controls above a task: data set, N, K, queries, seed, classes, New task.

The choices are the truth: each widget is set from them before it is drawn, and tells the host its change
before the page runs again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeGuard

import streamlit as st

from .choices import DataChoices, TaskChoices, new_seed, rules
from .class_picker.component import class_picker
from .host import Host
from .rules import Number, OneOf, OneSet
from .runs import called
from .text import Words

Also = Callable[[Mapping[str, Any]], Mapping[str, Any]]
ALL = ("data", "way", "shot", "query", "seed", "classes", "new")


def task_line(
    choices: DataChoices, host: Host[Any], show: Sequence[str] = ALL, also: Also = lambda changes: {}
) -> None:
    """Draw the controls named in ``show``, in one line that wraps on a narrow screen.

    ``also`` says what else is to change with a change that a visitor makes here. A room can have sentences of
    its own for the button ``new_task``, for a control's ``label`` and what its ``help`` says, and for the
    words of a choice, ``option.NAME.WORD``.
    """
    with st.container(horizontal=True, vertical_alignment="bottom", key="task_line"):
        for name in show:
            if name == "new":
                _new_task(host, also)
            elif name == "classes":
                _classes(choices, host, also)
            else:
                _control(name, choices, host, also)


def _chosen_by_hand(choices: DataChoices) -> TypeGuard[TaskChoices]:
    """Can the classes of the task be chosen? A training draws them anew for every task."""
    return isinstance(choices, TaskChoices) and "classes" in rules(type(choices))


def _classes(choices: DataChoices, host: Host[Any], also: Also) -> None:
    def pick(classes: tuple[str, ...]) -> None:
        new = {"classes": classes}
        host.change(**new, **also(new))

    if _chosen_by_hand(choices):
        class_picker(choices, host.w, pick)


def _new_task(host: Host[Any], also: Also) -> None:
    def draw() -> None:
        new = {"seed": new_seed()}
        host.change(**new, **also(new))

    st.button(
        host.w.own(host.name, "new_task"),
        key="task_new",
        type="primary",
        icon=":material/refresh:",
        help=host.w.own(host.name, "help.new_task"),
        on_click=draw,
    )


def _control(name: str, choices: DataChoices, host: Host[Any], also: Also) -> None:
    """The widget of one choice: it shows the value chosen, whatever it showed before."""
    rule, key, w = rules(type(choices))[name], f"task_{name}", host.w
    st.session_state[key] = getattr(choices, name)

    def changed() -> None:
        value = st.session_state[key]
        new = {name: rule.default if value is None else value}
        if name in ("data", "way") and _chosen_by_hand(choices):
            new["classes"] = ()  # chosen classes are of one data set, and say how many there are
        host.change(**new, **also(new))

    label = w.own(host.name, f"label.{name}")
    common: dict[str, Any] = {"key": key, "help": w.own(host.name, f"help.{name}"), "on_change": changed}
    if isinstance(rule, OneOf):
        options = rule.offered if isinstance(rule, OneSet) else rule.options
        words = f"{host.name}.option.{name}"
        st.selectbox(label, options, format_func=lambda id: _called(f"{words}.{id}", id, w), **common)
    elif isinstance(rule, Number):
        most = _most(name, rule, choices)
        st.number_input(label, min_value=rule.least, max_value=most, step=1, **common)


def _called(key: str, option: str, w: Words) -> str:
    """One of the words of a choice as the visitor reads it: the room's own sentence, or a data set's name."""
    return w(key) if key in w else called(option, w)


def _most(name: str, rule: Number, choices: DataChoices) -> int:
    """The largest value that the split can hold, so that the + stops there."""
    if not isinstance(choices, TaskChoices) or choices.limits is None:
        return rule.most
    images = choices.limits.images(choices.way)
    bound = {
        "way": choices.limits.ways(choices.shot + choices.query),
        "shot": images - choices.query,
        "query": images - choices.shot,
    }
    return max(min(rule.most, bound.get(name, rule.most)), getattr(choices, name))
