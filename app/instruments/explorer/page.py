"""Task explorer: one task laid open, its support set and its query set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from fewshot_core.data.datasets import DataSet

from ...shared import runs
from ...shared import state as visitor
from ...shared.old_task_line import task_line
from ...shared.state import State
from ...shared.text import Words
from .component import HEAD_CSS, task_board, task_key

KEY = "explorer_key"
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def render(state: State, w: Words) -> None:
    """Show the page: the controls, the key, and the board with the task of these choices."""
    st.html(HEAD_CSS)
    with st.container(horizontal=True, vertical_alignment="bottom", key="explorer_head"):
        with st.container(key="explorer_controls"):
            st.title(w("explorer.title"), anchor=False)
            st.markdown(w.count(f"explorer.lead.{state.split}", state.shot, way=state.way))
            task_line(state, w)
        with st.container(key="explorer_key_box"):
            key_data = {"words": w.section("explorer.key"), "split": state.split}
            task_key(key_data, key=KEY, on_split=_choose_split)
    task_board(board_data(state, w), key="explorer_board")


def _choose_split() -> None:
    """The key's columns are buttons: a click shows a task of that split."""
    asked = st.session_state[KEY].split
    if asked:
        visitor.write(split=asked)


def board_data(state: State, w: Words) -> dict[str, Any]:
    """What the task board shows, as plain JSON; ``look`` changes whenever it must be built anew."""
    data = runs.data(state.data)
    form = (state.data, state.split, state.way, state.shot, state.query)
    task = runs.episode(*form, state.seed)
    task_id = "-".join(str(part) for part in (*form, state.seed))
    sources, told = _sources(data, (task.support_items, task.query_items))
    return {
        "task": task_id,
        "look": f"{task_id}-{w.lang}",
        "way": state.way,
        "shot": state.shot,
        "query": state.query,
        "classes": [w.pick(data.classes[i]) for i in task.class_ids],
        "support_sprite": runs.sprite(state.data, task.support_items),
        "query_sprite": runs.sprite(state.data, task.query_items),
        "support_tiles": told[0],
        "query_tiles": told[1],
        "sources": sources,
        "words": _board_words(state, w),
        "say": _say(state, w),
        "count": _count(state, w, data),
    }


def _board_words(state: State, w: Words) -> dict[str, str]:
    """The board's words, the sizes of the two sets filled in."""
    sizes = {"support": state.shot, "query": state.query}
    counts = {
        f"{name}_count": w(
            f"explorer.board.{name}_count",
            way=state.way,
            total=state.way * each,
            **{"shot" if name == "support" else "query": each},
        )
        for name, each in sizes.items()
    }
    return w.section("explorer.board") | counts


def _say(state: State, w: Words) -> str:
    """What to look at, and what to try next, which depends on how many examples there are."""
    look = w.count(f"explorer.look.{state.data}", state.shot)
    return w("explorer.say", look=look, next=w(f"explorer.try.{'one' if state.shot == 1 else 'many'}"))


def _count(state: State, w: Words, data: DataSet) -> str:
    """How many tasks of this form exist; classes with too few images are never drawn."""
    choices, tasks = runs.task_counts(state.data, state.split, state.way, state.shot, state.query)
    sizes = [data.classes[i].count for i in data.split_classes(state.split)]
    needed = state.shot + state.query
    available = sum(size >= needed for size in sizes)
    return w(
        f"explorer.count.{'choices' if available == len(sizes) else 'left_out'}",
        choices=f"{choices:,}".replace(",", w("explorer.count.digits")),
        way=state.way,
        available=available,
        split=w(f"common.split.{state.split}"),
        needed=needed,
        tasks=scientific(tasks),
    )


def scientific(number: int) -> str:
    """A large whole number to one decimal place, such as 8.3 × 10⁴²; a small one as it is."""
    if number < 100_000:
        return f"{number:,}"
    exponent = len(str(number)) - 1
    tenths = round(number / 10 ** (exponent - 1))
    if tenths == 100:  # 9.97 rounds to 10.0
        tenths, exponent = 10, exponent + 1
    return f"{tenths / 10:.1f}\u00a0×\u00a010{str(exponent).translate(SUPERSCRIPTS)}"


def _sources(data: DataSet, sets: Sequence[Sequence[int]]) -> tuple[list[str], list[list[tuple[int, str]]]]:
    """The collections or fonts that images come from, and each image's (collection, style)."""
    known = {source.id: f"{source.name} ({source.licence})" for source in data.sources}
    names: dict[str, int] = {}  # a collection's text -> its place in the list
    told: list[list[tuple[int, str]]] = []
    for items in sets:
        told.append([])
        for item in items:
            info = data.classes[int(data.class_of[item])]
            origin = info.origins[item - info.first] if info.origins else ""
            style = info.styles[item - info.first] if info.styles else ""
            text = known.get(_collection(origin, known), origin)
            told[-1].append((names.setdefault(text, len(names)), style))
    return list(names), told


def _collection(origin: str, known: dict[str, str]) -> str:
    """The id of the collection of an origin: ``lucide`` of ``lucide:dog``, ``caveat`` of ``caveat-500``."""
    name = origin.partition(":")[0]
    while name not in known and "-" in name:
        name = name.rpartition("-")[0]
    return name
