"""Where lessons are found: the app's own, a folder of the server, an address, a file that was opened."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from .form import SIZE, BadLesson, Fault, Lesson, read_lesson
from .packed import MARK, unpack

READY = Path(__file__).with_name("ready")
FOLDER = "FEWSHOT_LESSONS"
"""The environment variable that names the server's folder of lessons; ``fewshot app --lessons`` sets it."""
ENDINGS = (".toml", ".json")
NAME = re.compile(r"[A-Za-z0-9_-]{1,60}")
MOST_LISTED = 60
OPENED = MARK
"""The name of the lesson that was opened in this visit and is too long for an address."""
KEPT = "opened_lesson"


@dataclass(frozen=True)
class Found:
    """A lesson of a folder, or what is wrong with it."""

    name: str
    lesson: Lesson | None
    bad: BadLesson | None = None


def find_lesson(name: str) -> Lesson:
    """The lesson of this name or packed in it; raises BadLesson where there is none or it cannot be used."""
    if name == OPENED:
        if found := st.session_state.get(KEPT):
            return found
        raise BadLesson(Fault("gone"))
    if name.startswith(MARK):
        return read_lesson(unpack(name))
    paths = _paths()
    if not NAME.fullmatch(name) or name not in paths:
        raise BadLesson(Fault("missing", given=name))
    return read_lesson(_content(paths[name]))


def listed() -> list[Found]:
    """The lessons of the server's folder and those that come with the app."""
    found = []
    for name in list(_paths())[:MOST_LISTED]:
        try:
            found.append(Found(name, find_lesson(name)))
        except BadLesson as bad:
            found.append(Found(name, None, bad))
    return found


def keep_opened(lesson: Lesson) -> None:
    """Keep a lesson for this visit."""
    st.session_state[KEPT] = lesson


def _paths() -> dict[str, Path]:
    """Lessons by name, those of the server's folder first. A link that leads out of its folder is none."""
    paths: dict[str, Path] = {}
    for folder in _folders():
        for path in sorted(folder.iterdir()):
            inside = path.suffix in ENDINGS and path.resolve().is_relative_to(folder.resolve())
            if inside and path.is_file() and NAME.fullmatch(path.stem):
                paths.setdefault(path.stem, path)
    return paths


def _folders() -> list[Path]:
    own = os.environ.get(FOLDER, "")
    return [*([Path(own)] if own and Path(own).is_dir() else []), READY]


def _content(path: Path) -> str:
    try:
        if path.stat().st_size > SIZE:
            raise BadLesson(Fault("size", most=SIZE // 1024))
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadLesson(Fault("unreadable")) from error
