"""Recording a training to be watched: the one other place, beside ``runs.py``, that computes."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, replace

import torch

from fewshot_core import load
from fewshot_core.data.augment import Augmentation
from fewshot_core.data.datasets import DataSet
from fewshot_core.data.pools import eligible_classes
from fewshot_core.methods import Method
from fewshot_core.methods.supervised import SupervisedConfig
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.tensors.trace import BatchTrace, OuterTrace
from fewshot_core.training import checkpoints
from fewshot_core.training.loop import LOG, seeded_generator

from .filmed import Filmed, ShownSource

TEST_SET = "test_set.json"
"""Beside a checkpoint's log, made by ``assets/build/test_set``."""


@dataclass(frozen=True)
class HeldOut:
    """What a twin of the trained network, trained without these images, answers for them."""

    items: tuple[int, ...]
    predicted: tuple[int, ...]  # a class for each


@dataclass(frozen=True)
class LoopTrace:
    """Recorded training: the first updates of an untrained network, one of the trained one."""

    early: tuple[OuterTrace | BatchTrace, ...]
    late: OuterTrace | BatchTrace
    log: tuple[tuple[int, int, float, float], ...]  # (step, tasks, loss, accuracy) of every training step
    info: dict[str, float | int | str | bool]
    test: HeldOut | None = None

    @property
    def curve(self) -> tuple[tuple[int, float], ...]:
        """The log's losses: (tasks, or steps where there are none; loss)."""
        return tuple((tasks or step, loss) for step, tasks, loss, _ in self.log)


def record_loop(data: DataSet, kind: str, filmed: Filmed) -> LoopTrace:
    """Two updates of an untrained network, and one of the trained one."""
    task = filmed.task
    eligible_classes(data, "train", EpisodeSpec(task.way, task.shot, task.query))
    trained = load(f"{data.name}/{kind}")
    config = trained.config
    if kind != "conventional":  # which knows no tasks
        config = replace(config, way=task.way, shot=task.shot, query=task.query)
    elif filmed.single and isinstance(config, SupervisedConfig):
        config = replace(config, batch_size=1)
    # Drawings as they are, not turned or jittered: what is seen on screen is what the network gets.
    source = ShownSource(
        data, "train", Augmentation(), seeded_generator(task.seed), torch.device("cpu"), filmed=filmed
    )
    fresh, late = type(trained)(config), type(trained)(config)
    late.network.load_state_dict(trained.network.state_dict())
    early = [fresh.train_step(source, record=True).trace for _ in range(2)]
    last = late.train_step(source, record=True).trace
    assert last is not None
    form = trained.config  # the log's episodes and batches had this form, not the visitor's
    info = _info(late) | {"train_way": form.way, "train_shot": form.shot, "train_query": form.query}
    if isinstance(form, SupervisedConfig):
        info |= {"train_batch": form.batch_size}
    return LoopTrace(tuple(t for t in early if t), last, _log(data.name, kind), info, _test(data.name, kind))


def _info(method: Method) -> dict[str, float | int | str | bool]:
    """The numbers of the configuration that a page may show."""
    facts = {k: v for k, v in vars(method.config).items() if isinstance(v, int | float | str | bool)}
    backbone = [p for n, p in method.network.named_parameters() if n.startswith("backbone.")]
    return facts | {
        "method": method.id,
        "parameters": sum(p.numel() for p in backbone),
        "optimiser": type(method.optimiser).__name__,
    }


def _log(name: str, kind: str) -> tuple[tuple[int, int, float, float], ...]:
    """The checkpoint's real training log; whoever draws it thins it."""
    with (checkpoints.folder_of(f"{name}/{kind}") / LOG).open(encoding="utf-8") as file:
        rows = csv.DictReader(file)
        return tuple(
            (int(row["step"]), int(row["tasks"]), float(row["loss"]), float(row["accuracy"])) for row in rows
        )


def _test(name: str, kind: str) -> HeldOut | None:
    """The test at the end of training, where it was made."""
    path = checkpoints.folder_of(f"{name}/{kind}") / TEST_SET
    if not path.exists():
        return None
    stored = json.loads(path.read_text(encoding="utf-8"))
    return HeldOut(tuple(stored["items"]), tuple(stored["predicted"]))
