"""``fewshot measure``: store a checkpoint's accuracies on unseen classes beside it."""

from __future__ import annotations

import argparse

from fewshot_core import checkpoints
from fewshot_core.measure import measure as measure_all
from fewshot_core.memory import keep_freed_memory
from fewshot_core.types import EpisodeSpec


def add(verbs: argparse._SubParsersAction) -> None:
    """The command and its options."""
    command = verbs.add_parser("measure", help="store a checkpoint's accuracies on unseen classes beside it")
    command.add_argument("--checkpoint", required=True)
    command.add_argument("--way", type=int, nargs="+", default=[5])
    command.add_argument("--shot", type=int, nargs="+", default=[1, 5])
    command.add_argument("--query", type=int, default=15)
    command.add_argument("--episodes", type=int, default=600)
    command.add_argument("--seed", type=int, default=0)
    command.set_defaults(run=measure)


def measure(options: argparse.Namespace) -> int:
    """Measure a checkpoint on unseen classes and store the result beside it."""
    keep_freed_memory()
    specs = [EpisodeSpec(way, shot, options.query) for way in options.way for shot in options.shot]
    for line in measure_all(checkpoints.folder_of(options.checkpoint), specs, options.episodes, options.seed):
        print(line, flush=True)
    return 0
