"""The list of what an installation brings is that of pyproject.toml, and each has a licence."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT, LIST = ROOT / ".ci" / "dependencies", ROOT / "docs" / "dependencies.md"
UNKNOWN = re.compile(r"not said|unknown", re.IGNORECASE)


@pytest.fixture(scope="module")
def rows() -> dict[str, tuple[str, str]]:
    """By package its licence, and whether it is asked for."""
    text = LIST.read_text(encoding="utf-8")
    lines = [line.split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return {cells[0].removeprefix("| "): (cells[2], cells[3].strip(" |")) for cells in lines[2:]}


def test_the_list_is_of_what_pyproject_asks_for(rows: dict[str, tuple[str, str]]) -> None:
    script = runpy.run_path(str(SCRIPT))
    asked = set(script["asked"]())
    assert {name for name, (_, role) in rows.items() if role == "asked"} == asked
    here = set(script["closure"](sorted(asked)))
    assert here >= asked and not {name for name in asked if name not in rows}
    assert len(here - rows.keys()) <= len(here) // 5, "run .ci/dependencies again"


def test_every_package_has_a_licence(rows: dict[str, tuple[str, str]]) -> None:
    assert len(rows) > 30
    assert not [name for name, (licence, _) in rows.items() if UNKNOWN.search(licence) or not licence.strip()]
