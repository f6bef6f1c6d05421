"""What all pages take from the engine: data, tasks, pictures, learners and what was measured of them.

This file, ``answers.py`` and the ``runs.py`` of a room are the one bridge to the engine, and the one user of
caches. What is cached is shared by all visitors and never changed; a visitor's own choices
are in the URL. Whatever takes longer than a click should is a Job on the worker's threads.
"""

from __future__ import annotations

import base64
import io
import os
import threading
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
import torch
from PIL import Image

from fewshot_core import load, load_data
from fewshot_core.data.datasets import DataSet
from fewshot_core.data.pools import count_tasks
from fewshot_core.data.sampling import sample_episode
from fewshot_core.measuring.evaluation import Evaluation, mean_ci95, paired_difference
from fewshot_core.measuring.measure import stored as stored_evaluation
from fewshot_core.measuring.measure import stored_forms
from fewshot_core.methods import Method, method_class
from fewshot_core.methods.conventional import Conventional
from fewshot_core.methods.episodic import Episodic
from fewshot_core.methods.frozen import Frozen, FrozenConfig
from fewshot_core.methods.gradient_based import GradientBased
from fewshot_core.methods.scratch import Scratch
from fewshot_core.studies.crossover.stored import Results, Store
from fewshot_core.tensors.device import choose_device
from fewshot_core.tensors.episode import Episode, EpisodeSpec
from fewshot_core.tensors.errors import Unknown
from fewshot_core.training import checkpoints

from . import own
from .choices import Limits
from .learners import FROZEN, ids, learner
from .own.data_set import PHOTOS, folder_name, own_data
from .task import Task
from .text import Words
from .trained import item_of, mine
from .worker import Worker

TILE = 64
"""Height and width of a drawing on a sprite, in pixels."""

DRAWINGS = "everyday"
"""The embedded data set whose learners have seen drawings of things."""

MOST_OWN = 24
"""Networks of visitors' own learners that are kept for the threads: half a megabyte each."""

Interval = tuple[float, float]
"""A mean and the half-width of its 95 % interval, 0…1."""


@dataclass(frozen=True)
class Curve:
    """Accuracy after each adaptation step over many tasks."""

    mean: tuple[float, ...]  # (steps + 1,), or one value
    ci95: tuple[float, ...]
    episodes: int
    seed: int
    query: int


@st.cache_resource(show_spinner=False)
def worker() -> Worker:
    """The threads that do what is too long for a click."""
    return Worker(asking=own.visitor)


def warm_up() -> None:
    """Do once, unseen, what is slow the first time: the first optimiser imports a good part of torch.

    Threads that run pages compute tiny tensors, which cost many times as much on several threads; what is set
    here holds for every thread that computes for the first time later.
    """
    torch.set_num_threads(1)
    torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    worker()


def data(name: str) -> DataSet:
    """An embedded data set, or a visitor's own, by an id that the visitor's address was let in with."""
    return own_data(name) if own.is_id(name) else _embedded(name)


@st.cache_resource(show_spinner=False)
def _embedded(name: str) -> DataSet:
    return load_data(name)


def called(name: str, w: Words) -> str:
    """The name of a data set in the visitor's language; a visitor's own is called as it was named."""
    item = own.find(name) if own.is_id(name) else None
    return item.name if item else w.data(name)


def place(name: str) -> str:
    """The data set as the engine's ``load_data`` takes it; a visitor's own is the folder of its zip."""
    item = own.store().held(name) if own.is_id(name) else None
    return f"{item.facts['form']}:{folder_name(item.name)}" if item else name


def of_photos(name: str) -> bool:
    """Is this a visitor's own set of photographs?"""
    item = own.store().held(name) if own.is_id(name) else None
    return item is not None and item.facts["form"] == PHOTOS


def trained_on(name: str) -> str:
    """The embedded data set whose learners answer for this one: a visitor's drawings are drawings."""
    return DRAWINGS if own.is_id(name) else name


@st.cache_resource(show_spinner=False, max_entries=1000)
def limits(name: str, split: str, classes: tuple[str, ...] = ()) -> Limits:
    """What a split of a data set can hold, and those of ``classes`` that exist, in order."""
    found = data(name)
    sizes = tuple(sorted((found.classes[i].count for i in found.split_classes(split)), reverse=True))
    count = {each.id: each.count for each in found.classes}
    return Limits(sizes, tuple((id, count[id]) for id in classes if id in count))


def known_before(task: Task) -> tuple[int, ...]:
    """Those of the task's classes that learners met before: in training, or where their weights were chosen.

    Indices of classes. Empty unless classes were chosen by hand: a drawn task of meta-test has none, and
    nobody was trained on a visitor's own.
    """
    if not task.classes or own.is_id(task.data):
        return ()
    found = data(task.data)
    return tuple(i for i in episode(task).class_ids if found.classes[i].split != "test")


