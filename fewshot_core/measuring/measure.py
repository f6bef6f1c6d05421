"""Measuring a checkpoint on unseen classes, and storing the results beside it.

The accuracy of every episode is stored, not only the mean, so that methods can be compared in pairs: after
every adaptation step, or, in a fraction of the time, after the last step alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from fewshot_core.data.datasets import load_data
from fewshot_core.measuring.evaluation import Evaluation, evaluate
from fewshot_core.measuring.rounding import percent
from fewshot_core.methods import Method
from fewshot_core.methods.conventional import ANSWERS, Conventional
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.tensors.store import TensorStore, read_tensors
from fewshot_core.training import checkpoints
from fewshot_core.training.checkpoints import EPISODES, MANIFEST

SPLIT = "test"


@dataclass(frozen=True)
class Variant:
    """One way to answer with a checkpoint; only a conventional network has several."""

    answer: str | None
    method: Method


def variants(method: Method) -> list[Variant]:
    """All ways to answer with a method."""
    if isinstance(method, Conventional):
        return [Variant(answer, method.answering(answer)) for answer in ANSWERS]
    return [Variant(None, method)]


def measure(
    folder: Path,
    specs: Sequence[EpisodeSpec],
    episodes: int,
    seed: int,
    *,
    last_step: bool = False,
    again: bool = False,
    device: str | torch.device = "cpu",
) -> Iterator[str]:
    """Measure a checkpoint for every way to answer and every spec; yields one line of text for each.

    Every result is stored as soon as it is there. With ``last_step`` only the last step is measured. What is
    stored already is not measured again unless ``again``, so a measurement that was stopped can be continued.
    """
    manifest = checkpoints.read_manifest(folder)
    data = load_data(manifest.data)
    for variant in variants(checkpoints.load(folder, device)):
        for spec in specs:
            label = f"{manifest.data}/{manifest.method}" + (f" {variant.answer}" if variant.answer else "")
            label += f" {spec.way}-way {spec.shot}-shot"
            entry = manifest.find(spec.way, spec.shot, variant.answer)
            if entry and not again and _serves(entry, spec, episodes, seed, last_step):
                yield f"{label} is stored ({entry['episodes']} tasks)"
                continue
            result = evaluate(variant.method, data, SPLIT, spec, episodes, seed, each_state=not last_step)
            store(folder, result, variant.answer, last_step)
            yield f"{label} {percent(result.accuracy, result.ci95)} ({result.episodes} tasks)"


def _serves(entry: dict[str, Any], spec: EpisodeSpec, episodes: int, seed: int, last_step: bool) -> bool:
    """Whether a stored evaluation holds all that would be measured."""
    same_tasks = (entry["query"], entry["seed"], entry["split"]) == (spec.query, seed, SPLIT)
    return same_tasks and entry["episodes"] >= episodes and (last_step or not entry.get("last_step"))


def store(folder: Path, result: Evaluation, answer: str | None, last_step: bool = False) -> None:
    """Put an evaluation into the checkpoint's manifest and its file of episodes; raises Unwritable.

    ``last_step`` says that its one column is the state after the last step.
    """
    entry: dict[str, Any] = {
        "way": result.spec.way,
        "shot": result.spec.shot,
        "query": result.spec.query,
        "split": result.split,
        "episodes": result.episodes,
        "seed": result.seed,
        "accuracy": result.accuracy,
        "ci95": result.ci95,
    }
    entry |= ({"answer": answer} if answer else {}) | ({"last_step": True} if last_step else {})
    manifest = checkpoints.read_manifest(folder).with_evaluation(entry)
    kept = _kept(folder)
    kept.write(kept.tensors() | {_key(result.spec, answer): result.values}, asdict(manifest))


def stored(folder: Path, way: int, shot: int, answer: str | None = None) -> Evaluation | None:
    """The stored evaluation of a form of task after every step, or None; raises Damaged."""
    entry = checkpoints.read_manifest(folder).find(way, shot, answer)
    if entry is None or entry.get("last_step"):
        return None
    return _evaluation(entry, read_tensors(folder / EPISODES))


def stored_forms(folder: Path, answer: str | None = None) -> tuple[Evaluation, ...]:
    """The stored evaluations of all forms of task, by way and shot; some hold the last step alone."""
    evaluations = checkpoints.read_manifest(folder).evaluations
    entries = [entry for entry in evaluations if entry.get("answer") == answer]
    tensors = read_tensors(folder / EPISODES) if entries else {}
    return tuple(_evaluation(e, tensors) for e in sorted(entries, key=lambda e: (e["way"], e["shot"])))


def _kept(folder: Path) -> TensorStore:
    return TensorStore(folder / EPISODES, folder / MANIFEST)


def _evaluation(entry: dict[str, Any], tensors: dict[str, Tensor]) -> Evaluation:
    spec = EpisodeSpec(entry["way"], entry["shot"], entry["query"])
    return Evaluation(spec, entry["split"], entry["seed"], tensors[_key(spec, entry.get("answer"))])


def _key(spec: EpisodeSpec, answer: str | None) -> str:
    return f"{spec.way}-way {spec.shot}-shot {spec.query}-query" + (f" {answer}" if answer else "")
