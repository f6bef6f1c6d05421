"""``fewshot app``: start the teaching app."""

from __future__ import annotations

import argparse


def add(verbs: argparse._SubParsersAction) -> None:
    """The command and its options."""
    command = verbs.add_parser("app", help="start the teaching app")
    command.add_argument("--port", type=int, default=8501)
    command.add_argument("--host", default="localhost")
    command.add_argument("--no-browser", action="store_true", help="do not open a browser")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Start the teaching app."""
    from app.launch import launch  # the engine itself knows nothing of the app

    return launch(options.port, options.host, not options.no_browser)
