"""The load tests in short: a few visitors, phones and comparisons, and nothing goes wrong.

How fast it was is printed by the programs themselves and not judged here: other work may share the machine.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="they read /proc")


def printed(program: str, *options: str) -> dict[str, Any]:
    """What a program of this folder prints, as an object."""
    command = [sys.executable, "-m", f"tests.load.{program}", *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_visitors_on_all_pages_meet_no_error():
    found = printed("visitors", "--visitors", "6", "--seconds", "12")
    assert found["errors"] == {"count": 0, "first": []}
    assert found["rerun"]["count"] == sum(page["count"] for page in found["by_page"].values()) > 6
    assert 0 < found["rerun"]["p50_ms"] <= found["rerun"]["p95_ms"]
    assert found["memory_mb"]["before"] > 0 and found["cores_used"] > 0


def test_every_phone_is_counted_once():
    found = printed("class_votes", "--phones", "24", "--seconds", "3")
    assert found["counted"] == 24 and found["counted_once"]


def test_all_who_compare_at_once_are_answered():
    found = printed("crowd", "--visitors", "4")
    assert found["errors"] == [] and 0 < found["first_s"] <= found["last_s"]
    assert found["explorer_looks"] > 0
