"""Terms and references within sentences, explained where they stand.

A sentence marks a term as ``[[support_set]]``, or ``[[support_set|these images]]`` where it reads otherwise,
and a reference as ``[[cite:finn2017maml]]``. A term's words are ``glossary.term.ID.name`` and ``.text``,
those of a reference ``references.work.ID.says`` and ``.try``. What is no word stands in ``terms.toml`` and
``references.toml`` beside this file; a term's small picture, if it has one, in ``ID.svg``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, NotRequired, TypedDict

from ..text import FALLBACK, Words, words

HERE = Path(__file__).parent
MARK = re.compile(r"\[\[([\w:]+)(?:\|([^\]]+))?\]\]")
CITE = "cite:"


class Explained(TypedDict):
    """A term or a reference as the browser explains it; terms.js says the same."""

    name: str
    written: str  # within a sentence: of a reference, in brackets
    english: str  # the English term, where another language is spoken; empty otherwise
    text: str
    picture: str  # markup; empty: none
    href: str  # where more of it stands
    more: str  # and how that place is called


class Attempt(TypedDict):
    """Where something can be tried: the page of a room with some of its choices, by their fields."""

    show: str
    state: NotRequired[dict[str, Any]]


class Entry(Attempt):
    """What the glossary holds of a term beside its words: ``see`` names others that belong to it."""

    see: list[str]


class Reference(Attempt):
    """A work: ``authors`` as they are named, ``link`` to where it can be read."""

    short: str
    authors: str
    title: str
    venue: str
    year: int
    link: str


@cache
def references() -> dict[str, Reference]:
    """All references by their id, oldest first."""
    found = tomllib.loads((HERE / "references.toml").read_text(encoding="utf-8"))
    return dict(sorted(found.items(), key=lambda each: (each[1]["year"], each[0])))


@cache
def terms() -> dict[str, Entry]:
    """All terms by their id."""
    return dict(tomllib.loads((HERE / "terms.toml").read_text(encoding="utf-8")))


@cache
def _picture(id: str) -> str:
    """A term's picture as markup; empty where it has none."""
    path = HERE / f"{id}.svg"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def term(id: str, w: Words) -> Explained:
    """A term, or for ``cite:ID`` a reference, as it is explained; raises KeyError for one that is unknown."""
    if id.startswith(CITE):
        return _reference(id.removeprefix(CITE), w)
    key = f"glossary.term.{id}"
    name, picture = w(f"{key}.name"), _picture(id)
    if picture:
        alt = escape(w(f"{key}.picture"))
        picture = picture.replace("<svg", f'<svg role="img" aria-label="{alt}"', 1)
    return {
        "name": name,
        "written": name,
        "english": words(FALLBACK)(f"{key}.name") if w.lang != FALLBACK else "",
        "text": w(f"{key}.text"),
        "picture": picture,
        "href": f"./glossary?lang={w.lang}&at={id}",
        "more": w("common.term.glossary"),
    }


def _reference(id: str, w: Words) -> Explained:
    work = references()[id]
    name = work["short"].replace(" et al., ", w("common.term.others")).replace(", ", w("common.term.year"))
    return {
        "name": name,
        "written": w("common.term.cited", work=name),
        "english": "",
        "text": f"{cited(work)} {w(f'references.work.{id}.says')}",
        "picture": "",
        "href": f"./references?lang={w.lang}&at={id}",
        "more": w("common.term.references"),
    }


def cited(work: Reference) -> str:
    """A work as a list of references names it."""
    return f"{work['authors']}: {work['title']}. {work['venue']}, {work['year']}."


def terms_in(sentences: Iterable[str], w: Words) -> dict[str, Explained]:
    """The terms and references that these sentences mark, by id; raises KeyError for one that is unknown."""
    ids = {mark[1] for sentence in sentences for mark in MARK.finditer(sentence)}
    return {id: term(id, w) for id in sorted(ids)}


def plain(sentence: str, w: Words) -> str:
    """The sentence as it reads, without marks; raises KeyError for a mark that is unknown."""

    def name(mark: re.Match[str]) -> str:
        return mark[2] or term(mark[1], w)["written"]

    return MARK.sub(name, sentence).replace("**", "")
