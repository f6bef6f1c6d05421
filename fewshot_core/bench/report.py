"""The output of ``fewshot bench``: rows, as a table or as JSON."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from importlib import metadata

from fewshot_core.bench.processor import flags, processor
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
        "processor": processor(),
        "flags": flags(),
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
    """The machine's facts in three lines of text."""
    versions, instructions = facts["versions"], facts["flags"]
    assert isinstance(versions, dict) and isinstance(instructions, list)
    there = ", ".join(f"{name} {version or 'missing'}" for name, version in versions.items())
    return (
        f"{facts['processor']}, {facts['cores']} cores, {facts['threads']} used; {facts['rounds']} rounds, "
        "median (least–greatest)\n"
        "The numbers hold for this processor; of the instructions that matter it has: "
        f"{', '.join(instructions) or 'none that is known'}\nPython {facts['python']}, {there}"
    )


def lines(measured: Sequence[Row]) -> Iterator[str]:
    """The rows of one comparison as lines of a table."""
    yield f"\n{measured[0].comparison}"
    for row in measured:
        start = f"  {row.implementation:<24}{row.setting:<34}"
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
