"""The command ``fewshot``: train, evaluate, look at data, start the app."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from fewshot_core.tensors.errors import FewshotError

COMMANDS = (
    "app", "answer", "train", "evaluate", "measure", "overfit", "contests", "crossover", "data", "course",
    "lti", "bench", "doctor", "backup",
)  # fmt: skip
"""Modules that add a verb of their name, in the order in which help lists them."""
BESIDE = {"untrained": "train", "restore": "backup"}
"""Verbs that another verb's module adds."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0, 1 after an error of the engine (printed), 130 after Ctrl-C."""
    words = sys.argv[1:] if arguments is None else arguments
    options = _parser(words).parse_args(words)
    try:
        if options.threads:
            import torch

            torch.set_num_threads(options.threads)
        return options.run(options)
    except FewshotError as error:
        print(f"fewshot: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """With the verb that was asked for alone, else with all: most load torch, the app's start does not."""
    parser = argparse.ArgumentParser(prog="fewshot", description=__doc__)
    parser.add_argument("--threads", type=int, help="CPU threads (default: torch's own choice)")
    verbs = parser.add_subparsers(required=True, metavar="COMMAND")
    named = [BESIDE.get(word, word) for word in words]
    asked = next((word for word in named if word in COMMANDS), None)
    for name in [asked] if asked else COMMANDS:
        import_module(f"{__name__}.{name}").add(verbs)
    return parser
