"""``fewshot lti``: what a learning platform needs to launch the app."""

from __future__ import annotations

import argparse
from pathlib import Path

from fewshot_core.tensors.store import check_writable


def add(verbs: argparse._SubParsersAction) -> None:
    """Add the command and its own commands."""
    parts = verbs.add_parser("lti", help="launch the app from a learning platform (LTI 1.3)").add_subparsers(
        required=True, metavar="COMMAND"
    )
    keys = parts.add_parser(
        "keys", help="make the app's key and a file for its platforms, say what to register"
    )
    keys.add_argument("folder", type=Path, metavar="FOLDER", help="made where there is none; its key is kept")
    keys.add_argument("--url", default="", help="the app's own address, such as https://few-shot.example.org")
    keys.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make what is missing in the folder and print what the platforms ask for; raises Unusable."""
    from fewshot_app.lti.keys import make, registration  # the engine itself knows nothing of the app

    check_writable(options.folder)
    config = make(options.folder, options.url)
    print(registration(config, options.folder))
    return 0
