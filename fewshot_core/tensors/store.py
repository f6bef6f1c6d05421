"""Named tensors in a file and an index of them beside it: safetensors (never pickle) and JSON.

Every file is replaced as a whole, so that a reader, or a crash, finds the old content or the new one.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import safetensors
import safetensors.torch
from torch import Tensor

from fewshot_core.tensors.errors import Damaged, Unwritable

Tensors = dict[str, Tensor]
Index = dict[str, Any]
"""A JSON object that says what the tensors are."""


@dataclass(frozen=True)
class TensorStore:
    """Tensors and their index, in two files; a file that does not exist counts as an empty one."""

    tensors_path: Path
    index_path: Path
    indent: int = 2  # of the index

    def tensors(self) -> Tensors:
        """All tensors by name, {} if there is no file; raises Damaged."""
        return read_tensors(self.tensors_path) if self.tensors_path.is_file() else {}

    def index(self) -> Index:
        """The index, {} if there is no file; raises Damaged."""
        return read_index(self.index_path) if self.index_path.is_file() else {}

    def write(self, tensors: Tensors, index: Index) -> None:
        """Replace the tensors' file, then the index; raises Unwritable."""
        write_tensors(self.tensors_path, tensors)
        write_index(self.index_path, index, self.indent)


def read_tensors(path: Path, sha256: str | None = None) -> Tensors:
    """The tensors of a safetensors file by name.

    ``sha256`` is the hash that the file's content must have; None accepts any. Raises Damaged for a file that
    is missing, cannot be read, has another hash or is not in the safetensors format.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Damaged(str(path), error.strerror or "it cannot be read") from error
    if sha256 is not None and hashlib.sha256(content).hexdigest() != sha256:
        raise Damaged(str(path), "its content does not match the manifest")
    try:
        return safetensors.torch.load(content)
    except safetensors.SafetensorError as error:
        raise Damaged(str(path), "it is not a safetensors file") from error


def write_tensors(path: Path, tensors: Tensors) -> str:
    """Replace a safetensors file; returns its sha256. Raises Unwritable."""
    content = safetensors.torch.save(tensors)
    write_file(path, content)
    return hashlib.sha256(content).hexdigest()


def has_hash(path: Path, sha256: str) -> bool:
    """Whether the file is there and its content has this hash."""
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def read_index(path: Path) -> Index:
    """A JSON object from a file; raises Damaged for a file that is missing or holds anything else."""
    try:
        index = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Damaged(str(path), "it is not a JSON index") from error
    if not isinstance(index, dict):
        raise Damaged(str(path), "it is not a JSON index")
    return index


def write_index(path: Path, index: Index, indent: int = 2) -> None:
    """Replace a JSON file; raises Unwritable."""
    text = json.dumps(index, indent=indent, ensure_ascii=False)
    write_file(path, (text + "\n").encode())


def write_file(path: Path, content: bytes) -> None:
    """Replace a file as a whole, its folder made if there is none; raises Unwritable.

    The content is on the disk when this returns: of two files written one after the other, a crash never
    leaves the second alone.
    """
    with _writing(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
        if os.name == "posix":  # elsewhere a folder cannot be opened, and need not be
            _flush_folder(path.parent)


def replace_file(new: Path, path: Path) -> None:
    """Move the file ``new`` to ``path``, in the place of what is there; raises Unwritable."""
    with _writing(path.parent):
        os.replace(new, path)


def check_writable(folder: Path) -> None:
    """Raise Unwritable if no file can be made in the folder, which is made if there is none."""
    probe = folder / ".writable"
    write_file(probe, b"")
    probe.unlink()


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unwritable(str(folder), error.strerror or type(error).__name__) from error
