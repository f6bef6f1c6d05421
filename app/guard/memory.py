"""How much memory this process may still take: of the machine, or of the container that it runs in."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

KB = 1024
SYSTEM = Path("/proc/meminfo")
CONTAINER = Path("/sys/fs/cgroup")
"""Where Linux tells a container's bounds (cgroup, version 2)."""


def left(system: Path = SYSTEM, container: Path = CONTAINER) -> int | None:
    """Bytes that are free, or can be freed at once; None where the system does not tell."""
    found = [each for each in (_of_system(system), _of_container(container)) if each is not None]
    return min(found, default=None)


def _of_system(path: Path) -> int | None:
    told = _table(path, ":")
    return told["MemAvailable"] * KB if "MemAvailable" in told else None


def _of_container(folder: Path) -> int | None:
    """What files in its cache take can be freed."""
    with suppress(OSError, ValueError):  # "max": it has no bound
        most = int((folder / "memory.max").read_text())
        used = int((folder / "memory.current").read_text())
        return most - used + _table(folder / "memory.stat", " ").get("inactive_file", 0)
    return None


def _table(path: Path, after: str) -> dict[str, int]:
    """Names and whole numbers, a line each; a unit behind a number is left out."""
    try:
        lines = path.read_text().splitlines()
    except OSError:
        return {}
    words = ((name, value.split()) for name, _, value in (line.partition(after) for line in lines))
    return {name: int(value[0]) for name, value in words if value and value[0].isdigit()}
