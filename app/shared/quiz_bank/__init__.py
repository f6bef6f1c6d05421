"""The bank of questions: read, drawn for a seed, and shown wherever questions are asked."""

from __future__ import annotations

from pathlib import Path

CHAPTERS = ("why", "task", "training", "meta", "strategies", "beyond", "today")
"""The chapters' ids, in the course's order."""
FIGURE_CSS = Path(__file__).with_name("figure.css")
"""The style of what ``markup.py`` draws."""
