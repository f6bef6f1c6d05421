"""The folder of the embedded files."""

from __future__ import annotations

import os
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_INSTALLED = _HERE / "assets"
_REPOSITORY = _HERE.parent / "assets"

ASSETS = Path(os.environ.get("FEWSHOT_ASSETS") or (_INSTALLED if _INSTALLED.is_dir() else _REPOSITORY))
"""The folder of data, checkpoints and results: the one that the environment variable FEWSHOT_ASSETS names,
else the one installed inside the engine (a wheel), else ``assets/`` of the repository."""
