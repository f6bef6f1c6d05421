"""The one bridge from the pages to the engine, and the one user of caches.

What is cached here is shared by all visitors and never changed; a visitor's own choices are in
the URL. Whatever takes longer than a click should is a Job on the worker's threads.
"""

from __future__ import annotations

import base64
import copy
import io
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import streamlit as st
import torch
from PIL import Image

from app.embedding import embed, embedding_record
from app.figures import Json, loop_record
from app.inside import ManyTasks, Near, neighbours
from app.recording import record_loop
from app.regression import Fit, fit_to
from app.text import LANGUAGES
from app.worker import Job, Worker, at_once
from fewshot_core import checkpoints, load, load_data, plane, sinusoid
from fewshot_core.datasets import DataSet
from fewshot_core.evaluation import (
    Evaluation,
    answer_tasks,
    mean_ci95,
    paired_difference,
)
from fewshot_core.measure import stored as stored_evaluation
from fewshot_core.measure import stored_forms
from fewshot_core.methods import Method, method_class
from fewshot_core.methods.conventional import ANSWERS, Conventional
from fewshot_core.methods.episodic import Episodic
from fewshot_core.methods.gradient_based import GradientBased
from fewshot_core.methods.scratch import Scratch
from fewshot_core.overfitting import Gap, fits, stored_gaps
from fewshot_core.sampling import count_tasks, eligible_classes, sample_episode
from fewshot_core.types import Episode, EpisodeSpec

TILE = 64
"""Height and width of a drawing on a sprite, in pixels."""

CPU = torch.device("cpu")

FIT_STEPS = (0, 1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 32, 40, 50, 63, 80, 100)
"""Where training from scratch is looked at: at the beginning, where it moves, after every step."""


@dataclass(frozen=True)
class Answer:
    """What one contender says of one task: probabilities after each adaptation step."""

    probabilities: np.ndarray  # (steps + 1, queries, way); one state for methods without steps


@dataclass(frozen=True)
class OldNames:
    """What the conventional network says as it stands, in the only names it knows."""

    class_ids: tuple[int, ...]  # (queries,): the meta-train class it names
    probabilities: tuple[float, ...]  # (queries,)


@dataclass(frozen=True)
class Curve:
    """Accuracy after each adaptation step over many tasks."""

    mean: tuple[float, ...]  # (steps + 1,), or one value
    ci95: tuple[float, ...]
    episodes: int
    seed: int
    query: int


@dataclass(frozen=True)
class Fitting:
    """Training from scratch on one support set: what the network answers after so many steps."""

    steps: tuple[int, ...]
    support: np.ndarray  # (steps, way * shot): the label given to each image that it trains on
    query: np.ndarray  # (steps, way * query): and to each that it never sees


@dataclass(frozen=True)
class Film:
    """Recorded training as a page shows it."""

    records: dict[str, tuple[Json, tuple[int, ...]]]  # by language: the record, and the images it shows
    info: dict[str, float | int | str | bool]


@st.cache_resource(show_spinner=False)
def worker() -> Worker:
    """The threads that do what is too long for a click."""
    return Worker()


@st.cache_resource(show_spinner=False)
def data(name: str) -> DataSet:
    """An embedded data set."""
    return load_data(name)


@st.cache_resource(show_spinner=False, max_entries=500)
def episode(name: str, split: str, way: int, shot: int, query: int, seed: int) -> Episode:
    """The task that belongs to these choices."""
    return sample_episode(data(name), split, EpisodeSpec(way, shot, query), seed)


@st.cache_data(show_spinner=False, max_entries=500)
def task_counts(name: str, split: str, way: int, shot: int, query: int) -> tuple[int, int]:
    """How many choices of classes, and how many different tasks, this form has."""
    return count_tasks(data(name), split, EpisodeSpec(way, shot, query))


