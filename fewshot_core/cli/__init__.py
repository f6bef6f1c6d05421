"""The command ``fewshot``: train, evaluate, look at data, start the app."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import torch

from fewshot_core.cli import (
    answer,
    app,
    backup,
    bench,
    contests,
    course,
    crossover,
    data,
    doctor,
    evaluate,
    lti,
    measure,
    overfit,
    train,
)
from fewshot_core.tensors.errors import FewshotError

COMMANDS = (
    app, answer, train, evaluate, measure, overfit, contests, crossover, data, course, lti, bench, doctor,
    backup,
)  # fmt: skip
"""Modules that add a verb, in the order in which help lists them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0, 1 after an error of the engine (printed), 130 after Ctrl-C."""
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
    for command in COMMANDS:
        command.add(verbs)
    return parser
