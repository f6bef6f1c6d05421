"""Measuring a checkpoint on unseen classes, and keeping what was measured beside it.

Per-episode accuracies are kept, not only their mean, so that methods can be compared in pairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fewshot_core import checkpoints
from fewshot_core.checkpoints import EPISODES, Manifest
from fewshot_core.datasets import load_data
from fewshot_core.evaluation import Evaluation, evaluate
from fewshot_core.methods import Method
from fewshot_core.methods.conventional import ANSWERS, Conventional
from fewshot_core.types import EpisodeSpec

SPLIT = "test"


@dataclass(frozen=True)
class Way:
    """One way to answer with a checkpoint; only a conventional network has several."""

    answer: str | None
    method: Method


def ways(method: Method) -> list[Way]:
    """All ways to answer with a method."""
    if isinstance(method, Conventional):
        return [Way(answer, method.answering(answer)) for answer in ANSWERS]
    return [Way(None, method)]


def measure(folder: Path, specs: Sequence[EpisodeSpec], episodes: int, seed: int) -> Iterator[str]:
    """Measure every way and spec, store each as it is done, and yield one line on each."""
    manifest = checkpoints.read_manifest(folder)
    data = load_data(manifest.data)
    for way in ways(checkpoints.load(folder)):
        for spec in specs:
            result = evaluate(way.method, data, SPLIT, spec, episodes, seed)
            store(folder, result, way.answer)
            label = f"{manifest.data}/{manifest.method}" + (f" {way.answer}" if way.answer else "")
            yield (
                f"{label} {spec.way}-way {spec.shot}-shot "
                f"{100 * result.accuracy:.1f} ± {100 * result.ci95:.1f} % ({result.episodes} tasks)"
            )


def store(folder: Path, result: Evaluation, answer: str | None) -> None:
    """Put an evaluation into the checkpoint's manifest and its episodes file."""
    tensors = checkpoints.read_tensors(folder / EPISODES) if (folder / EPISODES).is_file() else {}
    tensors[_key(result.spec, answer)] = result.values
    manifest = checkpoints.read_manifest(folder)
    entry: dict[str, Any] = {
        "way": result.spec.way,
        "shot": result.spec.shot,
        "query": result.spec.query,
        "split": result.split,
        "episodes": result.episodes,
        "seed": result.seed,
        "accuracy": result.accuracy,
        "ci95": result.ci95,
    } | ({"answer": answer} if answer else {})
    checkpoints.write_tensors(folder / EPISODES, tensors)
    checkpoints.write_manifest(folder, manifest.with_evaluation(entry))


def stored(folder: Path, way: int, shot: int, answer: str | None = None) -> Evaluation | None:
    """The stored evaluation of this form of task, with its per-episode values, or None."""
    manifest: Manifest = checkpoints.read_manifest(folder)
    entry = manifest.find(way, shot, answer)
    if entry is None:
        return None
    spec = EpisodeSpec(way, shot, entry["query"])
    values = checkpoints.read_tensors(folder / EPISODES)[_key(spec, answer)]
    return Evaluation(spec, entry["split"], entry["seed"], values)


def _key(spec: EpisodeSpec, answer: str | None) -> str:
    return f"{spec.way}-way {spec.shot}-shot {spec.query}-query" + (f" {answer}" if answer else "")