@st.cache_data(show_spinner=False, max_entries=400)
def sprite(name: str, items: tuple[int, ...]) -> str:
    """One picture of all these drawings side by side, 64 px each, as a data URL."""
    strip = Image.new("RGB", (TILE * len(items), TILE), "white")
    for column, item in enumerate(items):
        strip.paste(data(name).draw(item), (column * TILE, 0))
    content = io.BytesIO()
    strip.quantize(256, dither=Image.Dither.NONE).save(content, "PNG")
    return "data:image/png;base64," + base64.b64encode(content.getvalue()).decode()


ORDER = (
    *("scratch", "conventional", "baseline", "baseline-pp"),
    *("maml", "fomaml", "reptile", "anil", "metasgd", "lstm"),
    *("protonet", "matchingnet", "relationnet", "r2d2"),
)
"""Contenders side by side: ordinary training, then what learns to take steps, then what learns to compare."""


def _ids(methods: Iterable[str]) -> tuple[str, ...]:
    """Ids of contenders: a method, and ``conventional`` once for each way to answer."""
    several = {"conventional": [f"conventional/{answer}" for answer in ANSWERS]}
    return tuple(id for method in methods for id in several.get(method, [method]))


LEARNERS = _ids(ORDER)
"""All contenders that a page can be asked for by name."""


def contenders(name: str) -> tuple[str, ...]:
    """Ids of all contenders that are trained for a data set."""
    trained = {n.split("/")[1] for n in checkpoints.checkpoint_names() if n.startswith(f"{name}/")}
    return _ids([m for m in ORDER if m in trained] + sorted(trained.difference(ORDER)))


def kind(contender: str) -> str:
    """What a contender's training was: ``steps`` and ``compare`` learn from tasks, ``ordinary`` does not."""
    cls = method_class(contender.partition("/")[0])
    if issubclass(cls, Episodic):
        return "compare"
    return "steps" if issubclass(cls, GradientBased) and cls is not Scratch else "ordinary"


def method(name: str, contender: str) -> Method:
    """A contender's trained method, a copy for the calling thread alone.

    While a network runs with fast weights, ``torch.func.functional_call`` has them swapped into the
    module itself, so two threads must never share one.
    """
    return _method_of_thread(name, contender, threading.get_ident())


@st.cache_resource(show_spinner=False)
def _method_of_thread(name: str, contender: str, thread: int) -> Method:
    kind, _, answer = contender.partition("/")
    loaded = load(f"{name}/{kind}")
    return loaded.answering(answer) if answer and isinstance(loaded, Conventional) else loaded


@st.cache_resource(show_spinner=False, max_entries=600)
def answer(name: str, contender: str, split: str, way: int, shot: int, query: int, seed: int) -> Job[Answer]:
    """A contender's answers for a task."""

    def work() -> Answer:
        task = episode(name, split, way, shot, query, seed)
        adapted = method(name, contender).adapt(task.support_x, task.support_y)
        scores = adapted.predict_each(task.query_x)
        return Answer(scores.softmax(-1).numpy().astype(np.float32))

    return worker().submit(at_once(work))


@dataclass(frozen=True)
class Inside:
    """What one contender says of one task, and which support images it finds nearest."""

    probabilities: np.ndarray  # (states, queries, way)
    near: Near


@st.cache_resource(show_spinner=False, max_entries=200)
def inside(name: str, contender: str, split: str, way: int, shot: int, query: int, seed: int) -> Job[Inside]:
    """A contender's answers for a task with the neighbours of every query image at every step."""

    def work() -> Inside:
        task = episode(name, split, way, shot, query, seed)
        adapted = method(name, contender).adapt(task.support_x, task.support_y)
        shares = adapted.predict_each(task.query_x).softmax(-1).numpy().astype(np.float32)
        return Inside(shares, neighbours(adapted, task))

    return worker().submit(at_once(work))


@st.cache_resource(show_spinner=False, max_entries=200)
def as_it_stands(name: str, split: str, way: int, shot: int, query: int, seed: int) -> Job[OldNames]:
    """What the conventional network says of the query images without any adaptation."""

    def work() -> OldNames:
        network = method(name, f"conventional/{ANSWERS[0]}")
        assert isinstance(network, Conventional)
        best = network.recognise(episode(name, split, way, shot, query, seed).query_x).max(-1)
        known = data(name).split_classes("train")
        return OldNames(tuple(known[i] for i in best.indices.tolist()), tuple(best.values.tolist()))

    return worker().submit(at_once(work))


