"""Checkpoints: weights as safetensors (never pickle) and a manifest that says what they are.

A checkpoint is a folder with ``weights.safetensors``, ``manifest.json``, the training log
``log.csv`` and, once measured, ``episodes.safetensors`` with per-episode accuracies.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import torch

from fewshot_core.methods import Method, method_class
from fewshot_core.paths import ASSETS
from fewshot_core.tensors import store
from fewshot_core.tensors.errors import Damaged, Unknown

WEIGHTS, MANIFEST, EPISODES = "weights.safetensors", "manifest.json", "episodes.safetensors"
NEW_WEIGHTS = "weights.new.safetensors"
"""Where new weights lie until their manifest is written; then they replace ``WEIGHTS``."""


@dataclass(frozen=True)
class Manifest:
    """What a checkpoint is, how it was made and what was measured of it."""

    method: str
    data: str
    config: dict[str, Any]
    sha256: str  # of the weights
    training: dict[str, Any] = field(default_factory=dict)  # steps, tasks, minutes, seed, commit, …
    evaluations: tuple[dict[str, Any], ...] = ()  # accuracy, ci95, episodes, way, shot, last_step, …

    def find(self, way: int, shot: int, answer: str | None = None) -> dict[str, Any] | None:
        """The stored evaluation of this form of task and way to answer, or None."""
        return next((e for e in self.evaluations if _form(e) == (way, shot, answer)), None)

    def with_evaluation(self, entry: dict[str, Any]) -> Manifest:
        """This manifest with ``entry`` in the place of an earlier evaluation of the same form of task."""
        others = tuple(e for e in self.evaluations if _form(e) != _form(entry))
        return replace(self, evaluations=(*others, entry))


def _form(entry: dict[str, Any]) -> tuple[int, int, str | None]:
    """Way, shot and answer of an evaluation, by which those of one checkpoint differ."""
    return entry["way"], entry["shot"], entry.get("answer")


def checkpoint_names() -> tuple[str, ...]:
    """Names of the embedded checkpoints, DATA/METHOD, sorted."""
    return tuple(sorted(f"{p.parent.parent.name}/{p.parent.name}" for p in _root().glob(f"*/*/{MANIFEST}")))


def checkpoints_of(data: str) -> tuple[str, ...]:
    """Names of the embedded checkpoints of a data set; raises Unknown if there are none."""
    found = tuple(name for name in checkpoint_names() if name.partition("/")[0] == data)
    if not found:
        known = sorted({name.partition("/")[0] for name in checkpoint_names()})
        raise Unknown("data set", data, tuple(known))
    return found


def _root() -> Path:
    return ASSETS / "checkpoints"


def folder_of(name_or_path: str | Path) -> Path:
    """The folder of a checkpoint, given its embedded name or a path; raises Unknown."""
    for folder in (_root() / str(name_or_path), Path(name_or_path)):
        if (folder / MANIFEST).is_file():
            return folder
    raise Unknown("checkpoint", str(name_or_path), checkpoint_names())


def load(name_or_path: str | Path, device: str | torch.device = "cpu") -> Method:
    """The trained method of a checkpoint on the device, ready to adapt.

    ``name_or_path`` is an embedded name such as "everyday/maml" or a folder. Raises Unknown if there is none,
    and Damaged if its files do not fit together or do not have the hash in the manifest.
    """
    folder = folder_of(name_or_path)
    manifest = read_manifest(folder)
    cls = method_class(manifest.method)
    try:
        method = cls(cls.Config(**manifest.config))
    except TypeError as error:
        raise Damaged(str(folder / MANIFEST), f"its configuration does not fit {manifest.method}") from error
    tensors = store.read_tensors(_weights_of(folder, manifest), manifest.sha256)
    try:
        method.network.load_state_dict(tensors)
    except RuntimeError as error:
        raise Damaged(str(folder / WEIGHTS), "its weights are of another network") from error
    return method.to(device)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a checkpoint folder; raises Damaged."""
    path = folder / MANIFEST
    try:
        fields = store.read_index(path)
        return Manifest(**fields | {"evaluations": tuple(fields.get("evaluations", ()))})
    except (Damaged, TypeError) as error:
        raise Damaged(str(path), "it is not a checkpoint's manifest") from error


def save(method: Method, data: str, folder: Path, training: dict[str, Any]) -> Manifest:
    """Write a method's weights and manifest to a folder; returns the manifest.

    ``training`` is what the manifest says about the training. Interrupted at any moment, the folder holds the
    old checkpoint or the new one. Raises Unwritable.
    """
    settle(folder)
    state = {name: value.detach().cpu().contiguous() for name, value in method.network.state_dict().items()}
    sha256 = store.write_tensors(folder / NEW_WEIGHTS, state)
    manifest = Manifest(method.id, data, asdict(method.config), sha256, training)
    write_manifest(folder, manifest)
    settle(folder)
    return manifest


def settle(folder: Path) -> None:
    """Put new weights in the old ones' place if the manifest is theirs: the last step of ``save``."""
    if (folder / NEW_WEIGHTS).is_file() and (folder / MANIFEST).is_file():
        weights = _weights_of(folder, read_manifest(folder))
        store.replace_file(weights, folder / WEIGHTS)


def _weights_of(folder: Path, manifest: Manifest) -> Path:
    """The file with a manifest's weights: the new ones, if ``save`` was interrupted before its last step."""
    new = folder / NEW_WEIGHTS
    return new if store.has_hash(new, manifest.sha256) else folder / WEIGHTS


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Replace the folder's manifest; raises Unwritable."""
    store.write_index(folder / MANIFEST, asdict(manifest))
