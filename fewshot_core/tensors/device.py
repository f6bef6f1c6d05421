"""Where tensors are computed on: the processor, a CUDA device or Apple's GPU (mps)."""

from __future__ import annotations

import torch

from fewshot_core.tensors.errors import Unusable


def available_devices() -> tuple[str, ...]:
    """The kinds of device that torch finds here, the processor first."""
    found = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    return ("cpu", *(kind for kind, there in found.items() if there))


def choose_device(name: str = "auto", processes: int = 1) -> torch.device:
    """The device called ``auto``, ``cpu``, ``cuda`` or ``mps``, or with a number, such as ``cuda:1``.

    ``auto`` is cuda where each of the ``processes`` that train together on this machine can have one of its
    own; else mps, which processes cannot share; else cpu. Raises Unusable for a device that is not here.
    """
    there = available_devices()
    if name == "auto":
        if "cuda" in there and torch.cuda.device_count() >= processes:
            return torch.device("cuda")
        return torch.device("mps" if "mps" in there and processes <= 1 else "cpu")
    kind, colon, number = name.partition(":")
    count = torch.cuda.device_count() if kind == "cuda" else 1
    numbered = not colon or (number.isdecimal() and int(number) < count)
    if kind not in there or not numbered:
        raise Unusable("--device", name, f"torch finds no such device here, only {', '.join(there)}")
    return torch.device(name)


def describe_device(device: torch.device) -> str:
    """Its name for a sentence: ``cpu``, ``mps``, or ``cuda`` with the model of the GPU."""
    model = f" ({torch.cuda.get_device_name(device)})" if device.type == "cuda" else ""
    return f"{device}{model}"


def synchronise(device: torch.device) -> None:
    """Wait until the device has done all that it was given, so that a clock tells how long it took."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    elif device.type == "mps":
        torch.mps.synchronize()
