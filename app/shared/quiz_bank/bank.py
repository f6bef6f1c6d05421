"""The bank's files: text, one a chapter and language, read once and checked.

``questions/CHAPTER.en.toml`` holds a table a question, named by its id::

    [few-labels]
    kind = "labelling_time"              # a function in generators/; without, the answer is fixed
    source = "Lake et al. 2015, …"       # for what is cited
    stem = "… {way} classes …"
    alt = "…"                            # what the figure shows, where the kind draws one
    [few-labels.options.product]
    text = "{n} minutes"                 # "{n}" where it is left out
    because = "…"                        # said of it where it is right
    [few-labels.options.one_class]
    misconception = "…"                  # where it is wrong: a short name, and why
    why = "…"

The same file of another language (``CHAPTER.zh.toml``) holds the same tables with the words alone; what
it lacks is said in English.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fewshot_core.tensors.errors import Damaged

from ..text import FALLBACK, LANGUAGES
from . import CHAPTERS
from .generators import KINDS

FOLDER = Path(__file__).parent / "questions"
OF_A_QUESTION = {"kind", "source", "stem", "alt", "options"}
OF_A_TRANSLATION = {"stem", "alt", "options"}
OF_AN_OPTION = {"text", "because", "misconception", "why"}
FEWEST, MOST = 3, 4
"""Options of a question whose answer is fixed."""


@dataclass(frozen=True)
class Option:
    """What is said of one option; placeholders are unfilled."""

    text: str
    because: str  # where it is right; empty: it never is
    misconception: str  # where it is wrong, a short name; empty: it never is
    why: str  # and why it is wrong


@dataclass(frozen=True)
class Wording:
    """A question in one language; placeholders are unfilled."""

    stem: str
    alt: str
    options: Mapping[str, Option]


@dataclass(frozen=True)
class Question:
    """One question of the bank."""

    id: str
    chapter: str
    kind: str  # of computed question; empty: its answer is fixed
    source: str
    wordings: Mapping[str, Wording]  # by language; English is always there

    def wording(self, lang: str) -> Wording:
        """In this language, or else in English."""
        return self.wordings.get(lang) or self.wordings[FALLBACK]


@cache
def questions() -> tuple[Question, ...]:
    """All questions, chapter by chapter; raises Damaged, which names the file and what is wrong in it."""
    found = tuple(question for chapter in CHAPTERS for question in read_chapter(FOLDER, chapter))
    ids = [question.id for question in found]
    for id in ids:
        if ids.count(id) > 1:
            raise Damaged(str(FOLDER), f"two questions are called '{id}'")
    return found


def read_chapter(folder: Path, chapter: str) -> list[Question]:
    """The questions of a chapter in the order of its English file; raises Damaged."""
    files = {lang: folder / f"{chapter}.{lang}.toml" for lang in LANGUAGES}
    tables = {lang: _read(path) for lang, path in files.items() if lang == FALLBACK or path.is_file()}
    for lang, table in tables.items():
        for id in table:
            if id not in tables[FALLBACK]:
                raise Damaged(str(files[lang]), f"'{id}' is no question of {files[FALLBACK].name}")
    return [_question(id, chapter, tables, files) for id in tables[FALLBACK]]


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Damaged(str(path), str(error)) from error


def _question(
    id: str, chapter: str, tables: Mapping[str, dict[str, Any]], files: Mapping[str, Path]
) -> Question:
    first = tables[FALLBACK][id]
    kind = first.get("kind", "")
    if kind and kind not in KINDS:
        raise Damaged(str(files[FALLBACK]), f"'{id}' is of the kind '{kind}', which no generator draws")
    wordings = {}
    for lang, table in tables.items():
        if id in table:
            known = OF_A_QUESTION if lang == FALLBACK else OF_A_TRANSLATION
            wordings[lang] = _wording(table[id], known, f"'{id}'", files[lang])
    keys = set(wordings[FALLBACK].options)
    for lang, wording in wordings.items():
        if set(wording.options) != keys:
            raise Damaged(str(files[lang]), f"'{id}' has other options than in {files[FALLBACK].name}")
        if not kind:
            _check_fixed(wording, f"'{id}'", files[lang])
    return Question(id, chapter, kind, first.get("source", ""), wordings)


def _wording(table: Mapping[str, Any], known: set[str], name: str, path: Path) -> Wording:
    _check_keys(table, known, name, path)
    if not table.get("stem") or not table.get("options"):
        raise Damaged(str(path), f"{name} has no stem or no options")
    options = {}
    for key, option in table["options"].items():
        _check_keys(option, OF_AN_OPTION, f"{name}, option '{key}'", path)
        said = Option(*(option.get(field, "") for field in ("text", "because", "misconception", "why")))
        if not said.because and not said.why:
            raise Damaged(str(path), f"{name}, option '{key}' has no feedback: neither 'because' nor 'why'")
        if bool(said.misconception) != bool(said.why):
            raise Damaged(str(path), f"{name}, option '{key}' needs 'misconception' and 'why' together")
        options[key] = Option(said.text or "{n}", said.because, said.misconception, said.why)
    return Wording(table["stem"], table.get("alt", ""), options)


def _check_keys(table: Any, known: set[str], name: str, path: Path) -> None:
    if not isinstance(table, Mapping):
        raise Damaged(str(path), f"{name} is no table")
    if unknown := sorted(set(table) - known):
        raise Damaged(str(path), f"{name} has '{unknown[0]}', which is none of {', '.join(sorted(known))}")


def _check_fixed(wording: Wording, name: str, path: Path) -> None:
    right = [key for key, option in wording.options.items() if option.because]
    if len(right) != 1:
        raise Damaged(str(path), f"{name} has {len(right)} right options (with 'because'); it needs one")
    if wording.options[right[0]].why:
        raise Damaged(str(path), f"{name}, option '{right[0]}' is right and wrong at once")
    if not FEWEST <= len(wording.options) <= MOST:
        raise Damaged(str(path), f"{name} has {len(wording.options)} options, not {FEWEST} to {MOST}")
