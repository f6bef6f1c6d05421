"""The log as lines of JSON, for a host that collects them: what happened, nothing of whom it happened to.

A line holds the program's sentence, without the values that were put into it, and of an error its kind and
the places in the code, without its text: both may quote what a visitor typed or brought. Values that are
known to be harmless are handed over by name, ``extra={"told": {...}}``.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

FORM = "FEWSHOT_LOGS"
"""The environment variable that asks for lines of JSON by the value ``json``."""
JSON = "json"
OURS = "fewshot_app"
"""How loggers of the app are called; of others only warnings and errors are written."""


class Lines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"at": at, "level": record.levelname.lower(), "from": record.name}
        line["event"] = str(record.msg)
        line |= getattr(record, "told", {})
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["in"] = places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def places(found: TracebackType | None) -> list[str]:
    """Where an error passed, outermost first: the file's last two names, the line, the function."""
    frames = traceback.extract_tb(found)
    return [f"{'/'.join(Path(f.filename).parts[-2:])}:{f.lineno} {f.name}" for f in frames]


def set_up(adopt: Callable[[logging.Handler], None]) -> None:
    """Log as the environment asks; by ``adopt`` Streamlit's own loggers take the same way."""
    if os.environ.get(FORM) != JSON:
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    handler.addFilter(lambda record: record.levelno >= logging.WARNING or record.name.startswith(OURS))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.captureWarnings(True)
    logging.getLogger(OURS).setLevel(logging.INFO)
    adopt(handler)
