"""``fewshot course``: what the course consists of, and what is wrong with it."""

from __future__ import annotations

import argparse
import json


def add(verbs: argparse._SubParsersAction) -> None:
    """Add the command and its own commands."""
    parts = verbs.add_parser("course", help="list or check the course").add_subparsers(
        required=True, metavar="COMMAND"
    )
    listed = parts.add_parser("list", help="print chapters and steps")
    listed.add_argument("--json", action="store_true", help="as one JSON object")
    listed.set_defaults(run=show)
    checked = parts.add_parser("check", help="find what is missing, impossible or typed instead of measured")
    checked.set_defaults(run=check)


def show(options: argparse.Namespace) -> int:
    """Print the course."""
    from fewshot_app.course.chapters.check import listing  # the engine itself knows nothing of the app

    found = listing()
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return 0
    for chapter in found["chapters"]:
        print(f"{chapter['id']}: {chapter['title']['en']}")
        print("".join(f"  {step}\n" for step in chapter["steps"]), end="")
    return 0


def check(options: argparse.Namespace) -> int:
    """Print what is wrong with the course, a line each; 1 if anything is."""
    from fewshot_app.course.chapters.check import problems

    found = problems()
    for problem in found:
        print(problem)
    return int(bool(found))
