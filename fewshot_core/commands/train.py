"""``fewshot train`` and ``fewshot untrained``: make checkpoints."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import MISSING, asdict, fields
from pathlib import Path
from typing import Any

from tqdm import tqdm

from fewshot_core import checkpoints, training
from fewshot_core.augment import Augmentation, usual_augmentation
from fewshot_core.commands.device import on_device
from fewshot_core.datasets import DataSet, data_names, load_data
from fewshot_core.methods import Method, MethodConfig, method_class, method_names
from fewshot_core.sampling import Source, eligible_classes
from fewshot_core.types import NothingToTrain, OutOfRange, Unknown, Unusable


def add(verbs: argparse._SubParsersAction) -> None:
    """The commands and their options."""
    command = verbs.add_parser("train", help="train a method; the same command goes on after Ctrl-C")
    command.add_argument("--data", required=True, help=f"{', '.join(data_names())} or folder:PATH")
    command.add_argument("--method", required=True, help=", ".join(method_names()))
    command.add_argument("--way", type=int, help="N of the training episodes (default: the method's own)")
    command.add_argument("--shot", type=int, help="K of the training episodes (default: the method's own)")
    command.add_argument("--steps", type=int, help="how many updates")
    command.add_argument("--minutes", type=float, help="how long; with --steps, whichever ends first")
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--out", type=Path, required=True, help="folder of the checkpoint")
    command.add_argument("--device", default="cpu")
    command.add_argument("--no-augmentation", action="store_true", help="train on the drawings as they are")
    command.add_argument("--keep-every", type=float, default=60, metavar="SECONDS", help="validate and save")
    command.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="any other setting of the method"
    )
    command.set_defaults(run=train)

    command = verbs.add_parser("untrained", help="save a method's random start as a checkpoint")
    command.add_argument("--data", required=True)
    command.add_argument("--method", required=True)
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--out", type=Path, required=True)
    command.set_defaults(run=untrained)


def train(options: argparse.Namespace) -> int:
    """Train a method, or go on with a training that was stopped."""
    if not (options.steps or options.minutes):
        raise OutOfRange("--steps or --minutes", 0, 1)
    checkpoints.check_writable(options.out)
    data = load_data(options.data)
    method, settings = _prepare(options, data)
    augmentation = Augmentation() if options.no_augmentation else usual_augmentation(data.handed)
    source = Source(data, "train", augmentation, training.dice(options.seed), method.device)
    budget = training.Budget(options.steps, options.minutes)
    settings |= {"augmentation": asdict(augmentation), "budget": asdict(budget), "commit": _commit()}
    run = training.resume(method, source, training.Run(settings), options.out)
    try:
        _train_and_keep(method, source, budget, run, options)
    except KeyboardInterrupt:
        print(
            f"Stopped at step {run.step}; the same command goes on from the last saved step.", file=sys.stderr
        )
        return 130
    print(f"Best validation accuracy {run.best:.3f} at step {run.best_step}; saved in {options.out}.")
    return 0


def untrained(options: argparse.Namespace) -> int:
    """Save a method as it is before any training, so that it can be measured and shown like the others."""
    data = load_data(options.data)
    cls = method_class(options.method)
    method = cls(cls.Config(seed=options.seed, channels=data.images.shape[1]))
    facts = {"method": cls.id, "data": data.name, "seed": options.seed, "steps": 0, "commit": _commit()}
    checkpoints.save(method, data.name, options.out, facts)
    return 0


def _prepare(options: argparse.Namespace, data: DataSet) -> tuple[Method, dict[str, object]]:
    """The method to train, with its settings checked, and what identifies the run."""
    cls = method_class(options.method)
    if not cls.trains:
        raise NothingToTrain(cls.id)
    changes = _changes(cls.Config, options.set)
    changes |= {"seed": options.seed, "channels": data.images.shape[1]}
    changes |= {name: value for name in ("way", "shot") if (value := getattr(options, name)) is not None}
    if "classes" in {f.name for f in fields(cls.Config)}:
        changes["classes"] = len(data.split_classes("train"))
    method = on_device(cls(cls.Config(**changes)), options.device)
    eligible_classes(data, "train", method.spec)
    return method, {
        "method": cls.id,
        "data": data.name,
        "config": asdict(method.config),
        "seed": options.seed,
    }


def _changes(config: type[MethodConfig], assignments: Sequence[str]) -> dict[str, Any]:
    """``NAME=VALUE`` words as typed settings."""
    known = {f.name: f.default for f in fields(config) if f.default is not MISSING}
    changes: dict[str, Any] = {}
    for assignment in assignments:
        name, _, value = assignment.partition("=")
        if name not in known:
            raise Unknown("setting", name, tuple(known))
        kind = type(known[name])
        try:
            changes[name] = value == "true" if kind is bool else kind(value)
        except ValueError as error:
            raise Unusable(name, value, f"it is of the kind {kind.__name__}") from error
    return changes


def _train_and_keep(
    method: Method, source: Source, budget: training.Budget, run: training.Run, options: argparse.Namespace
) -> None:
    """Train with a progress bar, validating and saving every now and then, and at the end."""
    bar = tqdm(total=1000, bar_format="{l_bar}{bar}| {elapsed} < {remaining} {postfix}")
    kept_at = run.seconds
    for step in training.train(method, source, budget, run):
        bar.n = round(1000 * budget.share(run))
        if run.step % 10 == 0:
            bar.set_postfix_str(f"step {run.step} loss {step.loss:.3f} best {run.best:.3f}")
        if run.seconds - kept_at > options.keep_every:
            training.keep(method, source, run, options.out)
            kept_at = run.seconds
    training.keep(method, source, run, options.out)
    bar.close()


def _commit() -> str:
    """The commit of the code, if it runs from a checkout."""
    here = Path(__file__).resolve().parent
    if not shutil.which("git"):
        return ""
    asked = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=here, capture_output=True, text=True)
    return asked.stdout.strip()
