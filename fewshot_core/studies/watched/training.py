"""Training that looks at the same unseen tasks every few seconds, and keeps all that going on needs.

Its folder holds ``plan.json`` (what is trained), ``looks.json`` (what was seen so far), the training as
``saved_run.py`` keeps it, at its end a checkpoint, and ``done.json`` once that is measured.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch

from fewshot_core.data.augment import mirrored, usual_augmentation
from fewshot_core.data.datasets import DataSet, load_data
from fewshot_core.data.pools import eligible_classes
from fewshot_core.data.sampling import Source, sample_episodes
from fewshot_core.measuring import measure
from fewshot_core.measuring.evaluation import Evaluation, answer_tasks, mean_ci95
from fewshot_core.measuring.validation import VALIDATION_SEED
from fewshot_core.methods import Method, method_class
from fewshot_core.tensors import store
from fewshot_core.tensors.episode import Episode, EpisodeSpec
from fewshot_core.tensors.errors import Damaged, NotEnoughClasses, NotEnoughImages
from fewshot_core.training import checkpoints, loop, saved_run
from fewshot_core.training.precision import FLOAT32, choose_precision
from fewshot_core.training.saved_run import Run

PLAN, LOOKS, DONE = "plan.json", "looks.json", "done.json"
LOOK_TASKS, EXAMPLES = 60, 2
"""Tasks that every look answers, and how many of them, the first ones, are kept answer by answer."""
LOOK_SHARE, LEAST_LOOKS = 0.15, 12
"""Looks take about this share of the training's time; where they take less, a budget has so many."""
SAVE_SECONDS = 5.0
FORMS = (EpisodeSpec(5, 1, 10), EpisodeSpec(5, 5, 10))
"""Forms of unseen tasks that the finished learner is measured on: those that embedded checkpoints have."""
MEASURED_TASKS, MEASURED_SEED = 600, 0


@dataclass(frozen=True)
class Plan:
    """What is trained and for how long; ``seconds`` are those spent in training steps, 0 for none."""

    data: str  # as ``load_data`` takes it
    method: str
    way: int  # of the training tasks
    shot: int
    seconds: float
    seed: int = 0
    settings: dict[str, float] = field(default_factory=dict)  # others of the method's configuration
    augment: bool = True  # are classes turned and images changed, as usual? Else images are mirrored alone


@dataclass(frozen=True)
class Look:
    """The accuracy on unseen tasks, the same in every look, and what was said of the first few."""

    step: int
    seconds: float  # spent in training steps
    accuracy: float  # mean over the tasks, 0…1
    ci95: float
    tasks: int
    answers: tuple[tuple[int, ...], ...]  # (EXAMPLES, queries): the class said of each query image


def plan_of(folder: Path) -> Plan:
    """The plan of a folder; raises Damaged."""
    try:
        return Plan(**store.read_index(folder / PLAN))
    except TypeError as error:
        raise Damaged(str(folder / PLAN), "it is not a training's plan") from error


def looks_of(folder: Path) -> tuple[Look, ...]:
    """All looks so far, none where there is no file of them; raises Damaged."""
    if not (folder / LOOKS).is_file():
        return ()
    try:
        found = store.read_index(folder / LOOKS)["looks"]
        return tuple(Look(**look | {"answers": tuple(map(tuple, look["answers"]))}) for look in found)
    except (KeyError, TypeError) as error:
        raise Damaged(str(folder / LOOKS), "it does not hold a training's looks") from error


def look_form(data: DataSet) -> EpisodeSpec:
    """The form of the tasks that are looked at: 5-way 1-shot, smaller where the validation classes are few.

    Raises NotEnoughClasses for fewer than two classes of two images.
    """
    sizes = sorted((data.classes[i].count for i in data.split_classes("val")), reverse=True)
    usable = sum(size > 1 for size in sizes)
    if usable < 2:
        raise NotEnoughClasses(2, usable, "val")
    way = min(5, usable)
    return EpisodeSpec(way, 1, min(5, sizes[way - 1] - 1))


def examples(data: DataSet) -> tuple[Episode, ...]:
    """The tasks whose answers a look keeps."""
    generator, form = torch.Generator().manual_seed(VALIDATION_SEED), look_form(data)
    return tuple(sample_episodes(data, "val", form, 1, generator)[0] for _ in range(EXAMPLES))


def build(plan: Plan, data: DataSet) -> Method:
    """The untrained method of a plan; raises what its tasks cannot be drawn for."""
    cls = method_class(plan.method)
    own: dict[str, Any] = {"seed": plan.seed, "channels": data.images.shape[1], **plan.settings}
    method = cls(cls.Config(**own, way=plan.way, shot=plan.shot))
    eligible_classes(data, "train", method.spec)
    look_form(data)
    return method


