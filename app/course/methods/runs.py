"""What the methods' pages take from the engine: lines of its source, a method's training and weights."""

from __future__ import annotations

import importlib
import inspect
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

import streamlit as st

import fewshot_core
from fewshot_core.tensors.efficientnet_lite import EfficientNetLite0
from fewshot_core.tensors.functional import parameters_of, part
from fewshot_core.training import checkpoints

from ...shared import runs
from .entries import ENGINE, Lines, Moves

ROOT = Path(fewshot_core.__file__).parent.parent
WAY = 5


@dataclass(frozen=True)
class Source:
    """Lines of a file of the engine: where they stand, and their text without the common indent."""

    file: str
    first: int
    last: int
    text: str


@dataclass(frozen=True)
class Training:
    """How a method was trained on a data set, as its manifest says; nothing but zeros if it was not."""

    steps: int
    tasks: int
    images: int
    minutes: float
    way: int
    shot: int


@dataclass(frozen=True)
class Weights:
    """How many numbers training learnt, and how many of a task's own move on a new 5-way task."""

    learnt: int
    moving: int


@st.cache_resource(show_spinner=False)
def source(lines: Lines) -> Source:
    """These lines as they stand in the engine; raises ValueError where they are not to be found."""
    module, _, name = lines.where.partition(":")
    thing: Any = importlib.import_module(f"{ENGINE}.{module}")
    found = inspect.unwrap(reduce(getattr, name.split("."), thing))
    text, start = inspect.getsourcelines(found)
    first = _at(text, lines.first) if lines.first else 0
    last = _statement_end(text, _at(text, lines.last)) if lines.last else len(text) - 1
    file = Path(inspect.getsourcefile(found) or "").relative_to(ROOT).as_posix()
    shown = textwrap.dedent("".join(text[first : last + 1])).rstrip()
    return Source(file, start + first, start + last, shown)


def _at(text: Sequence[str], part: str) -> int:
    """The place of the one line that holds ``part``."""
    (place,) = [i for i, line in enumerate(text) if part in line]
    return place


def _statement_end(text: Sequence[str], start: int) -> int:
    """The last line of the statement that begins at ``start``: brackets that it opens are closed."""
    depth = 0
    for place in range(start, len(text)):
        depth += sum(map(text[place].count, "([{")) - sum(map(text[place].count, ")]}"))
        if depth <= 0:
            return place
    raise ValueError(text[start])


@st.cache_resource(show_spinner=False)
def training(data: str, method: str) -> Training:
    """How a method was trained on a data set; raises Unknown if it was not."""
    manifest = checkpoints.read_manifest(checkpoints.folder_of(f"{data}/{method}"))
    said = manifest.training
    form = {key: manifest.config[key] for key in ("way", "shot")}
    return Training(**{key: said.get(key) or 0 for key in ("steps", "tasks", "images", "minutes")}, **form)


@st.cache_resource(show_spinner=False)
def weights(data: str, learner: str, moves: Moves) -> Weights:
    """The weights of a learner trained on a data set, of which a task moves all, the head's, or none."""
    method = runs.method(data, learner)
    own = parameters_of(method.network)
    learnt = sum(each.numel() for each in own.values()) if method.trains else 0
    backbone = sum(each.numel() for each in part(own, "backbone.").values())
    head = WAY * sum(each[0].numel() for each in part(own, "head.").values())
    moving = {"all": backbone + head, "head": head, "none": 0}
    return Weights(learnt, moving[moves])


@st.cache_resource(show_spinner=False)
def photo_weights(moves: Moves) -> Weights:
    """The weights of the photo network, and how many a task moves; raises Missing without the network."""
    network = runs.photo_network().network
    own = dict(network.named_parameters())
    block = sum(own[f"last.{name}"].numel() for name in network.tunable)
    head = WAY * (EfficientNetLite0.features + 1)
    moving = {"all": 0, "none": 0, "head": head, "last block": block + head}
    return Weights(sum(each.numel() for each in own.values()), moving[moves])
