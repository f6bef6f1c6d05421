"""The device that a command computes on."""

from __future__ import annotations

from fewshot_core.methods import Method
from fewshot_core.tensors.errors import Unusable


def on_device(method: Method, name: str) -> Method:
    """The method moved to the device of this name; raises Unusable if torch cannot use it here."""
    try:
        return method.to(name)
    except (RuntimeError, AssertionError) as error:
        raise Unusable("--device", name, "torch has no such device here") from error
