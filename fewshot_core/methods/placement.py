"""Tensors on one device, a network on another: a support set goes to the network, scores come back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

import torch
from torch import Tensor

from fewshot_core.tensors.episode import Adapted

Adapt = Callable[..., Adapted]


def from_any_device(adapt: Adapt) -> Adapt:
    """A method's ``adapt``, which takes tensors on its network's device, for tensors on any.

    What it returns answers on the device of whatever it is asked: ``features`` of images on the CPU are on
    the CPU, and so are ``classify``'s and ``predict``'s scores. Traces are on the CPU always.
    """

    @wraps(adapt)
    def moving(self: Any, support_x: Tensor, support_y: Tensor, record: bool = False) -> Adapted:
        at = self.device
        if support_x.device == support_y.device == at:
            return adapt(self, support_x, support_y, record)
        return _from_any_device(adapt(self, support_x.to(at), support_y.to(at), record), at)

    return moving


def _from_any_device(adapted: Adapted, at: torch.device) -> Adapted:
    """The same, asked from any device; its own tensors are on ``at``."""
    end = adapted.end
    return replace(
        adapted,
        end=(lambda: _from_any_device(end(), at)) if end else None,
        features=lambda x, state: adapted.features(x.to(at), state).to(x.device),
        classify=lambda features, state: adapted.classify(features.to(at), state).to(features.device),
    )
