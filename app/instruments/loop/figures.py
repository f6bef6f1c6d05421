"""What an episode loop did, as plain numbers for the screen: a recorded run -> JSON record, all pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log, sqrt
from typing import Any, Protocol

from fewshot_core.data.datasets.dataset import DataSet
from fewshot_core.tensors.trace import BatchTrace

from ...shared.projection import rounded
from ...shared.text import Words, words
from .learning_curve import whole_record
from .record import BatchUpdate, Record, TaskUpdate, TestSet
from .recording import HeldOut
from .selection import Tiles, Update, shelf, shown_parameters, thin
from .updates import update_records

POINTS = 240  # of the training curve
TESTED = 8  # images shown of the test set


class Loop(Protocol):
    """What a figure needs of a recorded run."""

    @property
    def early(self) -> Sequence[Update]:
        """The first updates of an untrained network."""

    @property
    def late(self) -> Update:
        """One update of the trained network."""

    @property
    def curve(self) -> Sequence[tuple[float, float]]:
        """The training log: tasks (or steps) seen, loss."""

    @property
    def log(self) -> Sequence[tuple[int, int, float, float]]:
        """The same log, every step of it: step, tasks seen, loss, accuracy."""

    @property
    def info(self) -> Mapping[str, Any]:
        """Settings of the run."""

    @property
    def test(self) -> HeldOut | None:
        """Answers for images of the training classes that were held out, where there are any."""


def loop_record(loop: Loop, data: DataSet, language: str) -> tuple[Record, tuple[int, ...]]:
    """One learner's training in numbers, and the images that are shown of it, in sheet order."""
    traces = (*loop.early, loop.late)
    tiles, cells = Tiles(), shown_parameters(traces)
    updates = update_records(traces, cells, tiles)
    for update in updates:
        update["shelf"] = shelf(update["classes"], data.split_classes("train"))
    test = test_record(loop.test, data, tiles) if loop.test else None
    w = words(language)
    for update in updates:
        if update["kind"] == "batch" and update["size"] == 1:
            update["called"] = called(tiles.items[update["batch"][0]], data, w)
    film: Record = {
        "info": dict(loop.info),
        "cells": cells,
        "parameters": traces[0].theta.numel(),
        "classes": {
            str(c): (w.pick(data.classes[c]), tiles.place(data.classes[c].first))
            for c in sorted(classes_of(updates, test))
        },
        "train_classes": len(data.split_classes("train")),
        "updates": updates,
        "curve": thin(loop.curve, POINTS),
        "whole": whole_record(loop.log),
        "guessing": guessing(loop, data),
        "test": test,
    }
    return film, tuple(tiles.items)


def called(item: int, data: DataSet, w: Words) -> tuple[str, str]:
    """How an image that comes alone is called: D1, and dog no. 1."""
    info = data.classes[int(data.class_of[item])]
    number = item - info.first + 1
    return f"{info.en[0].upper()}{number}", w("loop.image_called", name=w.pick(info), number=number)


def classes_of(updates: list[TaskUpdate] | list[BatchUpdate], test: TestSet | None) -> set[int]:
    """All classes that are shown."""
    shown = {c for update in updates for c in (*update["shelf"], *update["classes"])}
    tasks = [task for update in updates if update["kind"] == "task" for task in update["others"]]
    return shown | {c for task in tasks for c in task["classes"]} | set(test["labels"] if test else ())


def test_record(test: HeldOut, data: DataSet, tiles: Tiles) -> TestSet:
    """A few of the held-out images, evenly picked, and the accuracy on all with its 95 % half-width."""
    true = [int(data.class_of[item]) for item in test.items]
    images = len(true)
    right = sum(a == b for a, b in zip(true, test.predicted, strict=True))
    share = right / images
    some = range(0, images, -(-images // TESTED))
    return {
        "tiles": tiles.places(test.items[i] for i in some),
        "labels": [true[i] for i in some],
        "predicted": [test.predicted[i] for i in some],
        "images": images,
        "right": right,
        "half_width": rounded(1.96 * sqrt(share * (1 - share) / images), 4),
    }


def guessing(loop: Loop, data: DataSet) -> float | None:
    """The loss of mere guessing in the training log; None if it is not known for what form it was."""
    if isinstance(loop.late, BatchTrace):
        return rounded(log(len(data.split_classes("train"))), 4)
    way = loop.info.get("train_way")
    return rounded(log(way), 4) if way else None
