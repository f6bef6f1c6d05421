"""``fewshot measure``: store a checkpoint's accuracies on unseen classes beside it."""

from __future__ import annotations

import argparse

from fewshot_core.cli.device import add_device, chosen_device
from fewshot_core.measuring.measure import measure as measure_all
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.tensors.errors import Unusable
from fewshot_core.tensors.memory import keep_freed_memory
from fewshot_core.training import checkpoints


def add(verbs: argparse._SubParsersAction) -> None:
    """Add the command and its options."""
    command = verbs.add_parser("measure", help="store a checkpoint's accuracies on unseen classes beside it")
    which = command.add_mutually_exclusive_group(required=True)
    which.add_argument("--checkpoint", help="embedded name such as everyday/maml, or a folder")
    which.add_argument("--data", help="all embedded checkpoints of this data set")
    command.add_argument("--way", type=int, nargs="+", default=[5])
    command.add_argument("--shot", type=int, nargs="+", default=[1, 5])
    command.add_argument(
        "--forms", nargs="+", metavar="NxK", help="instead of --way and --shot: 5x2 is 5-way 2-shot"
    )
    command.add_argument("--query", type=int, default=15)
    command.add_argument("--episodes", type=int, default=600)
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--last-step", action="store_true", help="keep the last step alone: much faster")
    command.add_argument("--again", action="store_true", help="measure anew what is stored already")
    add_device(command)
    command.set_defaults(run=measure)


def measure(options: argparse.Namespace) -> int:
    """Measure each form of task that is not stored yet, and store it as soon as it is done."""
    keep_freed_memory()
    names = checkpoints.checkpoints_of(options.data) if options.data else (options.checkpoint,)
    forms = [(way, shot) for way in options.way for shot in options.shot]
    if options.forms:
        forms = [_form(text) for text in options.forms]
    specs = [EpisodeSpec(way, shot, options.query) for way, shot in forms]
    device = chosen_device(options)
    for name in names:
        for line in measure_all(
            checkpoints.folder_of(name), specs, options.episodes, options.seed,
            last_step=options.last_step, again=options.again, device=device,
        ):  # fmt: skip
            print(line, flush=True)
    return 0


def _form(text: str) -> tuple[int, int]:
    """Way and shot of a form of task written as 5x2; raises Unusable."""
    way, _, shot = text.partition("x")
    if not (way.isdecimal() and shot.isdecimal()):
        raise Unusable("--forms", text, "a form is written as 5x2 for 5-way 2-shot")
    return int(way), int(shot)