def episode(task: Task) -> Episode:
    """The images of a task; ``task.classes`` fix and order its classes, otherwise the seed draws them.

    Raises what ``sample_episode`` raises. The same task of an embedded data set is the same object; of a
    visitor's images nothing is kept beyond their own set, which goes when it is asked to.
    """
    return _drawn(task) if own.is_id(task.data) else _kept_episode(task)


@st.cache_resource(show_spinner=False, max_entries=500)
def _kept_episode(task: Task) -> Episode:
    return _drawn(task)


def _drawn(task: Task) -> Episode:
    spec = EpisodeSpec(task.way, task.shot, task.query)
    return sample_episode(data(task.data), task.split, spec, task.seed, task.classes)


@st.cache_resource(show_spinner=False, max_entries=500)
def task_counts(task: Task) -> tuple[int, int]:
    """How many choices of classes, and how many different tasks, a task's form has."""
    spec = EpisodeSpec(task.way, task.shot, task.query)
    return count_tasks(data(task.data), task.split, spec, task.classes)


def sprite(name: str, items: tuple[int, ...]) -> str:
    """One picture of all these images side by side, 64 px each, as a data URL."""
    return _strip(name, items) if own.is_id(name) else _kept_sprite(name, items)


@st.cache_resource(show_spinner=False, max_entries=400)
def _kept_sprite(name: str, items: tuple[int, ...]) -> str:
    return _strip(name, items)


def _strip(name: str, items: tuple[int, ...]) -> str:
    strip = Image.new("RGB", (TILE * len(items), TILE), "white")
    for column, item in enumerate(items):
        strip.paste(data(name).draw(item), (column * TILE, 0))
    content = io.BytesIO()
    kind = "jpeg" if data(name).images.shape[1] == 3 else "png"
    if kind == "jpeg":
        strip.save(content, "JPEG", quality=88)
    else:
        strip.quantize(256, dither=Image.Dither.NONE).save(content, "PNG")
    return f"data:image/{kind};base64," + base64.b64encode(content.getvalue()).decode()


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
    return ids({n.split("/")[1] for n in checkpoints.checkpoint_names() if n.startswith(place)})


def family(id: str) -> str:
    """What a learner's training was: ``steps`` and ``compare`` learn from tasks, ``ordinary`` does not."""
    cls = method_class(learner(id).method)
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


def _checkpoint(name: str, learner: str) -> tuple[Path, str | None] | None:
    """The folder of what was measured of a learner on a data set, and of which answer; None for nothing."""
    if own.is_id(learner):
        item = item_of(learner)
        return (item.folder, None) if item.facts["data"] == name else None
    if own.is_id(name):
        return None
    method, _, answer_by = learner.partition("/")
    return checkpoints.folder_of(f"{name}/{method}"), answer_by or None


@st.cache_resource(show_spinner=False, max_entries=400)
def _stored(name: str, learner: str, way: int, shot: int) -> Evaluation | None:
    found = _checkpoint(name, learner)
    return stored_evaluation(found[0], way, shot, found[1]) if found else None


@st.cache_resource(show_spinner=False, max_entries=400)
def stored(name: str, learner: str, way: int, shot: int) -> Curve | None:
    """What was measured for this form of task on unseen classes, if it was."""
    found = _stored(name, learner, way, shot)
    return curve_of(found) if found else None


@st.cache_resource(show_spinner=False, max_entries=200)
def measured(name: str, learner: str) -> tuple[Evaluation, ...]:
    """All that was measured of a learner on unseen classes: in some forms of task the last step alone."""
    found = _checkpoint(name, learner)
    return stored_forms(*found) if found else ()


@st.cache_resource(show_spinner=False, max_entries=4000)
def stored_differences(name: str, a: str, b: str, way: int, shot: int) -> tuple[Interval, ...] | None:
    """``differences`` of what is stored; None where one of the two is not, or was of other tasks."""
    first, second = _stored(name, a, way, shot), _stored(name, b, way, shot)
    return differences(first, second) if first and second else None


def differences(a: Evaluation, b: Evaluation) -> tuple[Interval, ...] | None:
    """How far a is ahead of b after each step, paired over the same tasks; None where the tasks were others.

    As many steps as the one of the two that takes more: (steps + 1,).
    """
    try:
        states = max(a.values.shape[1], b.values.shape[1])
        return tuple(paired_difference(a, b, state) for state in range(states))
    except ValueError:
        return None


@st.cache_resource(show_spinner=False)
def crossover() -> Results | None:
    """What was measured of priors from drawings and from photographs, if it was; read once."""
    try:
        return Store().results()
    except Unknown:
        return None


def curve_of(result: Evaluation) -> Curve:
    """A stored or live measurement as it is drawn."""
    mean, half = mean_ci95(result.values)
    return Curve(tuple(mean.tolist()), tuple(half.tolist()), result.episodes, result.seed, result.spec.query)
