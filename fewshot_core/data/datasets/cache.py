"""A cache of decoded images: files that are mapped into memory instead of being read."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import safetensors
import safetensors.torch
from torch import Tensor

Facts = dict[str, Any]
"""What is kept with the images and is no tensor; it must survive JSON."""


def data_folder() -> Path:
    """The folder of downloads and decoded images: environment variable FEWSHOT_DATA, or ~/.cache/fewshot."""
    return Path(os.environ.get("FEWSHOT_DATA") or "~/.cache/fewshot").expanduser()


def kept(name: str, key: str, make: Callable[[], tuple[Tensor, Facts]]) -> tuple[Tensor, Facts]:
    """The images and facts that ``make`` returns, from the cache if they are there under this name and key.

    One file holds both. It is replaced as a whole, and is made anew when its key is another or it is damaged.
    Where the cache cannot be written, the images stay in memory.
    """
    path = cache_file(name)
    if found := _read(path, key):
        return found
    images, facts = make()
    with suppress(OSError):
        _write(path, key, images, facts)
    return _read(path, key) or (images, facts)


def cache_file(name: str) -> Path:
    """The file in which the images of that name are kept."""
    return data_folder() / "decoded" / f"{name}.safetensors"


def _read(path: Path, key: str) -> tuple[Tensor, Facts] | None:
    try:
        with safetensors.safe_open(path, "pt") as file:
            said = file.metadata() or {}
            if said.get("key") != key:
                return None
            return file.get_tensor("images"), json.loads(said["facts"])
    except (OSError, ValueError, KeyError, safetensors.SafetensorError):
        return None


def _write(path: Path, key: str, images: Tensor, facts: Facts) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(suffix=".part", dir=path.parent)  # two processes may write at once
    os.close(handle)
    try:
        said = {"key": key, "facts": json.dumps(facts)}
        safetensors.torch.save_file({"images": images.contiguous()}, part, metadata=said)
        os.replace(part, path)
    except safetensors.SafetensorError as error:  # a full disk
        raise OSError(str(error)) from error
    finally:
        Path(part).unlink(missing_ok=True)
