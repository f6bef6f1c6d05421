"""``fewshot app``: start the teaching app."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from fewshot_core.cli.device import add_device
from fewshot_core.tensors.errors import Unusable

EVERYWHERE = "0.0.0.0"
"""Every IPv4 address of this machine."""
ALWAYS = ("auto", "cpu")
"""Devices that can be asked for on every machine."""
PART = re.compile(r"[\w~-]+", re.ASCII)
"""Of a path below which the app is served."""


def add(verbs: argparse._SubParsersAction) -> None:
    """Add the command and its options."""
    command = verbs.add_parser("app", help="start the teaching app")
    command.add_argument("--port", type=int, help="default: 8501, or the next one that is free")
    command.add_argument("--host", default="localhost", help="the address to listen on (default: localhost)")
    command.add_argument(
        "--share",
        action="store_true",
        help="for a class: listen on the local network, so that phones can join",
    )
    command.add_argument("--no-browser", action="store_true", help="do not open a browser")
    command.add_argument("--lessons", type=Path, metavar="DIR", help="a folder of lesson files to offer")
    command.add_argument(
        "--store",
        type=Path,
        metavar="DIR",
        help="where to keep for a week what visitors bring (default: among the system's temporary files)",
    )
    command.add_argument(
        "--lti",
        type=Path,
        metavar="FILE",
        help="the platforms that may launch the app by LTI 1.3, as `fewshot lti keys` begins it",
    )
    command.add_argument(
        "--base-path",
        default="",
        metavar="PATH",
        help="the path below which all is served, as behind a proxy: /course (default: the root)",
    )
    command.add_argument(
        "--embed-from",
        nargs="+",
        default=[],
        metavar="HOST",
        help="hosts whose pages may show this app in a frame, such as https://moodle.example.org",
    )
    add_device(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Start the teaching app; returns its exit status.

    This process loads torch only where something has to be checked by it, so that the server starts at once.
    """
    from fewshot_app.guard.policy import frame_ancestors  # the engine itself knows nothing of the app
    from fewshot_app.launch import launch
    from fewshot_app.lti.config import check, named_file
    from fewshot_app.shared.network import FRAMES

    if options.device not in ALWAYS:
        from fewshot_core.tensors.device import choose_device

        choose_device(options.device)
    if options.lessons and not options.lessons.is_dir():
        raise Unusable("--lessons", str(options.lessons), "there is no such folder")
    if options.store:
        from fewshot_core.tensors.store import check_writable

        check_writable(options.store)
    if lti := options.lti or named_file():
        check(lti)
    folders = {"FEWSHOT_LESSONS": options.lessons, "FEWSHOT_STORE": options.store, "FEWSHOT_LTI": lti}
    settings = {name: str(folder.resolve()) for name, folder in folders.items() if folder}
    if options.embed_from:
        frame_ancestors(options.embed_from)
        settings[FRAMES] = " ".join(options.embed_from)
    host = EVERYWHERE if options.share else options.host
    base = base_path(options.base_path)
    return launch(options.port, host, not options.no_browser, options.device, settings, base)


def base_path(given: str) -> str:
    """A path with one slash before each part and none at its end, "" for the root; raises Unusable."""
    parts = [part for part in given.split("/") if part]
    if not all(PART.fullmatch(part) for part in parts):
        raise Unusable("--base-path", given, "its parts are letters, digits, '-', '_' and '~'")
    return "".join(f"/{part}" for part in parts)
