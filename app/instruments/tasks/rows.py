"""The table's rows as plain data: which tasks they are, and where else each of them can be seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fewshot_core.data.datasets import DataSet

from ...shared.choices import HIGHEST_SEED
from ...shared.room import room
from ...shared.task import Task
from . import SIDES, TasksChoices

ROWS = {"train": 4, "test": 3}
"""How many tasks of a split are shown: what fits on a projector's screen."""
SHOWN_IN = {"train": ("explorer",), "test": ("explorer", "compare", "inside", "map", "overfit")}
"""The instruments that show a task of a split. One that asks learners asks about unseen classes alone."""
AFRESH = ("image", "shuffled", "named")
"""Choices of an instrument that are about the images of one task, and so do not go along to another."""


def tasks(choices: TasksChoices, split: str) -> list[Task]:
    """The tasks of a split's rows: those of the seed and of the seeds that follow it."""
    form = (choices.way, choices.shot, choices.query)
    seeds = ((choices.seed + i) % (HIGHEST_SEED + 1) for i in range(ROWS[split]))
    return [Task(choices.data, split, *form, seed) for seed in seeds]


def in_common(data: DataSet) -> int:
    """How many classes of meta-training and meta-test are the same."""
    train, test = ({data.classes[i].id for i in data.split_classes(split)} for split in SIDES)
    return len(train & test)


def address(task: Task, instrument: str) -> Mapping[str, Any]:
    """The choices of an instrument that show this task there."""
    known = room(instrument).choices.__dataclass_fields__
    asked = {
        "data": task.data,
        "split": task.split,
        "way": task.way,
        "shot": task.shot,
        "query": task.query,
        "seed": task.seed,
        "classes": task.classes,
    }
    afresh = {name: known[name].default for name in AFRESH if name in known}
    return {name: value for name, value in (asked | afresh).items() if "rule" in known[name].metadata}
