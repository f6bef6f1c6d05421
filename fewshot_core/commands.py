"""What each command of ``fewshot`` does; how it is called is in ``cli.py``."""

from __future__ import annotations

import argparse
import json
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
from fewshot_core.datasets import SPLITS, DataSet, data_names, load_data
from fewshot_core.evaluation import evaluate as run_evaluation
from fewshot_core.measure import measure as measure_all
from fewshot_core.methods import Method, MethodConfig, method_class
from fewshot_core.methods.conventional import Conventional
from fewshot_core.sampling import Source, eligible_classes
from fewshot_core.sheet import contact_sheet
from fewshot_core.types import EpisodeSpec, FewshotError, OutOfRange, Unknown, Unusable


def app(options: argparse.Namespace) -> int:
    """Start the teaching app."""
    from app.launch import launch  # the engine itself knows nothing of the app

    return launch(options.port, options.host, not options.no_browser)


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
        raise FewshotError(
            f"The method '{cls.id}' starts at random on every task; there is nothing to train."
        )
    changes = _changes(cls.Config, options.set)
    changes |= {"seed": options.seed, "channels": data.images.shape[1]}
    changes |= {name: value for name in ("way", "shot") if (value := getattr(options, name)) is not None}
    if "classes" in {f.name for f in fields(cls.Config)}:
        changes["classes"] = len(data.split_classes("train"))
    method = _on_device(cls(cls.Config(**changes)), options.device)
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


def _on_device(method: Method, name: str) -> Method:
    """The method moved to a device that torch can use here."""
    try:
        return method.to(name)
    except (RuntimeError, AssertionError) as error:
        raise Unusable("--device", name, "torch has no such device here") from error


def _commit() -> str:
    """The commit of the code, if it runs from a checkout."""
    here = Path(__file__).resolve().parent
    if not shutil.which("git"):
        return ""
    asked = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=here, capture_output=True, text=True)
    return asked.stdout.strip()


def evaluate(options: argparse.Namespace) -> int:
    """Print a method's accuracy over many tasks."""
    method, data = _what_to_evaluate(options)
    spec = EpisodeSpec(options.way, options.shot, options.query)
    if options.episodes < 1:
        raise OutOfRange("--episodes", options.episodes, 1)
    result = run_evaluation(
        method, data, options.split, spec, options.episodes, options.seed, each_state=False
    )
    facts = {"method": method.id, "data": data.name, "split": options.split, **asdict(spec)}
    facts |= {
        "accuracy": result.accuracy,
        "ci95": result.ci95,
        "episodes": result.episodes,
        "seed": options.seed,
    }
    facts["transductive"] = getattr(method.config, "transductive", False)
    if options.json:
        print(json.dumps(facts))
    else:
        print(f"{100 * result.accuracy:.1f} ± {100 * result.ci95:.1f} % over {result.episodes} tasks")
    return 0


def _what_to_evaluate(options: argparse.Namespace) -> tuple[Method, DataSet]:
    if options.checkpoint:
        method = _on_device(checkpoints.load(options.checkpoint), options.device)
        name = options.data or checkpoints.read_manifest(checkpoints.folder_of(options.checkpoint)).data
    elif options.method:
        cls = method_class(options.method)
        if cls.trains:
            raise FewshotError(f"The method '{cls.id}' needs a trained checkpoint: give --checkpoint.")
        method = _on_device(cls(cls.Config()), options.device)
        name = options.data or "everyday"
    else:
        raise Unknown("thing to evaluate", "", ("--checkpoint", "--method scratch"))
    if options.answer:
        if not isinstance(method, Conventional):
            raise FewshotError(f"--answer is for conventional networks, not for '{method.id}'.")
        method = method.answering(options.answer)
    return method, load_data(name)


def measure(options: argparse.Namespace) -> int:
    """Measure a checkpoint on unseen classes and store the result beside it."""
    specs = [EpisodeSpec(way, shot, options.query) for way in options.way for shot in options.shot]
    for line in measure_all(checkpoints.folder_of(options.checkpoint), specs, options.episodes, options.seed):
        print(line, flush=True)
    return 0


def data_list(options: argparse.Namespace) -> int:
    """Say what data sets there are."""
    rows = [_describe(load_data(name)) for name in data_names()]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False))
    for row in [] if options.json else rows:
        print(f"{row['name']}: {row['classes']} classes, {row['images']} images, {row['splits']}")
    return 0


def _describe(data: DataSet) -> dict[str, object]:
    return {
        "name": data.name,
        "classes": len(data.classes),
        "images": len(data.images),
        "min_images_per_class": min(c.count for c in data.classes),
        "splits": {split: len(data.split_classes(split)) for split in SPLITS},
        "licences": sorted({source.licence for source in data.sources}),
    }


def data_sheet(options: argparse.Namespace) -> int:
    """Draw a data set's contact sheet."""
    checkpoints.check_writable(options.out.resolve().parent)
    sheet = contact_sheet(load_data(options.name))
    try:
        sheet.save(options.out)
    except ValueError as error:
        raise Unusable("--out", str(options.out), "the name must end in .png or another picture's") from error
    return 0