@st.cache_resource(show_spinner=False, max_entries=200)
def _stored(name: str, contender: str, way: int, shot: int) -> Evaluation | None:
    kind, _, answer_by = contender.partition("/")
    return stored_evaluation(checkpoints.folder_of(f"{name}/{kind}"), way, shot, answer_by or None)


def stored(name: str, contender: str, way: int, shot: int) -> Curve | None:
    """What was measured for this form of task on unseen classes, if it was."""
    found = _stored(name, contender, way, shot)
    return curve_of(found) if found else None


@st.cache_resource(show_spinner=False, max_entries=200)
def measured(name: str, contender: str) -> tuple[Evaluation, ...]:
    """All that was measured of a contender on unseen classes: in some forms of task the last step alone."""
    of, _, answer_by = contender.partition("/")
    return stored_forms(checkpoints.folder_of(f"{name}/{of}"), answer_by or None)


def stored_difference(
    name: str, a: str, b: str, way: int, shot: int, step: int
) -> tuple[float, float] | None:
    """Mean and 95 % half-width of a's accuracy minus b's, paired over the same stored episodes."""
    first, second = _stored(name, a, way, shot), _stored(name, b, way, shot)
    return paired_difference(first, second, step) if first and second else None


def curve_of(result: Evaluation) -> Curve:
    """A stored or live measurement as it is drawn."""
    mean, half = mean_ci95(result.values)
    return Curve(tuple(mean.tolist()), tuple(half.tolist()), result.episodes, result.seed, result.spec.query)


def evaluate_live(
    name: str, contender: str, way: int, shot: int, query: int, seed: int, episodes: int
) -> Job[Evaluation]:
    """Accuracy over many tasks of unseen classes, measured now. A stopped job keeps what it has."""
    spec = EpisodeSpec(way, shot, query)
    eligible_classes(data(name), "test", spec)
    values: list[torch.Tensor] = []

    def work() -> Iterator[float]:
        contestant = method(name, contender)
        for task in answer_tasks(contestant, data(name), "test", spec, episodes, seed):
            values.append(task.accuracies())
            yield len(values) / episodes

    def finish() -> Evaluation:
        return Evaluation(spec, "test", seed, torch.stack(values))

    return worker().submit(Job(work, finish))


def many_tasks(
    name: str, contender: str, way: int, shot: int, query: int, seed: int, episodes: int
) -> Job[ManyTasks]:
    """Calibration and confusion over many tasks of unseen classes. A stopped job keeps what it has."""
    spec = EpisodeSpec(way, shot, query)
    eligible_classes(data(name), "test", spec)
    found = ManyTasks()

    def work() -> Iterator[float]:
        for task in answer_tasks(
            method(name, contender), data(name), "test", spec, episodes, seed, each_state=False
        ):
            found.add(task.class_ids, task.labels, task.scores[-1])
            yield found.tasks / episodes

    return worker().submit(Job(work, lambda: found))


@st.cache_resource(show_spinner=False, max_entries=300)
def loop(name: str, kind: str, way: int, shot: int, query: int, seed: int) -> Job[Film]:
    """Training as it happens, in a form to be shown.

    A trace holds whole parameter vectors, some 50 MB; only what is drawn of it is kept.
    """

    def work() -> Film:
        trace = record_loop(data(name), kind, EpisodeSpec(way, shot, query), seed)
        films = {language: loop_record(trace, data(name), language) for language in LANGUAGES}
        return Film(films, trace.info)

    return worker().submit(at_once(work))


@st.cache_resource(show_spinner=False, max_entries=300)
def embedding(name: str, contender: str, split: str, way: int, shot: int, query: int, seed: int) -> Job[Json]:
    """A task as a contender sees it, on a plane, at every step: the record that the map draws."""

    def work() -> Json:
        task = episode(name, split, way, shot, query, seed)
        adapted = method(name, contender).adapt(task.support_x, task.support_y)
        return embedding_record(embed(adapted, task), task)

    return worker().submit(at_once(work))