class Watched:
    """The training of a folder, from its beginning or from where it was saved last.

    Raises what ``build`` and ``saved_run.resume`` raise.
    """

    def __init__(self, folder: Path, device: torch.device, data: DataSet | None = None) -> None:
        self.folder, self.plan = folder, plan_of(folder)
        self.data = data or load_data(self.plan.data)
        self.method = build(self.plan, self.data).to(device)
        self.method.build_optimiser()  # the first one imports a good part of torch: not while a stop waits
        generator = loop.seeded_generator(self.plan.seed)
        changed = (usual_augmentation if self.plan.augment else mirrored)(self.data.handed)
        self.source = Source(self.data, "train", changed, generator, device)
        settings = {"method": self.plan.method, "data": self.data.name, "seed": self.plan.seed}
        settings |= {"config": asdict(self.method.config), "seconds": self.plan.seconds}
        begun = saved_run.stored_settings(folder)
        self.precision = (
            begun.get("precision", FLOAT32) if begun else choose_precision(self.method, self.source).precision
        )
        settings |= {"augmentation": asdict(changed)}
        settings |= {"precision": self.precision} if self.precision != FLOAT32 else {}
        self.run = saved_run.resume(self.method, self.source, Run(settings), folder)
        self.looks = [look for look in looks_of(folder) if look.step <= self.run.step]

    def steps(self) -> Iterator[float]:
        """Train until the budget is spent; yields the share that is, after every step and task looked at.

        Whoever leaves off in the midst of a look loses that look alone.
        """
        budget = loop.Budget(minutes=self.plan.seconds / 60)
        if not self.looks:
            yield from self._look(budget)
        saved = looked = self.run.seconds
        cost = 0.0
        for _ in loop.train(self.method, self.source, budget, self.run, precision=self.precision):
            share, now = budget.share(self.run), self.run.seconds
            yield share
            if now - looked >= max(self.plan.seconds / LEAST_LOOKS, cost / LOOK_SHARE) and share < 1:
                began = time.perf_counter()
                yield from self._look(budget)
                cost, looked = time.perf_counter() - began, now
            if now - saved >= SAVE_SECONDS:
                saved = now
                self.save()
        yield from self.last_look()

    def last_look(self) -> Iterator[float]:
        """Look at the weights as they are, unless the last look did; yields the share of the budget spent."""
        if not self.looks or self.looks[-1].step != self.run.step:
            yield from self._look(loop.Budget(minutes=self.plan.seconds / 60))

    def save(self) -> None:
        """Keep all that going on needs; raises Unwritable."""
        saved_run.save(self.method, self.source, self.run, self.folder)

    def keep(self) -> None:
        """Make a checkpoint of the weights as they are: the training is over. Raises Unwritable."""
        self.save()
        if self.looks:
            self.run.best, self.run.best_step = self.looks[-1].accuracy, self.looks[-1].step
        rows = "".join(f"{s},{t},{loss:.4f},{accuracy:.4f}\n" for s, t, loss, accuracy in self.run.log)
        store.write_file(self.folder / loop.LOG, ("step,tasks,loss,accuracy\n" + rows).encode())
        checkpoints.save(self.method, self.data.name, self.folder, loop.run_facts(self.run))

    def _look(self, budget: loop.Budget) -> Iterator[float]:
        """Answer the tasks that every look answers, and keep what was seen."""
        values, answers = [], []
        form = look_form(self.data)
        for task in answer_tasks(
            self.method, self.data, "val", form, LOOK_TASKS, VALIDATION_SEED, each_state=False
        ):
            values.append(task.accuracies()[-1])
            answers.append(tuple(task.scores[-1].argmax(-1).tolist()))
            yield budget.share(self.run)
        mean, half = mean_ci95(torch.stack(values))
        said = tuple(answers[:EXAMPLES])
        self.looks.append(Look(self.run.step, self.run.seconds, mean.item(), half.item(), len(values), said))
        store.write_index(self.folder / LOOKS, {"looks": [asdict(look) for look in self.looks]})


def measured(folder: Path, device: torch.device, data: DataSet | None = None) -> Iterator[float]:
    """Measure a finished learner on tasks of unseen classes and store it; yields the share that is done.

    The same tasks as of the embedded checkpoints, so that they can be compared in pairs. A form that the
    data set cannot hold is left out, and so is one that is stored already.
    """
    data = data or load_data(plan_of(folder).data)
    method = checkpoints.load(folder, device)
    forms = [form for form in FORMS if _holds(data, form)]
    for done, form in enumerate(forms):
        if checkpoints.read_manifest(folder).find(form.way, form.shot):
            continue
        every = form.shot == 1  # after every step, as the comparison draws it, where that is quick
        values: list[torch.Tensor] = []
        for task in answer_tasks(method, data, measure.SPLIT, form, MEASURED_TASKS, MEASURED_SEED, every):
            values.append(task.accuracies())
            yield (done + len(values) / MEASURED_TASKS) / len(forms)
        result = Evaluation(form, measure.SPLIT, MEASURED_SEED, torch.stack(values))
        measure.store(folder, result, None, last_step=not every)
    store.write_index(folder / DONE, {})


def _holds(data: DataSet, form: EpisodeSpec) -> bool:
    """Can tasks of this form be drawn of the classes that no learner has seen?"""
    try:
        return bool(eligible_classes(data, measure.SPLIT, form))
    except (NotEnoughClasses, NotEnoughImages):
        return False
