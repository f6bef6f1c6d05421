"""``fewshot train`` and ``fewshot untrained``: train a method, or save it untrained, as a checkpoint."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

import torch
from tqdm import tqdm

from fewshot_core.cli.ctrl_c import CtrlC
from fewshot_core.cli.data import load_naming_skipped
from fewshot_core.cli.device import add_device, tell_device
from fewshot_core.cli.training_settings import augmentation, precision, prepare
from fewshot_core.data.datasets import data_names, load_data
from fewshot_core.data.sampling import Source
from fewshot_core.measuring import validation
from fewshot_core.methods import Method, method_class, method_names
from fewshot_core.tensors import distributed
from fewshot_core.tensors.device import choose_device
from fewshot_core.tensors.errors import OutOfRange, Unknown
from fewshot_core.tensors.memory import keep_freed_memory
from fewshot_core.tensors.store import check_writable
from fewshot_core.training import checkpoints, loop, saved_run
from fewshot_core.training.precision import AUTO, FLOAT32, PRECISIONS
from fewshot_core.training.saved_run import Run


def add(verbs: argparse._SubParsersAction) -> None:
    """Add the commands and their options."""
    command = verbs.add_parser("train", help="train a method; the same command goes on after Ctrl-C")
    command.add_argument("--data", required=True, help=f"{', '.join(data_names())} or folder:PATH")
    command.add_argument("--method", required=True, help=", ".join(method_names()))
    command.add_argument("--way", type=int, help="N of the training episodes (default: the method's own)")
    command.add_argument("--shot", type=int, help="K of the training episodes (default: the method's own)")
    command.add_argument("--within-group", action="store_true", help="all classes of a task of one group")
    command.add_argument("--steps", type=int, help="how many updates")
    command.add_argument("--minutes", type=float, help="how long; with --steps, whichever ends first")
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--out", type=Path, required=True, help="folder of the checkpoint")
    command.add_argument("--resume", action="store_true", help="go on with the training in --out, or fail")
    add_device(command)
    command.add_argument(
        "--precision",
        choices=(*PRECISIONS, AUTO),
        default=FLOAT32,
        help=f"{AUTO}: the one that a second's measurement finds faster (default: {FLOAT32})",
    )
    command.add_argument(
        "--schedule", choices=tuple(loop.SCHEDULES), default="cosine", help="of the learning rate"
    )
    drawings = command.add_mutually_exclusive_group()
    drawings.add_argument("--no-augmentation", action="store_true", help="train on the drawings as they are")
    drawings.add_argument(
        "--mirror", action="store_true", help="mirror single drawings, and change nothing else of them"
    )
    drawings.add_argument("--bend", action="store_true", help="bend classes and drawings, as hands differ")
    often = command.add_mutually_exclusive_group()
    often.add_argument("--keep-every", type=float, default=60, metavar="SECONDS", help="validate and save")
    often.add_argument(
        "--keep-every-steps", type=int, metavar="N", help="so that the same seed keeps the same weights"
    )
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
    """Train a method or resume a training; under torchrun, together with other processes."""
    keep_freed_memory()
    budget = loop.Budget(options.steps, options.minutes)
    if options.keep_every_steps is not None and options.keep_every_steps < 1:
        raise OutOfRange("--keep-every-steps", options.keep_every_steps, 1)
    device = torch.device(distributed.start(str(choose_device(options.device, distributed.launched()))))
    if distributed.rank() == 0:
        _check_folder(options)
        tell_device(device, sys.stdout)
    data = load_naming_skipped(options.data)
    method, settings = prepare(options, data, device)
    changed = augmentation(options, data)
    generator = loop.seeded_generator(options.seed)
    source = Source(data, "train", changed, generator, method.device, options.within_group)
    options.precision, said = precision(options, method, source)
    if said:
        _say(said)
    settings |= {"augmentation": asdict(changed), "budget": asdict(budget), "commit": _commit()}
    settings |= {"schedule": options.schedule, "precision": options.precision, "device": device.type}
    run = saved_run.resume(method, source, Run(settings), options.out)
    try:
        with CtrlC() as ctrl_c:
            _train_and_keep(method, source, budget, run, options, ctrl_c)
    except KeyboardInterrupt:
        _say(f"Stopped at step {run.step}; the same command goes on from the last saved step.", sys.stderr)
        return 130
    _say(f"{run.step} steps, {run.speed:.1f} {'tasks' if run.tasks else 'images'}/s.")
    _say(f"Best validation accuracy {run.best:.3f} at step {run.best_step}; saved in {options.out}.")
    distributed.stop()
    return 0


def untrained(options: argparse.Namespace) -> int:
    """Save a method with its first, random weights as a checkpoint."""
    data = load_data(options.data)
    cls = method_class(options.method)
    method = cls(cls.Config(seed=options.seed, channels=data.images.shape[1]))
    facts = {"method": cls.id, "data": data.name, "seed": options.seed, "steps": 0, "commit": _commit()}
    checkpoints.save(method, data.name, options.out, facts)
    return 0


def _train_and_keep(
    method: Method,
    source: Source,
    budget: loop.Budget,
    run: Run,
    options: argparse.Namespace,
    ctrl_c: CtrlC,
) -> None:
    """Train with a progress bar, validating and saving at intervals and at the end."""
    first = distributed.rank() == 0
    bar = tqdm(total=1000, bar_format="{l_bar}{bar}| {elapsed} < {remaining} {postfix}", disable=not first)
    kept_at = run.seconds
    steps = loop.train(method, source, budget, run, options.schedule, options.precision)
    for step in steps:
        bar.n = round(1000 * budget.share(run))
        if run.step % 10 == 0:
            bar.set_postfix_str(f"step {run.step} loss {step.loss:.3f} best {run.best:.3f}")
        due = run.seconds - kept_at > options.keep_every
        if options.keep_every_steps:
            due = run.step % options.keep_every_steps == 0
        if due and budget.share(run) < 1:  # the last step's turn comes below
            kept_at = run.seconds
            if first:
                validation.keep(method, source, run, options.out)
        ctrl_c.check()
    if first:
        validation.keep(method, source, run, options.out)
    bar.close()


def _check_folder(options: argparse.Namespace) -> None:
    """Check before the training that its folder can be used; raises Unknown and Unwritable."""
    if options.resume and not (options.out / saved_run.LATEST).is_file():
        raise Unknown("training to go on with", str(options.out), ())
    check_writable(options.out)
    checkpoints.settle(options.out)


def _say(sentence: str, where: TextIO | None = None) -> None:
    """Print a sentence once, however many processes train."""
    if distributed.rank() == 0:
        print(sentence, file=where)


def _commit() -> str:
    """The commit of the code if it runs from a checkout, else an empty string."""
    here = Path(__file__).resolve().parent
    if not shutil.which("git"):
        return ""
    asked = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=here, capture_output=True, text=True)
    return asked.stdout.strip()
