"""The option ``--device`` and the line that says where a command computes.

Torch is loaded where a device is chosen, not where the option is named: the app's start needs none.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    import torch

DEVICES = ("auto", "cpu", "cuda", "mps")
"""What can be asked for; ``cuda:1`` is the second CUDA device."""


def add_device(command: argparse.ArgumentParser) -> None:
    """The option, which ``chosen_device`` reads."""
    command.add_argument(
        "--device",
        default="auto",
        metavar="{" + ",".join(DEVICES) + "}",
        help="where to compute (default: auto, which is cuda if there is one, else mps, else cpu)",
    )


def chosen_device(options: argparse.Namespace) -> torch.device:
    """The device that was asked for, told in one line: on stdout, or on stderr where stdout is JSON.

    Raises Unusable for a device that is not here.
    """
    from fewshot_core.tensors.device import choose_device

    device = choose_device(options.device)
    tell_device(device, sys.stderr if getattr(options, "json", False) else sys.stdout)
    return device


def tell_device(device: torch.device, where: TextIO) -> None:
    """One line such as ``computing on cpu``."""
    from fewshot_core.tensors.device import describe_device

    print(f"computing on {describe_device(device)}", file=where, flush=True)
