"""A checkpoint that a visitor brings, taken apart with care: a zip file of one, or its weights alone.

Nothing is unpacked to the disk, and nothing that can run code, as a pickle can, is ever read.
"""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from fewshot_core.tensors.errors import FewshotError

MOST_BYTES, MOST_UNPACKED, MOST_FILES, MOST_HEADER = 4 * 2**20, 8 * 2**20, 50, 100_000
MANIFEST, WEIGHTS = "manifest.json", "weights.safetensors"
PICKLES = (".pkl", ".pickle", ".pt", ".pth", ".ckpt", ".bin")
PROTOCOLS = tuple(b"\x80" + bytes([protocol]) for protocol in range(2, 6))
"""How a pickle begins."""


class Refused(FewshotError):
    """A file that is no checkpoint for this page; ``reason`` is the key of the sentence that says why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"This file is no checkpoint that can be used here: {reason}.")


@dataclass(frozen=True)
class Brought:
    """What a checkpoint's files hold: weights in the safetensors format, and the manifest if there is one."""

    weights: bytes
    manifest: dict[str, Any]


def read(content: bytes) -> Brought:
    """The parts of a checkpoint, of which only the form is checked; raises Refused."""
    if len(content) > MOST_BYTES:
        raise Refused("size")
    if content.startswith(PROTOCOLS):
        raise Refused("pickle")
    if not content.startswith(b"PK"):
        return Brought(checked(content), {})
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _unpacked(packed)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise Refused("zip") from error


def _unpacked(packed: zipfile.ZipFile) -> Brought:
    entries = packed.infolist()
    if any(PurePosixPath(entry.filename).suffix.lower() in PICKLES for entry in entries):
        raise Refused("pickle")
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused("size")
    weights = _only(packed, entries, WEIGHTS)
    if weights.startswith(PROTOCOLS):
        raise Refused("pickle")
    try:
        manifest = json.loads(_only(packed, entries, MANIFEST))
    except (ValueError, RecursionError) as error:
        raise Refused("other") from error
    if not isinstance(manifest, dict):
        raise Refused("other")
    return Brought(checked(weights), manifest)


def _only(packed: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> bytes:
    """The one file of this name, in whatever folder; raises Refused."""
    found = [entry for entry in entries if PurePosixPath(entry.filename).name == name]
    if len(found) != 1:
        raise Refused("other")
    with packed.open(found[0]) as file:
        content = file.read(MOST_UNPACKED + 1)
    if len(content) > MOST_UNPACKED:
        raise Refused("size")
    return content


def checked(weights: bytes) -> bytes:
    """The same weights, if what their header says of them can be true; raises Refused."""
    length = int.from_bytes(weights[:8], "little")
    if len(weights) < 10 or weights[8:9] != b"{":
        raise Refused("other")
    if not 2 <= length <= min(MOST_HEADER, len(weights) - 8):
        raise Refused("header")
    try:
        header = json.loads(weights[8 : 8 + length])
        ends = [entry["data_offsets"][1] for name, entry in header.items() if name != "__metadata__"]
    except (ValueError, RecursionError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise Refused("header") from error
    if not ends or not all(isinstance(end, int) for end in ends) or max(ends) != len(weights) - 8 - length:
        raise Refused("header")
    return weights
