"""The bridge to the engine: a visitor's trainings, begun, watched, taken home and brought back."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

import safetensors
import safetensors.torch
import streamlit as st
import torch

from fewshot_core.data.datasets.kept import KEPT
from fewshot_core.methods import Method, method_class
from fewshot_core.studies.watched import DONE, PLAN, Look, Plan, build, examples, look_form, looks_of
from fewshot_core.tensors.episode import Episode
from fewshot_core.tensors.errors import NotEnoughClasses, Unknown
from fewshot_core.training import checkpoints
from fewshot_core.training.checkpoints import EPISODES, MANIFEST, WEIGHTS
from fewshot_core.training.loop import LOG

from ...shared import own
from ...shared.choices import DATA
from ...shared.runs import data, device, of_photos
from ...shared.trained import KIND
from . import METHODS, SETTINGS, SHORT, TrainChoices
from .trainer import Trainer, Training
from .upload import Brought, Refused, read

TAKEN = (MANIFEST, WEIGHTS, EPISODES, LOG)
"""The files of a checkpoint that is taken home."""
FIXED = ("backbone", "width", "channels")
"""Settings of a network that a checkpoint must have as this page's own."""
MOST_STEPS = 20
"""Adaptation steps that a checkpoint may ask for."""


@dataclass(frozen=True)
class State:
    """Where a visitor's training is."""

    phase: str  # waiting | training | measuring | done | failed | lost
    share: float = 0.0
    seconds_left: float | None = None
    place: int = 0  # in the line
    stopping: bool = False
    error: tuple[str, dict[str, Any]] | None = None

    @property
    def over(self) -> bool:
        """Is there nothing to wait for?"""
        return self.phase in ("done", "failed", "lost")


@st.cache_resource(show_spinner=False)
def trainer() -> Trainer:
    """The server's one trainer."""
    return Trainer(str(device()))


def begin(choices: TrainChoices, name: str) -> own.Item:
    """Begin the training that is chosen; raises Busy, Full, Refused, and what its tasks are refused for."""
    if why := unfit(choices.data):
        raise Refused(why)
    seconds = float(choices.seconds)
    plan = Plan(
        _place(choices.data),
        choices.method,
        choices.way,
        choices.shot,
        seconds,
        settings=SETTINGS[choices.method],
        augment=seconds > SHORT,
    )
    build(plan, data(choices.data))
    facts = {"data": choices.data, "method": choices.method, "seconds": plan.seconds}
    facts |= {"way": plan.way, "shot": plan.shot}
    item = own.put(KIND, name, {PLAN: json.dumps(asdict(plan)).encode()}, facts)
    go_on(item)
    return item


def unfit(name: str) -> str:
    """Why nothing can be trained on a data set, a visitor's own: a key of ``refused``, or nothing."""
    if of_photos(name):
        return "photos"
    try:
        look_form(data(name))
    except NotEnoughClasses:
        return "few"
    except Unknown:
        return "gone"
    return ""


def training_classes(name: str) -> int:
    """How many classes of a data set there are to train on."""
    return len(data(name).split_classes("train"))


def _place(name: str) -> str:
    """A data set as a process of the engine finds it."""
    found = own.find(name)
    return f"{KEPT}{found.folder}" if found else name


def go_on(item: own.Item) -> None:
    """Begin a training, or go on from where it was saved last; raises Busy."""
    trainer().begin(item.id, item.folder)


def stop(item: own.Item) -> None:
    """End a training and keep its last state; one that has not begun is deleted."""
    waiting = trainer().place(item.id) > 0
    trainer().stop(item.id)
    if waiting:
        delete(item)


def delete(item: own.Item) -> None:
    """Delete a learner, and end its training."""
    trainer().end(item.id)
    own.drop(item.id)


def state(item: own.Item) -> State:
    """Where a training is: by its process, or, where this server has none of it, by its folder."""
    training: Training | None = trainer().of(item.id)
    if (item.folder / DONE).is_file():
        return State("done", 1.0)
    if training is None:
        return State("lost")
    return State(
        training.phase,
        training.share,
        training.seconds_left,
        trainer().place(item.id),
        training.stopping,
        training.error,
    )


def stages(items: Sequence[own.Item]) -> tuple[str, ...]:
    """What each is at: ``training``, or waiting for it; ``measuring``; ``over``."""

    def stage(now: State) -> str:
        return "over" if now.over else "measuring" if now.phase == "measuring" else "training"

    return tuple(stage(state(item)) for item in items)


def looks(item: own.Item) -> tuple[Look, ...]:
    """What was seen of a training so far."""
    return looks_of(item.folder)


def example_tasks(name: str) -> tuple[Episode, ...]:
    """The tasks of a data set whose answers a training shows; none where nothing can be trained on it."""
    return () if unfit(name) else examples(data(name))


def kept(item: own.Item) -> bool:
    """Is the training itself over, and its checkpoint there?"""
    return (item.folder / MANIFEST).is_file()


def checkpoint_zip(item: own.Item, folder: str) -> bytes:
    """The checkpoint as a zip file that holds one folder of this name."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in TAKEN:
            if (item.folder / name).is_file():
                packed.write(item.folder / name, f"{folder}/{name}")
    return content.getvalue()


def bring(content: bytes, name: str, chosen: str) -> own.Item:
    """Keep a checkpoint that a visitor brings, and begin to measure it.

    ``chosen`` is the data set that it belongs to where it does not say so itself. What it says of its own
    accuracy is not believed. Raises Refused, Busy and Full.
    """
    brought = read(content)
    named = brought.manifest.get("data")
    of = named if named in DATA else chosen
    method = _network(brought, data(of).images.shape[1])
    plan = Plan(of, method.id, method.config.way, method.config.shot, 0.0)
    facts = {"data": of, "method": method.id, "seconds": 0.0, "way": plan.way, "shot": plan.shot}
    files = {PLAN: json.dumps(asdict(plan)).encode(), WEIGHTS: brought.weights}
    item = own.put(KIND, name, files, facts)
    checkpoints.save(method, of, item.folder, {"method": method.id, "data": of, "brought": True})
    go_on(item)
    return item


def _network(brought: Brought, channels: int) -> Method:
    """The method with these weights, of those that the page trains; raises Refused."""
    try:
        tensors = safetensors.torch.load(brought.weights)
    except safetensors.SafetensorError as error:
        raise Refused("header") from error
    if not all(torch.isfinite(value).all() for value in tensors.values()):
        raise Refused("network")
    named = brought.manifest.get("method")
    config = brought.manifest.get("config", {})
    for id in METHODS if named is None else (named,):
        method = _untrained(id, config, channels)
        try:
            method.network.load_state_dict(tensors)
        except RuntimeError:
            continue
        return method
    raise Refused("network")


def _untrained(id: Any, config: Any, channels: int) -> Method:
    """A method with the settings that a manifest names, if they are harmless; raises Refused."""
    if id not in METHODS or not isinstance(config, dict):
        raise Refused("method")
    cls = method_class(id)
    usual = cls.Config(channels=channels)
    known = {each.name: getattr(usual, each.name) for each in fields(cls.Config)}
    fits = all(name in known and type(value) is type(known[name]) for name, value in config.items())
    if not fits or any(config.get(name, known[name]) != known[name] for name in FIXED):
        raise Refused("method")
    if not 0 < config.get("adapt_steps", 1) <= MOST_STEPS:
        raise Refused("method")
    return cls(cls.Config(**known | config))
