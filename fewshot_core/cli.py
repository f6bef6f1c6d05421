"""The command ``fewshot``: train, evaluate, look at data, start the app."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from fewshot_core import commands
from fewshot_core.datasets import SPLITS, data_names
from fewshot_core.methods import method_names
from fewshot_core.types import FewshotError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0, 1 for an error that was told, 130 after Ctrl-C."""
    options = _parser().parse_args(arguments)
    try:
        if options.threads:
            torch.set_num_threads(options.threads)
        return options.run(options)
    except FewshotError as error:
        print(f"fewshot: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fewshot", description=__doc__)
    parser.add_argument("--threads", type=int, help="CPU threads (default: torch's own choice)")
    verbs = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_app(verbs)
    _add_train(verbs)
    _add_untrained(verbs)
    _add_evaluate(verbs)
    _add_measure(verbs)
    _add_data(verbs)
    return parser


def _add_app(verbs: argparse._SubParsersAction) -> None:
    app = verbs.add_parser("app", help="start the teaching app")
    app.add_argument("--port", type=int, default=8501)
    app.add_argument("--host", default="localhost")
    app.add_argument("--no-browser", action="store_true", help="do not open a browser")
    app.set_defaults(run=commands.app)


def _add_train(verbs: argparse._SubParsersAction) -> None:
    train = verbs.add_parser("train", help="train a method; the same command goes on after Ctrl-C")
    train.add_argument("--data", required=True, help=f"{', '.join(data_names())} or folder:PATH")
    train.add_argument("--method", required=True, help=", ".join(method_names()))
    train.add_argument("--way", type=int, help="N of the training episodes (default: the method's own)")
    train.add_argument("--shot", type=int, help="K of the training episodes (default: the method's own)")
    train.add_argument("--steps", type=int, help="how many updates")
    train.add_argument("--minutes", type=float, help="how long; with --steps, whichever ends first")
    train.add_argument("--seed", type=int, default=0)
    train.add_argument("--out", type=Path, required=True, help="folder of the checkpoint")
    train.add_argument("--device", default="cpu")
    train.add_argument("--no-augmentation", action="store_true", help="train on the drawings as they are")
    train.add_argument("--keep-every", type=float, default=60, metavar="SECONDS", help="validate and save")
    train.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="any other setting of the method"
    )
    train.set_defaults(run=commands.train)


def _add_untrained(verbs: argparse._SubParsersAction) -> None:
    command = verbs.add_parser("untrained", help="save a method's random start as a checkpoint")
    command.add_argument("--data", required=True)
    command.add_argument("--method", required=True)
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--out", type=Path, required=True)
    command.set_defaults(run=commands.untrained)


def _add_evaluate(verbs: argparse._SubParsersAction) -> None:
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
    command.add_argument("--episodes", type=int, default=600)
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--device", default="cpu")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=commands.evaluate)


def _add_measure(verbs: argparse._SubParsersAction) -> None:
    command = verbs.add_parser("measure", help="store a checkpoint's accuracies on unseen classes beside it")
    command.add_argument("--checkpoint", required=True)
    command.add_argument("--way", type=int, nargs="+", default=[5])
    command.add_argument("--shot", type=int, nargs="+", default=[1, 5])
    command.add_argument("--query", type=int, default=15)
    command.add_argument("--episodes", type=int, default=600)
    command.add_argument("--seed", type=int, default=0)
    command.set_defaults(run=commands.measure)


def _add_data(verbs: argparse._SubParsersAction) -> None:
    data = verbs.add_parser("data", help="look at the data sets").add_subparsers(required=True)
    listing = data.add_parser("list", help="what there is")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=commands.data_list)
    sheet = data.add_parser("sheet", help="draw a contact sheet: one row a class")
    sheet.add_argument("name")
    sheet.add_argument("--out", type=Path, required=True)
    sheet.set_defaults(run=commands.data_sheet)


if __name__ == "__main__":
    sys.exit(main())
