"""What a container file says: its instructions, in order."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Instruction:
    """One line of it, continued lines joined."""

    name: str
    rest: str

    @property
    def options(self) -> dict[str, str]:
        """What stands before the arguments: ``--from=build``."""
        return dict(re.findall(r"--([\w-]+)=(\S+)", self._before()))

    @property
    def words(self) -> list[str]:
        """The arguments behind the options, as a JSON list or as words."""
        plain = self.rest.removeprefix(self._before())
        return json.loads(plain) if plain.startswith("[") else plain.split()

    def _before(self) -> str:
        found = re.match(r"(--[\w-]+=\S+\s+)*", self.rest)
        return found[0] if found else ""

    @property
    def pairs(self) -> dict[str, str]:
        """The values of ENV or ARG: ``NAME=value NAME=value``."""
        return dict(re.findall(r"(\w+)=(\S*)", self.rest))


def read(path: Path) -> list[Instruction]:
    """All instructions; comments are left out."""
    lines = [
        line for line in path.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")
    ]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    found = (line.partition(" ") for line in joined.splitlines() if line.strip())
    return [Instruction(name, rest.strip()) for name, _, rest in found]


def ignored(path: Path) -> tuple[str, ...]:
    """The folders that a ``.dockerignore`` leaves out of those that it lets in."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and line[0] not in "#!*")
