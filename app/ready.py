"""``python -m fewshot_app.ready URL``: is the server there ready for visitors?

The exit status is 0 if it is and 1 if it is not; what is missing is printed. With ``--wait SECONDS`` it is
asked for so long. URL is where the app is, with its base path: ``http://127.0.0.1:8501/course``.
"""

from __future__ import annotations

import argparse
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence

AGAIN = 0.5
"""Seconds between two questions."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, and say what was answered; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m fewshot_app.ready")
    parser.add_argument("url", help="where the app is")
    parser.add_argument(
        "--wait", type=float, default=0.0, metavar="SECONDS", help="ask for so long (default: once)"
    )
    options = parser.parse_args(arguments)
    end = time.monotonic() + options.wait
    while (missing := asked(options.url)) and time.monotonic() < end:
        time.sleep(AGAIN)
    if missing:
        print(missing, file=sys.stderr)
    return 1 if missing else 0


def asked(url: str) -> str:
    """What a server lacks, in its own words or ours; empty for one that is ready."""
    try:
        with urllib.request.urlopen(f"{url.rstrip('/')}/readyz", timeout=4):
            return ""
    except urllib.error.HTTPError as error:
        return f"status {error.code}: {error.read(500).decode(errors='replace')}"
    except OSError as error:
        return f"no answer: {error}"


if __name__ == "__main__":
    sys.exit(main())
