"""The one line of controls above a task: data set, N, K, queries, seed, New task.

The URL is the truth: each widget is set from the state before it is drawn, and writes its
change to the URL before the page runs again.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from . import state as visitor
from .state import BY_NAME, State
from .text import Words

ALL = ("data", "way", "shot", "query", "seed", "new")


def task_line(state: State, w: Words, show: Sequence[str] = ALL) -> None:
    """Draw the controls named in ``show``, in one line that wraps on a narrow screen."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="task_line"):
        for name in show:
            if name == "data":
                _choice(name, state, w)
            elif name == "new":
                st.button(
                    w("common.new_task"),
                    key="task_new",
                    type="primary",
                    icon=":material/refresh:",
                    help=w("common.help.new_task"),
                    on_click=_draw_again,
                )
            else:
                _number(name, state, w)


def _key(name: str, state: State) -> str:
    """Bind the widget of a field: it shows the state's value, whatever it showed before."""
    key = f"task_{name}"
    st.session_state[key] = getattr(state, name)
    return key


def _written(name: str) -> None:
    value = st.session_state[f"task_{name}"]
    visitor.write(**{name: BY_NAME[name].default if value is None else value})


def _draw_again() -> None:
    visitor.write(seed=visitor.new_seed())


def _choice(name: str, state: State, w: Words) -> None:
    st.selectbox(
        w(f"common.label.{name}"),
        BY_NAME[name].choices,
        key=_key(name, state),
        format_func=lambda choice: w(f"common.{name}.{choice}"),
        help=w(f"common.help.{name}"),
        on_change=_written,
        args=(name,),
    )


def _number(name: str, state: State, w: Words) -> None:
    field = BY_NAME[name]
    st.number_input(
        w(f"common.label.{name}"),
        min_value=field.least,
        max_value=_most(name, state),
        step=1,
        key=_key(name, state),
        help=w(f"common.help.{name}"),
        on_change=_written,
        args=(name,),
    )


def _most(name: str, state: State) -> int:
    """The largest value that the split can hold, so that the + stops there."""
    most = BY_NAME[name].most
    if state.limits is None:
        return most
    images = state.limits.images(state.way)
    bound = {
        "way": state.limits.ways(state.shot + state.query),
        "shot": images - state.query,
        "query": images - state.shot,
    }
    return max(min(most, bound.get(name, most)), getattr(state, name))
