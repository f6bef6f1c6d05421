"""Learners as the engine's methods: who answers for a data set, and a copy of its network for each thread."""

from __future__ import annotations

import os
import threading
import time
from functools import lru_cache
from pathlib import Path

import streamlit as st
import torch

from fewshot_core import load
from fewshot_core.methods import Method, method_class
from fewshot_core.methods.conventional import Conventional
from fewshot_core.methods.episodic import Episodic
from fewshot_core.methods.frozen import Frozen, FrozenConfig
from fewshot_core.methods.gradient_based import GradientBased
from fewshot_core.methods.scratch import Scratch
from fewshot_core.tensors.device import choose_device
from fewshot_core.training import checkpoints

from .. import own
from ..learners import FROZEN, ids, learner
from ..trained import item_of, mine
from .drawn import DRAWINGS, of_photos, trained_on

MOST_OWN = 24
"""Networks of visitors' own learners that are kept for the threads: half a megabyte each."""


def learners(name: str) -> tuple[str, ...]:
    """Ids of all learners that answer for a data set: the course's, then this visitor's own.

    For a visitor's drawings also those own learners that were trained on the embedded ones.
    """
    others = mine(DRAWINGS) if own.is_id(name) and not of_photos(name) else ()
    return (*course_learners(name), *mine(name), *others)


def course_learners(name: str) -> tuple[str, ...]:
    """Ids of the course's learners that answer for a data set, in the order of ``learners.py``.

    For a visitor's photographs those whose network stays frozen, for own drawings those of the embedded ones.
    """
    if of_photos(name):
        return tuple(each.id for each in FROZEN)
    place = f"{trained_on(name)}/"
    there = _checkpoints(checkpoints.ASSETS, int(time.monotonic()))
    return ids({n.split("/")[1] for n in there if n.startswith(place)})


@lru_cache(4)
def _checkpoints(assets: Path, second: int) -> tuple[str, ...]:
    """The checkpoints of a folder, looked for once a second: every page asks, and a disk makes it wait."""
    return checkpoints.checkpoint_names()


def family(id: str) -> str:
    """What a learner's training was: ``steps`` and ``compare`` learn from tasks, ``ordinary`` does not.

    ``photographs``: others trained its network, on photographs.
    """
    cls = method_class(learner(id).method)
    if issubclass(cls, Frozen):
        return "photographs"
    if issubclass(cls, Episodic):
        return "compare"
    return "steps" if issubclass(cls, GradientBased) and cls is not Scratch else "ordinary"


def device() -> torch.device:
    """Where learners answer: the device that FEWSHOT_DEVICE names, set by ``fewshot app --device``.

    Unset, it is ``auto``. Raises Unusable for a device that is not here.
    """
    return choose_device(os.environ.get("FEWSHOT_DEVICE", "auto"))


def method(name: str, learner: str) -> Method:
    """A learner's trained method on the app's device, a copy for the calling thread alone.

    It takes tensors on the CPU and answers with such.

    While a network runs with fast weights, ``torch.func.functional_call`` has them swapped into the
    module itself, so two threads must never share one.
    """
    if own.is_id(learner):
        return _own_method_of_thread(learner, threading.get_ident())
    if of_photos(name):
        return _frozen(name, learner.partition("/")[2])
    return _method_of_thread(trained_on(name), learner, threading.get_ident())


@st.cache_resource(show_spinner=False, max_entries=MOST_OWN)
def _own_method_of_thread(learner: str, thread: int) -> Method:
    return load(item_of(learner).folder, device())


@st.cache_resource(show_spinner=False)
def photo_network() -> Frozen:
    """The server's one photo network, on the app's device; raises Missing where it is not installed."""
    return Frozen(FrozenConfig()).to(device())


def _frozen(name: str, answer: str) -> Frozen:
    """A learner on the frozen photo network, which threads share; features are kept as long as the set is."""
    item = own.store().held(name)
    network = photo_network()
    if item is None:
        return network.answering(answer, afresh=True)
    mine = own.store().remembered(item, "features", lambda: network.answering("prototype", afresh=True))
    return mine.answering(answer)


@st.cache_resource(show_spinner=False)
def _method_of_thread(name: str, learner: str, thread: int) -> Method:
    method, _, answer = learner.partition("/")
    loaded = load(f"{name}/{method}", device())
    return loaded.answering(answer) if answer and isinstance(loaded, Conventional) else loaded
