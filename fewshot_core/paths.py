"""Where the embedded files lie."""

from __future__ import annotations

import os
from pathlib import Path

ASSETS = Path(os.environ.get("FEWSHOT_ASSETS") or Path(__file__).resolve().parent.parent / "assets")
"""The folder ``assets/`` of the repository, or the one the environment variable FEWSHOT_ASSETS names."""
