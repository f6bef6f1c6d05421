"""The trained starts and their measured errors: weights, manifest and per-task errors, one folder each.

``assets/build/sinusoid/build.py`` makes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from fewshot_core.measuring.evaluation import mean_ci95
from fewshot_core.paths import ASSETS
from fewshot_core.studies.sinusoid.learner import Learner, SinusoidConfig
from fewshot_core.studies.sinusoid.tasks import Sines, grid, sample_sines
from fewshot_core.tensors.errors import Damaged, Unknown
from fewshot_core.tensors.store import TensorStore, read_tensors
from fewshot_core.training import checkpoints
from fewshot_core.training.checkpoints import MANIFEST, WEIGHTS, Manifest

FOLDER = ASSETS / "sinusoid"
ERRORS = "errors.safetensors"
LEARNERS = ("scratch", "conventional", "maml")
COMPARED_AT = 101
"""The number of evenly spaced inputs at which a fit is compared with the right values."""


@dataclass(frozen=True)
class Errors:
    """The mean squared error of one learner on many tasks, after each step."""

    shot: int
    seed: int  # of the tasks: the same for all learners, so that they can be compared in pairs
    values: Tensor  # (tasks, states)

    @property
    def interval(self) -> tuple[Tensor, Tensor]:
        """Mean over the tasks and half-width of its 95 % interval, after each step: (states,), (states,)."""
        return mean_ci95(self.values)

    @property
    def sines(self) -> Sines:
        """The tasks that the errors were measured on."""
        return sample_sines(len(self.values), torch.Generator().manual_seed(self.seed))


def measure(learner: Learner, shot: int, tasks: int, seed: int) -> Errors:
    """The errors of a learner that is given ``shot`` points of each of ``tasks`` sine waves."""
    generator = torch.Generator().manual_seed(seed)
    sines = sample_sines(tasks, generator)
    x = grid(COMPARED_AT)
    fits = learner.adapt(*sines.points(shot, generator)).predict_each(x)  # (states, tasks, points, 1)
    return Errors(shot, seed, (fits - sines(x)).square().mean((2, 3)).T.contiguous())


def keep(name: str, learner: Learner, training: dict[str, Any], errors: Sequence[Errors]) -> Manifest:
    """Write a learner's folder, with weights, manifest and per-task errors; returns the manifest."""
    folder = FOLDER / name
    manifest = checkpoints.save(learner, "sinusoid", folder, training)
    manifest = replace(manifest, evaluations=tuple(_entry(e) for e in errors))
    kept = TensorStore(folder / ERRORS, folder / MANIFEST)
    kept.write({_key(e.shot): e.values for e in errors}, asdict(manifest))
    return manifest


def _entry(errors: Errors) -> dict[str, Any]:
    mean, half = errors.interval
    return {
        "shot": errors.shot,
        "tasks": len(errors.values),
        "seed": errors.seed,
        "mse": mean.tolist(),
        "ci95": half.tolist(),
    }


def _key(shot: int) -> str:
    return f"{shot} points"


def load(name: str) -> Learner:
    """A trained start; raises Unknown for a name that is not there, Damaged for files that do not fit."""
    folder = _folder(name)
    manifest = checkpoints.read_manifest(folder)
    try:
        learner = Learner(SinusoidConfig(**manifest.config))
        learner.network.load_state_dict(read_tensors(folder / WEIGHTS, manifest.sha256))
    except (TypeError, RuntimeError) as error:
        raise Damaged(str(folder), "its weights or settings are of another network") from error
    return learner


def stored_errors(name: str, shot: int) -> Errors:
    """The stored errors of a learner with ``shot`` points; raises Unknown if there are none."""
    folder = _folder(name)
    entry = next((e for e in checkpoints.read_manifest(folder).evaluations if e["shot"] == shot), None)
    if entry is None:
        raise Unknown("measurement", _key(shot), ())
    return Errors(shot, entry["seed"], read_tensors(folder / ERRORS)[_key(shot)])


def _folder(name: str) -> Path:
    if not (FOLDER / name / MANIFEST).is_file():
        raise Unknown("checkpoint", name, LEARNERS)
    return FOLDER / name
