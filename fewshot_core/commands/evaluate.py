"""``fewshot evaluate`` and ``fewshot measure``: accuracy on many tasks."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from fewshot_core import checkpoints
from fewshot_core.commands.data import load_told
from fewshot_core.commands.device import on_device
from fewshot_core.datasets import SPLITS, DataSet
from fewshot_core.evaluation import evaluate as run_evaluation
from fewshot_core.measure import measure as measure_all
from fewshot_core.memory import keep_freed_memory
from fewshot_core.methods import Method, method_class
from fewshot_core.methods.conventional import Conventional
from fewshot_core.types import EpisodeSpec, FewshotError, OutOfRange, Unknown


def add(verbs: argparse._SubParsersAction) -> None:
    """The commands and their options."""
    command = verbs.add_parser("evaluate", help="accuracy on many tasks, with its 95 %% interval")
    command.add_argument("--checkpoint", help="embedded name such as everyday/maml, or a folder")
    command.add_argument("--method", help="a method that needs no checkpoint: scratch")
    command.add_argument("--data", help="default: what the checkpoint was trained on")
    command.add_argument(
        "--answer", help="how a conventional network answers: fine-tune, linear-head, class-mean"
    )
    command.add_argument("--split", default="test", choices=SPLITS)
    command.add_argument("--way", type=int, default=5)
    command.add_argument("--shot", type=int, default=1)
    command.add_argument("--query", type=int, default=15)
    command.add_argument("--within-group", action="store_true", help="all classes of one group (alphabet)")
    command.add_argument("--other-hand", action="store_true", help="queries by other drawers than support")
    command.add_argument("--episodes", type=int, default=600)
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--device", default="cpu")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=evaluate)

    command = verbs.add_parser("measure", help="store a checkpoint's accuracies on unseen classes beside it")
    command.add_argument("--checkpoint", required=True)
    command.add_argument("--way", type=int, nargs="+", default=[5])
    command.add_argument("--shot", type=int, nargs="+", default=[1, 5])
    command.add_argument("--query", type=int, default=15)
    command.add_argument("--episodes", type=int, default=600)
    command.add_argument("--seed", type=int, default=0)
    command.set_defaults(run=measure)


def evaluate(options: argparse.Namespace) -> int:
    """Print a method's accuracy over many tasks."""
    keep_freed_memory()
    method, data = _what_to_evaluate(options)
    spec = EpisodeSpec(options.way, options.shot, options.query, options.within_group, options.other_hand)
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
    facts["transductive"] = method.config.transductive
    if options.json:
        print(json.dumps(facts))
    else:
        print(f"{100 * result.accuracy:.1f} ± {100 * result.ci95:.1f} % over {result.episodes} tasks")
    return 0


def _what_to_evaluate(options: argparse.Namespace) -> tuple[Method, DataSet]:
    if options.checkpoint:
        method = on_device(checkpoints.load(options.checkpoint), options.device)
        name = options.data or checkpoints.read_manifest(checkpoints.folder_of(options.checkpoint)).data
    elif options.method:
        cls = method_class(options.method)
        if cls.trains:
            raise FewshotError(f"The method '{cls.id}' needs a trained checkpoint: give --checkpoint.")
        method = on_device(cls(cls.Config()), options.device)
        name = options.data or "everyday"
    else:
        raise Unknown("thing to evaluate", "", ("--checkpoint", "--method scratch"))
    if options.answer:
        if not isinstance(method, Conventional):
            raise FewshotError(f"--answer is for conventional networks, not for '{method.id}'.")
        method = method.answering(options.answer)
    return method, load_told(name)


def measure(options: argparse.Namespace) -> int:
    """Measure a checkpoint on unseen classes and store the result beside it."""
    keep_freed_memory()
    specs = [EpisodeSpec(way, shot, options.query) for way in options.way for shot in options.shot]
    for line in measure_all(checkpoints.folder_of(options.checkpoint), specs, options.episodes, options.seed):
        print(line, flush=True)
    return 0
