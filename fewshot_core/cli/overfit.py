"""``fewshot overfit``: store the accuracy of training from scratch on its own images and on others."""

from __future__ import annotations

import argparse

from fewshot_core.cli.device import add_device, chosen_device
from fewshot_core.data.datasets import SPLITS, load_data
from fewshot_core.measuring.rounding import percent
from fewshot_core.methods.scratch import Scratch
from fewshot_core.studies.overfitting import Gap, measure_gap, store_gap
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.tensors.errors import OutOfRange, Unusable
from fewshot_core.tensors.memory import keep_freed_memory
from fewshot_core.training import checkpoints


def add(verbs: argparse._SubParsersAction) -> None:
    """Add the command and its options."""
    command = verbs.add_parser("overfit", help="store support and query accuracy of training from scratch")
    command.add_argument("--checkpoint", required=True, help="such as everyday/scratch")
    command.add_argument("--way", type=int, default=5)
    command.add_argument("--shot", type=int, nargs="+", default=[1, 2, 3, 5, 8])
    command.add_argument("--query", type=int, default=5)
    command.add_argument("--steps", type=int, nargs="+", default=[10, 20], help="look after these")
    command.add_argument("--split", choices=SPLITS, default="test")
    command.add_argument("--episodes", type=int, default=300)
    command.add_argument("--copies", type=int, default=0, help="jittered ones of every image, trained on too")
    command.add_argument("--seed", type=int, default=0)
    add_device(command)
    command.set_defaults(run=overfit)


def overfit(options: argparse.Namespace) -> int:
    """Measure each K, and store it as soon as it is done; raises Unusable and OutOfRange."""
    keep_freed_memory()
    folder = checkpoints.folder_of(options.checkpoint)
    method = checkpoints.load(folder)
    if not isinstance(method, Scratch):
        raise Unusable("checkpoint", options.checkpoint, "only training from scratch is watched here")
    data = load_data(checkpoints.read_manifest(folder).data)
    if options.copies < 0:
        raise OutOfRange("--copies", options.copies, 0)
    method = method.to(chosen_device(options))
    for shot in options.shot:
        spec = EpisodeSpec(options.way, shot, options.query)
        gap = measure_gap(
            method, data, options.split, spec, options.steps, options.episodes, options.seed, options.copies
        )
        store_gap(folder, gap)
        for step in gap.steps:
            print(_line(gap, step), flush=True)
    return 0


def _line(gap: Gap, step: int) -> str:
    """One line of text with the result after a number of steps."""
    support, query = (percent(mean, half) for mean, half in gap.at(step))
    return f"{gap.name}: after {step}: support {support}, query {query} ({len(gap.query)} tasks)"
