"""What a compose file says, with the values that it takes from its surroundings put in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

VALUE = re.compile(r"\$\{(\w+)(?:(:[-?])([^}]*))?\}")
"""``${NAME}``, ``${NAME:-what else}`` and ``${NAME:?what to choose}``."""


class NotGiven(Exception):
    """A value that the file has no default for."""


def read(path: Path) -> dict[str, Any]:
    """The file as it is written; what is merged by ``<<`` is merged."""
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def filled(tree: Any, given: Mapping[str, str]) -> Any:
    """The same with values put in, as ``docker compose`` does it; raises NotGiven."""
    if isinstance(tree, dict):
        return {key: filled(value, given) for key, value in tree.items()}
    if isinstance(tree, list):
        return [filled(value, given) for value in tree]
    return VALUE.sub(lambda found: _value(found, given), tree) if isinstance(tree, str) else tree


def _value(found: re.Match[str], given: Mapping[str, str]) -> str:
    name, how, text = found.groups()
    value = given.get(name, "")
    if value or how is None:
        return value
    if how == ":?":
        raise NotGiven(f"{name}: {text}")
    return str(text)


def mounts(service: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Of each volume: what is mounted, where, and ``ro`` or nothing."""
    split = (str(volume).split(":") for volume in service.get("volumes", ()))
    return [(source, target, "".join(mode)) for source, target, *mode in split]
