"""The steps of the course, read from ``CHAPTER/chapter.toml``; their words stand beside it, by language.

A step is data: which instrument it shows and in which state, what is to be done there, and which answer to
its question is right. Its sentences are ``CHAPTER.STEP.title``, ``.text``, ``.do``, ``.take``, ``.notes``;
where something is asked ``.ask``, ``.option.X`` and ``.why.X``; and ``.paper``, the handout's text, where
``.text`` speaks of what only a screen shows.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


class BadStep(ValueError):
    """A chapter's file that cannot be used: says which step and why."""


@dataclass(frozen=True)
class Step:
    """One step of a chapter."""

    chapter: str
    id: str
    show: str = ""  # the instrument, or empty for a picture
    picture: str = ""  # a drawn picture of the course, where no instrument is shown
    state: Mapping[str, Any] = field(
        default_factory=dict
    )  # the instrument's choices, where not the usual ones
    hide: tuple[str, ...] = ()  # what of the page it leaves out: see hiding.py
    do: Mapping[str, Any] = field(default_factory=dict)  # what its choices must come to: see deeds.py
    options: tuple[str, ...] = ()  # what can be answered to the step's question
    right: str = ""  # the answer that is right

    @property
    def key(self) -> str:
        """Where its words stand, and its name in what the browser keeps."""
        return f"{self.chapter}.{self.id}"


@dataclass(frozen=True)
class Chapter:
    """A chapter: its steps in their order."""

    id: str
    order: int
    steps: tuple[Step, ...]


def read_chapter(folder: Path) -> Chapter:
    """A chapter from its folder; raises BadStep for a file that cannot be used."""
    try:
        content = tomllib.loads((folder / "chapter.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BadStep(f"{folder.name}: {error}") from error
    steps = tuple(_step(folder.name, entry) for entry in content.get("step", ()))
    ids = [step.id for step in steps]
    if not steps or len(set(ids)) < len(ids):
        raise BadStep(f"{folder.name}: a chapter has steps, each with an id of its own")
    return Chapter(folder.name, int(content["order"]), steps)


def _step(chapter: str, entry: Mapping[str, Any]) -> Step:
    known = {each.name for each in fields(Step)} - {"chapter"}
    unknown = sorted(set(entry) - known)
    if unknown or "id" not in entry:
        raise BadStep(
            f"{chapter}.{entry.get('id', '?')}: unknown {', '.join(unknown) or 'step without an id'}"
        )
    lists = {name: tuple(entry.get(name, ())) for name in ("options", "hide")}
    step = Step(chapter, **{**entry, **lists})
    if bool(step.show) == bool(step.picture):
        raise BadStep(f"{step.key}: a step shows an instrument or a picture, and not both")
    if bool(step.options) != bool(step.right) or (step.right and step.right not in step.options):
        raise BadStep(f"{step.key}: the right answer must be one of the options")
    if not step.do and not step.options:
        raise BadStep(f"{step.key}: there is nothing to do")
    return step


@cache
def chapters() -> tuple[Chapter, ...]:
    """All chapters in their order."""
    found = [read_chapter(path.parent) for path in HERE.glob("*/chapter.toml")]
    return tuple(sorted(found, key=lambda chapter: chapter.order))


def all_steps() -> tuple[Step, ...]:
    """The steps of all chapters, first to last."""
    return tuple(step for chapter in chapters() for step in chapter.steps)


def find(chapter: str, part: str) -> Step | None:
    """The step of this name, the chapter's first where no part is named; None where there is no such step."""
    for each in chapters():
        if each.id == chapter:
            return next((step for step in each.steps if part in ("", step.id)), None)
    return None
