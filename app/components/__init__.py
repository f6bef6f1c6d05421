"""The app's own web components."""

from __future__ import annotations

from pathlib import Path


def joined(folder: Path, *names: str) -> str:
    """A component's files as one text: Streamlit takes one script and one style sheet of each."""
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)
