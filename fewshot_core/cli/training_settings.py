"""What a training is made of, by the words of its command: method, settings, images, precision."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import MISSING, asdict, fields, replace
from typing import Any

import torch

from fewshot_core.data.augment import Augmentation, bent, mirrored, usual_augmentation
from fewshot_core.data.datasets import DataSet
from fewshot_core.data.pools import eligible_classes
from fewshot_core.data.sampling import Source
from fewshot_core.methods import Method, MethodConfig, method_class
from fewshot_core.tensors.errors import NothingToTrain, Unknown, Unusable
from fewshot_core.training import saved_run
from fewshot_core.training.precision import AUTO, FLOAT32, choose_precision


def prepare(
    options: argparse.Namespace, data: DataSet, device: torch.device
) -> tuple[Method, dict[str, object]]:
    """The method and the settings that identify the run; raises NothingToTrain, Unknown, Unusable."""
    cls = method_class(options.method)
    if not cls.trains:
        raise NothingToTrain(cls.id)
    changes = _changes(cls.Config, options.set)
    changes |= {"seed": options.seed, "channels": data.images.shape[1]}
    changes |= {name: value for name in ("way", "shot") if (value := getattr(options, name)) is not None}
    if "classes" in {f.name for f in fields(cls.Config)}:
        changes["classes"] = len(data.split_classes("train"))
    method = cls(cls.Config(**changes)).to(device)
    eligible_classes(data, "train", replace(method.spec, within_group=options.within_group))
    return method, {
        "method": cls.id,
        "data": data.name,
        "config": asdict(method.config),
        "seed": options.seed,
        "within_group": options.within_group,
    }


def _changes(config: type[MethodConfig], assignments: Sequence[str]) -> dict[str, Any]:
    """``NAME=VALUE`` words as settings with their types; raises Unknown and Unusable."""
    known = {f.name: f.default for f in fields(config) if f.default is not MISSING}
    changes: dict[str, Any] = {}
    for assignment in assignments:
        name, _, value = assignment.partition("=")
        if name not in known:
            raise Unknown("setting", name, tuple(known))
        kind = type(known[name])
        try:
            changes[name] = value == "true" if kind is bool else kind(value)
        except ValueError as error:
            raise Unusable(name, value, f"it is of the kind {kind.__name__}") from error
    return changes


def precision(options: argparse.Namespace, method: Method, source: Source) -> tuple[str, str]:
    """The precision asked for; of ``auto``, the one that ``--out`` was begun in, or else the one measured.

    And what is to be said of it; nothing, where it was asked for.
    """
    if options.precision != AUTO:
        return options.precision, ""
    if stored := saved_run.stored_settings(options.out):
        begun = stored.get("precision", FLOAT32)
        return begun, f"training in {begun}, as it began"
    choice = choose_precision(method, source)
    found = f"{method.device.type} cannot compute in bfloat16"
    if choice.ratio is not None:
        found = f"bfloat16 was measured to be {choice.ratio:.2f} times as fast as float32"
    return choice.precision, f"training in {choice.precision}: {found}"


def augmentation(options: argparse.Namespace, data: DataSet) -> Augmentation:
    """How the training changes its images."""
    if options.no_augmentation:
        return Augmentation()
    if options.mirror:
        return mirrored(data.handed)
    usual = usual_augmentation(data.handed)
    return bent(usual) if options.bend else usual
