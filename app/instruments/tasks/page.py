"""The data set of tasks: the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from ...shared import page, runs
from ...shared.host import Host
from ...shared.task import Task
from ...shared.text import Words
from . import SIDES, TasksChoices
from .component import Guess, Link, Row, Side, TableData, task_table
from .rows import SHOWN_IN, address, in_common, tasks

ABOUT = "both sides"
"""What the guess is about: it holds for every data set."""


def draw(choices: TasksChoices, host: Host[TasksChoices]) -> None:
    """Show the page: the controls, and the table of tasks."""
    page.head(choices, host)
    task_table(
        table_data(choices, host),
        on_row=lambda side, seed: host.change(side=side, row=seed),
        on_guess=lambda guess: page.keep_guess(host, ABOUT, guess),
    )
    st.markdown(host.w("tasks.try"))


def table_data(choices: TasksChoices, host: Host[TasksChoices]) -> TableData:
    """What the table shows."""
    w = host.w
    guess = page.guess_of(host, ABOUT, choices.seen)
    sizes = {"way": choices.way, "shot": choices.shot, "query": choices.query}
    counts = {key: w(f"tasks.table.{key}", **sizes) for key in ("support_count", "query_count")}
    return {
        "task": f"{choices.task.name} {w.lang}",
        "way": choices.way,
        "shot": choices.shot,
        "query": choices.query,
        "side": choices.side,
        "row": choices.row,
        "sides": _sides(choices, host),
        "line": _line(choices.data, guess, w) if guess else "",
        "guess": None if guess else _guess(w),
        "words": w.section("tasks.table") | counts,
    }


def _sides(choices: TasksChoices, host: Host[TasksChoices]) -> list[Side]:
    """Meta-training above, meta-test below."""
    w = host.w
    links = {name: host.links(name) for name in {*SHOWN_IN["train"], *SHOWN_IN["test"]}}
    return [
        {
            "id": split,
            "name": w(f"tasks.side.{split}"),
            "count": _count(choices, split, w),
            "rows": [_row(i, task, links, w) for i, task in enumerate(tasks(choices, split), 1)],
        }
        for split in SIDES
    ]


def _row(number: int, task: Task, links: Mapping[str, Callable[..., str]], w: Words) -> Row:
    """A task as a row, the ``number``-th of its side; ``links`` give addresses of rooms."""
    episode = runs.episode(task)
    classes = runs.data(task.data).classes
    there: list[Link] = [
        {"page": name, "name": w(f"{name}.page"), "href": links[name](**address(task, name))}
        for name in SHOWN_IN[task.split]
    ]
    return {
        "seed": task.seed,
        "task": w("tasks.task", number=number),
        "seeded": w("tasks.seed", seed=task.seed),
        "classes": [w.pick(classes[i]) for i in episode.class_ids],
        "strip": runs.sprite(task.data, (*episode.support_items, *episode.query_items)),
        "links": there,
    }


def _count(choices: TasksChoices, split: str, w: Words) -> str:
    """How many classes a side has, and how many tasks they make."""
    _, number = runs.task_counts(tasks(choices, split)[0])
    classes = len(runs.data(choices.data).split_classes(split))
    return w("tasks.count", classes=classes, tasks=w.large(number))


def _line(name: str, guess: str, w: Words) -> str:
    """What holds between the sides. Raises ValueError where it does not hold."""
    data = runs.data(name)
    common = in_common(data)
    if common:
        raise ValueError(f"{common} classes of {name} are in meta-training and in meta-test")
    sizes = {split: len(data.split_classes(split)) for split in SIDES}
    line = w("tasks.line", **sizes, common=common)
    return w("tasks.answered", said=w(f"tasks.said.{guess}"), line=line) if guess != page.SKIP else line


def _guess(w: Words) -> Guess:
    return {
        "title": w("common.ask.first"),
        "question": w("tasks.ask.question"),
        "options": [{"id": id, "name": w(f"tasks.ask.{id}")} for id in ("some", "none")],
        "skip": w("common.ask.skip"),
    }
