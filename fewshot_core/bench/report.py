"""The output of ``fewshot bench``: rows, as a table or as JSON."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from importlib import metadata
from pathlib import Path

from fewshot_core.bench.rounds import Speeds, Spread, difference, ratios, spread

PACKAGES = ("torch", "higher", "torchopt", "easyfsl")


@dataclass(frozen=True)
class Row:
    """The result of one implementation in one comparison."""

    comparison: str
    implementation: str
    setting: str
    unit: str
    value: Spread | None  # None: see note
    ratios: dict[str, Spread] = field(default_factory=dict)  # one of ours, by name, divided by this one
    difference: float | None = None  # of its first outer gradient from ours
    note: str = ""


def rows(comparison: str, measured: Sequence[Speeds]) -> Iterator[Row]:
    """The rows of a comparison; a rival's says how many times as fast each of ours is."""
    mine = [speeds for speeds in measured if speeds.implementation.ours]
    for speeds in measured:
        who = speeds.implementation
        if speeds.missing:
            note = f"left out: {speeds.missing}; pip install 'fewshot-classroom[bench]' brings what is needed"
            yield Row(comparison, who.name, who.setting, "tasks/s", None, note=note)
            continue
        against = (
            {} if who.ours else {m.implementation.name: spread(ratios(m.each, speeds.each)) for m in mine}
        )
        outcomes = None if who.ours else difference(mine[0].outcome, speeds.outcome)
        yield Row(comparison, who.name, who.setting, "tasks/s", spread(speeds.each), against, outcomes)


def machine(threads: int, rounds: int) -> dict[str, object]:
    """The machine, the settings and the versions that the measurement was made with."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "threads": threads,
        "rounds": rounds,
        "system": platform.platform(),
        "python": platform.python_version(),
        "versions": {name: _version(name) for name in PACKAGES},
    }


def as_json(facts: dict[str, object], measured: Sequence[Row]) -> dict[str, object]:
    """The machine's facts and all rows as one JSON object."""
    return facts | {"rows": [asdict(row) for row in measured]}


def heading(facts: dict[str, object]) -> str:
    """The machine's facts in two lines of text."""
    versions = facts["versions"]
    assert isinstance(versions, dict)
    there = ", ".join(f"{name} {version or 'missing'}" for name, version in versions.items())
    return (
        f"{facts['processor']}, {facts['cores']} cores, {facts['threads']} used; {facts['rounds']} rounds, "
        f"median (least–greatest)\nPython {facts['python']}, {there}"
    )


def lines(measured: Sequence[Row]) -> Iterator[str]:
    """The rows of one comparison as lines of a table."""
    yield f"\n{measured[0].comparison}"
    for row in measured:
        start = f"  {row.implementation:<16}{row.setting:<34}"
        if row.value is None:
            yield f"{start}{row.note}"
            continue
        text = f"{_spread(row.value, 1)} {row.unit}"
        text += "".join(f"   {name}: {_spread(r, 2)} x" for name, r in row.ratios.items())
        if row.difference is not None:
            text += f"   gradient differs by {row.difference:.0e}"
        yield start + text + (f"   {row.note}" if row.note else "")


def _spread(value: Spread, digits: int) -> str:
    if value.low == value.high:
        return f"{value.median:.{digits}f}"
    return f"{value.median:.{digits}f} ({value.low:.{digits}f}–{value.high:.{digits}f})"


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _processor() -> str:
    """The processor's model as Linux names it, or else the best that Python knows."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        text = ""
    named = [line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name")]
    return named[0] if named else platform.processor() or platform.machine()
