"""``fewshot contests``: train and measure everything that the page on when meta-learning wins shows."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import torch

from fewshot_core.cli.device import add_device, tell_device
from fewshot_core.data.datasets import DataSet, load_data
from fewshot_core.measuring.rounding import half_up
from fewshot_core.methods import Method
from fewshot_core.studies.contests.contest import (
    CONTESTS,
    WATCH_SPLITS,
    WATCHED,
    Answers,
    answers,
    by_answer,
    glance,
    train,
)
from fewshot_core.studies.contests.learners import FIRST_SEED, STEPS, Learner, learners
from fewshot_core.studies.contests.stored import FOLDER, Store
from fewshot_core.tensors.device import choose_device
from fewshot_core.tensors.errors import OutOfRange
from fewshot_core.tensors.memory import keep_freed_memory
from fewshot_core.tensors.store import check_writable
from fewshot_core.training import checkpoints


def add(verbs: argparse._SubParsersAction) -> None:
    """Add the command and its options."""
    command = verbs.add_parser("contests", help="train and measure the contests; again: goes on")
    command.add_argument("--data", nargs="+", default=list(STEPS))
    command.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2], help="a training each")
    command.add_argument("--episodes", type=int, default=600, help="tasks in each contest")
    command.add_argument("--out", type=Path, default=FOLDER)
    add_device(command)
    command.set_defaults(run=contests)


def contests(options: argparse.Namespace) -> int:
    """Train, measure and store one learner after the other; what is stored is not done again."""
    keep_freed_memory()
    if options.episodes < 1:
        raise OutOfRange("--episodes", options.episodes, 1)
    check_writable(options.out)
    device = choose_device(options.device)
    todo = [
        (seed, name, learner)
        for seed in options.seeds
        for name in options.data
        for learner in learners(name)
        if not Store(name, options.out).has(learner.id, seed, options.episodes)
    ]
    if todo:
        tell_device(device, sys.stdout)
    data = {name: load_data(name) for name in dict.fromkeys(name for _, name, _ in todo)}
    for seed, name, learner in todo:
        _take_part(learner, data[name], seed, options.episodes, Store(name, options.out), device)
    return 0


def _take_part(
    learner: Learner, data: DataSet, seed: int, tasks: int, store: Store, device: torch.device
) -> None:
    """Train one learner, let it answer all contests, and store the results.

    The first training of a usual learner is the embedded checkpoint; it is trained again only to be watched.
    """
    began = time.perf_counter()
    method = learner.build(data, seed).to(device)
    embedded = learner.usual and seed == FIRST_SEED
    anew = method.trains and (learner.watched or not embedded)
    watched = _train(learner, method, data, seed) if anew else {}
    steps = STEPS[data.name].get(method.id, 0)
    trained = time.perf_counter() - began
    if embedded:
        method = checkpoints.load(f"{data.name}/{method.id}", device)
    measured = {
        (name, contest): answers(answering, data, contest, tasks)
        for name, answering in by_answer(learner, method).items()
        for contest in CONTESTS
    }
    facts = {
        "tasks": tasks,
        "method": method.id,
        "steps": steps,
        "watched": [step for step in WATCHED if step <= steps] if watched else [],
    } | ({"minutes": trained / 60} if anew else {})
    store.keep(learner, method, seed, facts)
    store.put(learner.id, seed, measured, watched, facts)
    for (name, contest), right in measured.items():
        shown = 100 * right.accuracies[:, -1].mean().item()
        print(f"{data.name} seed {seed} {name} {contest}: {half_up(shown, 1)} % ({tasks} tasks)", flush=True)


def _train(learner: Learner, method: Method, data: DataSet, seed: int) -> dict[str, Answers]:
    """Train to the end; a watched learner is measured on the way, on training and validation classes."""
    seen: dict[str, list[Answers]] = {split: [] for split in WATCH_SPLITS}
    for step in train(learner, method, data, seed):
        if learner.watched and step in WATCHED:
            for split, looks in seen.items():
                looks.append(glance(method, data, split))
    return {
        split: Answers(torch.cat([look.right for look in looks], 1), looks[0].queries)
        for split, looks in seen.items()
        if looks
    }
