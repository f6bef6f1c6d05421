"""Where a command computes."""

from __future__ import annotations

from fewshot_core.methods import Method
from fewshot_core.tensors.errors import Unusable


def on_device(method: Method, name: str) -> Method:
    """The method moved to a device that torch can use here."""
    try:
        return method.to(name)
    except (RuntimeError, AssertionError) as error:
        raise Unusable("--device", name, "torch has no such device here") from error
