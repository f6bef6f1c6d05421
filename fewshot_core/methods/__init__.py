"""Methods by name, one file a method, found by discovery: a module with a Method that has an ``id``."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from functools import lru_cache

from fewshot_core.methods.method import Method, MethodConfig
from fewshot_core.tensors.errors import Unknown

__all__ = ["Method", "MethodConfig", "method_class", "method_names"]


@lru_cache
def _classes() -> dict[str, type[Method]]:
    modules = (importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__))
    found = (c for module in modules for c in vars(module).values() if inspect.isclass(c))
    return {c.id: c for c in found if issubclass(c, Method) and hasattr(c, "id")}


def method_names() -> tuple[str, ...]:
    """The ids of all methods, sorted."""
    return tuple(sorted(_classes()))


def method_class(name: str) -> type[Method]:
    """The method with this id; raises Unknown."""
    if name not in _classes():
        raise Unknown("method", name, method_names())
    return _classes()[name]