@st.cache_resource(show_spinner=False, max_entries=300)
def fitting(name: str, split: str, way: int, shot: int, query: int, seed: int) -> Job[Fitting]:
    """A network trained from scratch on the support set of a task, for longer than any other page does."""
    seen: list[tuple[np.ndarray, ...]] = []

    def work() -> Iterator[float]:
        task = episode(name, split, way, shot, query, seed)
        untrained = method(name, "scratch")
        assert isinstance(untrained, Scratch)
        for fit in fits(untrained, task.support_x, task.support_y, FIT_STEPS):
            both = (fit.answer(x).argmax(-1).numpy() for x in (task.support_x, task.query_x))
            seen.append(tuple(both))
            yield fit.step / FIT_STEPS[-1]

    def finish() -> Fitting:
        support, query = (np.stack(each) for each in zip(*seen, strict=True))
        return Fitting(FIT_STEPS, support, query)

    return worker().submit(Job(work, finish))


@st.cache_data(show_spinner=False)
def gaps(name: str, split: str, way: int) -> tuple[Gap, ...]:
    """What was measured of training from scratch on more and more images of each class."""
    return stored_gaps(checkpoints.folder_of(f"{name}/scratch"), split, way)


@st.cache_resource(show_spinner=False)
def _sinusoid_learner(name: str) -> sinusoid.Learner:
    return sinusoid.load(name)


@st.cache_data(show_spinner=False, max_entries=1000)
def sinusoid_fit(name: str, points: tuple[tuple[float, float], ...]) -> Fit:
    """What a learner of the sinusoid makes of some points: a few milliseconds, on a copy of its own."""
    return fit_to(copy.deepcopy(_sinusoid_learner(name)), points)


@st.cache_resource(show_spinner=False)
def sinusoid_errors(name: str, shot: int) -> sinusoid.Errors:
    """What was measured of a learner of the sinusoid over many tasks."""
    return sinusoid.stored_errors(name, shot)


@st.cache_data(show_spinner=False)
def plane_surfaces(side: int, edge: float) -> Json:
    """Support losses of the two-parameter tasks over the square from -edge to edge, row by row."""
    line = torch.linspace(-edge, edge, side, dtype=torch.float64)
    theta = torch.cartesian_prod(line, line).flip(-1)
    losses = [plane.loss(theta, t.support_x, t.support_y) for t in plane.tasks()]
    return {"side": side, "edge": edge, "losses": [[round(v, 4) for v in each.tolist()] for each in losses]}


@st.cache_data(show_spinner=False, max_entries=100)
def plane_grid(side: int, edge: float, rate: float, steps: int) -> Json:
    """The view from every point of a square lattice, to be interpolated while θ is dragged."""
    line = torch.linspace(-edge, edge, side, dtype=torch.float64)
    seen = _plane_view(torch.cartesian_prod(line, line).flip(-1), rate, steps, 3)
    return {"side": side, "edge": edge, "views": seen}


@st.cache_data(show_spinner=False, max_entries=500)
def plane_trail(
    theta: tuple[float, float], kind: str, rate: float, steps: int, outer: float, count: int
) -> list[list[float]]:
    """The views from θ and from where each of ``count`` outer updates by a method takes it."""
    start = torch.tensor(theta, dtype=torch.float64)
    return _plane_view(plane.travel(start, kind, rate, steps, outer, count), rate, steps, 6)


def _plane_view(theta: torch.Tensor, rate: float, steps: int, digits: int) -> list[list[float]]:
    """A row for each θ: θ, three gradients, losses before and after by task, paths (task, step, 2)."""
    view = plane.look(theta, rate, steps)
    flat = torch.cat(
        [
            theta,
            *view.gradients.values(),
            view.before.T,
            view.after.T,
            view.paths.permute(2, 0, 1, 3).flatten(1),
        ],
        dim=1,
    )
    return [[round(value, digits) for value in row] for row in flat.tolist()]


def warm_up() -> None:
    """Do once, unseen, what is slow the first time: the first optimiser imports a good part of torch."""
    torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    worker()
