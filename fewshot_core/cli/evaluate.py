"""``fewshot evaluate``: accuracy on many tasks, alone or compared with another on the same tasks."""

from __future__ import annotations

import argparse
import json
from typing import NamedTuple

import torch

from fewshot_core.cli.data import load_naming_skipped
from fewshot_core.cli.device import add_device, chosen_device
from fewshot_core.cli.report import Result, facts, lines
from fewshot_core.data.datasets import SPLITS, DataSet
from fewshot_core.measuring.evaluation import evaluate as run_evaluation
from fewshot_core.measuring.views import Views
from fewshot_core.methods import Method, method_class
from fewshot_core.methods.conventional import Conventional
from fewshot_core.methods.frozen import Frozen
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.tensors.errors import FewshotError, OutOfRange, Unknown
from fewshot_core.tensors.memory import keep_freed_memory
from fewshot_core.training import checkpoints


def add(verbs: argparse._SubParsersAction) -> None:
    """Add the command and its options."""
    command = verbs.add_parser("evaluate", help="accuracy on many tasks, with its 95 %% interval")
    command.add_argument("--checkpoint", help="embedded name such as everyday/maml, or a folder")
    command.add_argument("--method", help="a method that needs no checkpoint: scratch or frozen")
    command.add_argument("--backbone", help="of --method; for frozen, torchvision:NAME too")
    command.add_argument("--data", help="default: what the checkpoint was trained on")
    command.add_argument(
        "--answer",
        help="how a conventional network answers: fine-tune, linear-head, class-mean; a frozen one: "
        "prototype, ridge, head, last-block",
    )
    command.add_argument("--against", metavar="CHECKPOINT", help="another, on the same tasks")
    command.add_argument("--against-answer", metavar="ANSWER", help="how the other answers")
    command.add_argument("--split", default="test", choices=SPLITS)
    command.add_argument("--way", type=int, help="default: 5, or as many as --classes")
    command.add_argument("--classes", metavar="ID,ID", help="the classes of every task, in this order")
    command.add_argument("--shot", type=int, default=1)
    command.add_argument("--query", type=int, default=15)
    command.add_argument("--within-group", action="store_true", help="all classes of one group (alphabet)")
    command.add_argument("--other-hand", action="store_true", help="queries by other drawers than support")
    command.add_argument("--episodes", type=int, default=600)
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--copies", type=int, default=0, help="jittered copies looked at beside every image")
    command.add_argument("--turned", action="store_true", help="answer every task in eight orientations, too")
    command.add_argument("--by-step", action="store_true", help="accuracy after every adaptation step")
    add_device(command)
    command.add_argument("--json", action="store_true", help="print one JSON object: all there is to know")
    command.add_argument("--values", action="store_true", help="in it, the accuracy of every single task")
    command.set_defaults(run=evaluate)


def evaluate(options: argparse.Namespace) -> int:
    """Evaluate a method, and another one if asked, and print the results."""
    keep_freed_memory()
    classes = tuple(name.strip() for name in (options.classes or "").split(",") if name.strip())
    way = (len(classes) or 5) if options.way is None else options.way
    spec = EpisodeSpec(way, options.shot, options.query, options.within_group, options.other_hand)
    if options.episodes < 1:
        raise OutOfRange("--episodes", options.episodes, 1)
    views = Views(options.copies, options.turned)
    device = chosen_device(options)
    first, data = _first(options, device)
    learners = [first]
    if options.against:
        learners.append(_learner(options.against, options.against_answer, device))
    results = [
        Result(
            learner.name,
            learner.method.id,
            data,
            run_evaluation(
                learner.method,
                data,
                options.split,
                spec,
                options.episodes,
                options.seed,
                options.by_step,
                views,
                classes,
            ),
            learner.trained_on,
        )
        for learner in learners
    ]
    result, against = results[0], results[1] if options.against else None
    if options.json:
        print(json.dumps(facts(result, against, options.by_step, options.values)))
    else:
        print("\n".join(lines(result, against, options.by_step)))
    return 0


class _Learner(NamedTuple):
    name: str
    method: Method
    trained_on: str | None = None  # the data set


def _first(options: argparse.Namespace, device: torch.device) -> tuple[_Learner, DataSet]:
    """The method to evaluate and the data set to do it on; raises Unknown and FewshotError."""
    if options.checkpoint:
        name = options.data or checkpoints.read_manifest(checkpoints.folder_of(options.checkpoint)).data
        return _learner(options.checkpoint, options.answer, device), load_naming_skipped(name)
    if not options.method:
        raise Unknown("thing to evaluate", "", ("--checkpoint", "--method scratch", "--method frozen"))
    cls = method_class(options.method)
    if cls.trains:
        raise FewshotError(f"The method '{cls.id}' needs a trained checkpoint: give --checkpoint.")
    data = load_naming_skipped(options.data or "everyday")
    chosen = {"backbone": options.backbone} if options.backbone else {}
    method = _answering(cls(cls.Config(channels=data.images.shape[1], **chosen)), options.answer)
    return _Learner(cls.id, method.to(device)), data


def _learner(checkpoint: str, answer: str | None, device: torch.device) -> _Learner:
    method = _answering(checkpoints.load(checkpoint), answer).to(device)
    trained_on = checkpoints.read_manifest(checkpoints.folder_of(checkpoint)).data if method.trains else None
    return _Learner(f"{checkpoint} {answer}" if answer else checkpoint, method, trained_on)


def _answering(method: Method, answer: str | None) -> Method:
    if answer is None:
        return method
    if not isinstance(method, Conventional | Frozen):
        raise FewshotError(f"--answer is for conventional and frozen networks, not for '{method.id}'.")
    return method.answering(answer)
