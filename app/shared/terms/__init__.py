"""Terms and references within sentences, explained where they stand.

A sentence marks a term as ``[[support_set]]``, or ``[[support_set|these images]]`` where it reads otherwise,
and a reference as ``[[cite:finn2017maml]]``. A term's words are ``glossary.term.ID.name`` and ``.text``;
references stand in ``references.toml`` beside this file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NotRequired, TypedDict

from ..text import FALLBACK, Words, words

MARK = re.compile(r"\[\[([\w:]+)(?:\|([^\]]+))?\]\]")
CITE = "cite:"


class Term(TypedDict):
    """A term or a reference as the browser explains it; terms.js says the same."""

    name: str
    english: str  # the English term, where another language is spoken; empty otherwise
    text: str
    href: str


class Reference(TypedDict):
    """A work: ``authors`` as they are named, ``link`` to where it can be read."""

    short: str
    authors: str
    title: str
    venue: str
    year: int
    link: str
    instrument: NotRequired[str]  # where something of it can be tried


@cache
def references() -> dict[str, Reference]:
    """All references by their id, oldest first."""
    found = tomllib.loads(Path(__file__).with_name("references.toml").read_text(encoding="utf-8"))
    return dict(sorted(found.items(), key=lambda each: (each[1]["year"], each[0])))


def term_ids(w: Words) -> tuple[str, ...]:
    """The ids of all terms."""
    return tuple(key.removesuffix(".name") for key in w.section("glossary.term") if key.endswith(".name"))


def term(id: str, w: Words) -> Term:
    """A term, or for ``cite:ID`` a reference, as it is explained; raises KeyError for one that is unknown."""
    if id.startswith(CITE):
        work = references()[id.removeprefix(CITE)]
        text = f"{work['authors']}: {work['title']}. {work['venue']}, {work['year']}."
        return {"name": work["short"], "english": "", "text": text, "href": work["link"]}
    key = f"glossary.term.{id}"
    english = words(FALLBACK)(f"{key}.name") if w.lang != FALLBACK else ""
    return {
        "name": w(f"{key}.name"),
        "english": english,
        "text": w(f"{key}.text"),
        "href": f"./glossary?lang={w.lang}&at={id}",
    }


def terms_in(sentences: Iterable[str], w: Words) -> dict[str, Term]:
    """The terms and references that these sentences mark, by id; raises KeyError for one that is unknown."""
    ids = {mark[1] for sentence in sentences for mark in MARK.finditer(sentence)}
    return {id: term(id, w) for id in sorted(ids)}


def plain(sentence: str, w: Words) -> str:
    """The sentence as it reads, without marks; raises KeyError for a mark that is unknown."""

    def name(mark: re.Match[str]) -> str:
        return mark[2] or term(mark[1], w)["name"]

    return MARK.sub(name, sentence).replace("**", "")
