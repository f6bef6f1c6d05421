"""``fewshot course``: what the course consists of, what is wrong with it, its questions as a file."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from fewshot_core.tensors.errors import Unknown, Unwritable

FORMATS = ("gift", "moodle", "qti")


def add(verbs: argparse._SubParsersAction) -> None:
    """Add the command and its own commands."""
    parts = verbs.add_parser("course", help="list or check the course").add_subparsers(
        required=True, metavar="COMMAND"
    )
    listed = parts.add_parser("list", help="print what the course consists of")
    listed.add_argument("--json", action="store_true", help="as one JSON object")
    listed.set_defaults(run=show)
    checked = parts.add_parser("check", help="find what is missing, impossible or typed instead of measured")
    checked.set_defaults(run=check)
    quiz = parts.add_parser("quiz", help="write the questions for a learning platform")
    quiz.add_argument("--format", choices=FORMATS, required=True)
    quiz.add_argument("--lang", default="en", help="en or zh (default: en)")
    quiz.add_argument("--chapter", default="", help="one chapter's questions (default: all)")
    quiz.add_argument("--seed", type=int, default=42, help="of the computed questions")
    quiz.add_argument("--out", type=Path, required=True, help="the file to write")
    quiz.set_defaults(run=export)


def show(options: argparse.Namespace) -> int:
    """Print the course: its chapters and steps; as JSON its questions, terms and references too."""
    from fewshot_app.course.chapters.check import listing  # the engine itself knows nothing of the app
    from fewshot_app.shared.quiz_bank.bank import questions
    from fewshot_app.shared.terms import references, terms

    found = listing() | {
        "questions": [question.id for question in questions()],
        "terms": len(terms()),
        "references": len(references()),
    }
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


def export(options: argparse.Namespace) -> int:
    """Write the questions; raises Unwritable and, for a language or chapter that there is not, Unknown."""
    from fewshot_app.course.quiz.export import exported
    from fewshot_app.shared.quiz_bank import CHAPTERS
    from fewshot_app.shared.text import LANGUAGES

    if options.lang not in LANGUAGES:
        raise Unknown("language", options.lang, LANGUAGES)
    if options.chapter not in ("", *CHAPTERS):
        raise Unknown("chapter", options.chapter, CHAPTERS)
    content = exported(options.format, options.lang, options.seed, options.chapter)
    try:
        options.out.write_bytes(content)
    except OSError as error:
        raise Unwritable(str(options.out), str(error)) from error
    return 0
