"""Seconds from the README's command to its page, with an empty home: ``python -m tests.load.start``.

The install is not counted. Each start is once on a pseudo-terminal and once with stdin closed.
"""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

from tests.start.serving import fewshot, page, started

STARTS = 3


def seconds(terminal: bool) -> float:
    """One start: until the front page has been answered."""
    with tempfile.TemporaryDirectory() as home:
        began = time.monotonic()
        with started([fewshot(), "app", "--no-browser"], Path(home), terminal=terminal) as app:
            page(app.address())
            return round(time.monotonic() - began, 2)


def main() -> None:
    """Start several times both ways, print."""
    kinds = {"pseudo-terminal": True, "stdin closed": False}
    print(json.dumps({name: [seconds(on) for _ in range(STARTS)] for name, on in kinds.items()}, indent=2))


if __name__ == "__main__":
    main()
