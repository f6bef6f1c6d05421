"""The option ``--device`` and the line that says where a command computes."""

from __future__ import annotations

import argparse
import sys
from typing import TextIO

import torch

from fewshot_core.tensors.device import DEVICES, choose_device, describe_device


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
    device = choose_device(options.device)
    tell_device(device, sys.stderr if getattr(options, "json", False) else sys.stdout)
    return device


def tell_device(device: torch.device, where: TextIO) -> None:
    """One line such as ``computing on cpu``."""
    print(f"computing on {describe_device(device)}", file=where, flush=True)
