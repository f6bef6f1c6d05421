"""Task explorer: one task laid open, its support set and its query set."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from fewshot_core.data.datasets import DataSet

from ...shared import runs
from ...shared.class_picker.component import tell_chosen
from ...shared.host import Host
from ...shared.task import asked_labels
from ...shared.task_line import task_line
from ...shared.text import Words
from . import ExplorerChoices
from .component import HEAD_CSS, BoardData, KeyData, task_board, task_key

BOARD, KEY = "explorer_board", "explorer_splits"
AFRESH = {"seen": False, "named": ""}
"""What goes with another task: its answers have not been seen."""


def draw(choices: ExplorerChoices, host: Host[ExplorerChoices]) -> None:
    """Show the page: the controls, the key, and the board with the task of these choices."""
    w = host.w
    st.html(HEAD_CSS)
    with st.container(horizontal=True, vertical_alignment="bottom", key="explorer_head"):
        with st.container(key="explorer_controls"):
            if host.titled:
                st.title(w("explorer.title"), anchor=False)
            kind = "chosen" if choices.classes else choices.split
            st.markdown(w.count(f"explorer.lead.{kind}", choices.shot, way=choices.way))
            task_line(choices, host, also=lambda changes: AFRESH)
            tell_chosen(choices, w)
        with st.container(key="explorer_key"):
            split = _split(choices)
            if split or host.titled:  # in a step, chosen classes of several splits have no place in the key
                key_data: KeyData = {"words": w.section("explorer.key"), "split": split}
                task_key(key_data, key=KEY, on_split=lambda: _choose_split(host))
    task_board(board_data(choices, w), key=BOARD, on_turn=lambda: _keep_turn(host))


def _choose_split(host: Host[ExplorerChoices]) -> None:
    """The key's columns are buttons: a click shows a task of that split."""
    asked = st.session_state[KEY].split
    if asked:
        host.change(split=asked, classes=(), **AFRESH)


def _split(choices: ExplorerChoices) -> str:
    """The split that all classes of the task are of; chosen ones can be of several: then none."""
    found = runs.data(choices.data).classes
    splits = {found[i].split for i in runs.episode(choices.task).class_ids}
    return splits.pop() if len(splits) == 1 else ""


def _keep_turn(host: Host[ExplorerChoices]) -> None:
    """What the visitor shuffled and checked on the board becomes part of the address."""
    turn = st.session_state[BOARD].turn
    if turn:
        host.change(**{name: turn[name] for name in ("shuffled", "seen", "named", "asked")})


def board_data(choices: ExplorerChoices, w: Words) -> BoardData:
    """What the task board shows; ``look`` changes whenever it must be built anew."""
    data, task = runs.data(choices.data), choices.task
    episode = runs.episode(task)
    task_id = task.name.replace(" ", "-") + (f"-of-{choices.asked}" if choices.asked else "")
    asked = asked_labels(task.way, choices.asked, task.seed)
    queries = tuple(
        item
        for item, label in zip(episode.query_items, episode.query_y.tolist(), strict=True)
        if label in asked
    )
    sources, tiles = _sources(data, (episode.support_items, queries))
    return {
        "task": task_id,
        "look": f"{task_id}-{w.lang}",
        "seed": task.seed,
        "way": task.way,
        "shot": task.shot,
        "query": task.query,
        "classes": [w.pick(data.classes[i]) for i in episode.class_ids],
        "support_sprite": runs.sprite(task.data, episode.support_items),
        "query_sprite": runs.sprite(task.data, queries),
        "support_tiles": tiles[0],
        "query_tiles": tiles[1],
        "sources": sources,
        "query_labels": asked,
        "asked": choices.asked,
        "shuffled": choices.shuffled,
        "seen": choices.seen,
        "named": choices.named,
        "words": _board_words(choices, w),
        "say": _say(choices, w),
        "count": _count(choices, w, data),
    }


def _board_words(choices: ExplorerChoices, w: Words) -> dict[str, str]:
    """The board's words, the sizes of the two sets filled in."""
    way = choices.way
    asked = len(asked_labels(way, choices.asked, choices.seed))
    counts = {
        "support_count": w(
            "explorer.board.support_count", way=way, shot=choices.shot, total=way * choices.shot
        ),
        "query_count": w(
            "explorer.board.query_count", way=asked, query=choices.query, total=asked * choices.query
        ),
    }
    return w.section("explorer.board") | counts


def _say(choices: ExplorerChoices, w: Words) -> str:
    """What to look at, and what to try next, which depends on how many examples there are."""
    known = f"explorer.look.{choices.data}.one" in w
    look = w.count(f"explorer.look.{choices.data if known else 'other'}", choices.shot)
    return w("explorer.say", look=look, next=w(f"explorer.try.{'one' if choices.shot == 1 else 'many'}"))


def _count(choices: ExplorerChoices, w: Words, data: DataSet) -> str:
    """How many tasks of this form exist; classes with too few images are never drawn."""
    ways, tasks = runs.task_counts(choices.task)
    if choices.classes:
        return w("explorer.count.chosen", tasks=w.large(tasks))
    sizes = [data.classes[i].count for i in data.split_classes(choices.split)]
    needed = choices.shot + choices.query
    available = sum(size >= needed for size in sizes)
    return w(
        f"explorer.count.{'choices' if available == len(sizes) else 'left_out'}",
        choices=w.number(ways),
        way=choices.way,
        available=available,
        split=w(f"common.split.{choices.split}"),
        needed=needed,
        tasks=w.large(tasks),
    )


def _sources(data: DataSet, sets: Sequence[Sequence[int]]) -> tuple[list[str], list[list[tuple[int, str]]]]:
    """The collections or fonts that images come from, and each image's (collection, style)."""
    known = {source.id: f"{source.name} ({source.licence})" for source in data.sources}
    names: dict[str, int] = {}  # a collection's text -> its place in the list
    tiles: list[list[tuple[int, str]]] = []
    for items in sets:
        tiles.append([])
        for item in items:
            info = data.classes[int(data.class_of[item])]
            origin = info.origins[item - info.first] if info.origins else ""
            style = info.styles[item - info.first] if info.styles else ""
            text = known.get(_collection(origin, known), origin)
            tiles[-1].append((names.setdefault(text, len(names)), style))
    return list(names), tiles


def _collection(origin: str, known: dict[str, str]) -> str:
    """The id of the collection of an origin: ``lucide`` of ``lucide:dog``, ``caveat`` of ``caveat-500``."""
    name = origin.partition(":")[0]
    while name not in known and "-" in name:
        name = name.rpartition("-")[0]
    return name
