"""What is wrong with the course, for ``fewshot course check``, and its list, for ``fewshot course list``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ...shared.choices import rules
from ...shared.facts import Facts
from ...shared.host import fitted
from ...shared.room import room
from ...shared.terms import plain
from ...shared.text import LANGUAGES, Words, catalogue, words
from .deeds import done
from .hiding import hideable
from .host import state
from .pictures import PICTURES
from .steps import Step, all_steps, chapters

KEYS = ("title", "text", "do", "take", "notes")
"""The sentences that every step has."""
PAPER = "paper"
"""The text of a handout, which a step has in all languages or in none."""
OF_CHAPTER = ("title", "goal", "goals.a", "goals.b", "goals.c")
"""The sentences that every chapter has."""
LIVE_SHARE = 0.6
"""At least this part of the steps shows an instrument."""
TYPED = re.compile(r"\d[\d.,]*[\s\u00a0]*%|±")
"""A percentage or an interval: a measured one must be taken, a cited one carries its reference."""
NO_MEASURE = re.compile(r"\{.*?\}|95[\s\u00a0]*%")
"""What is taken already, and the level of all intervals."""

CALLED = re.compile("“([^”]+)”")
"""What is to be pressed or chosen, as it is called on the page."""


def listing() -> dict[str, Any]:
    """The course for other programs: ``{chapters: [{id, title: {en, zh}, steps: [ids]}]}``."""
    return {
        "chapters": [
            {
                "id": chapter.id,
                "title": {lang: words(lang)(f"{chapter.id}.title") for lang in LANGUAGES},
                "steps": [step.id for step in chapter.steps],
            }
            for chapter in chapters()
        ],
    }


def problems() -> list[str]:
    """All that is wrong with the course, one line each."""
    own = {lang: catalogue(lang) for lang in LANGUAGES}
    found = [problem for step in all_steps() for problem in _of_step(step, own)]
    found += [
        f"{chapter.id}, {lang}: {key} is missing"
        for chapter in chapters()
        for lang in LANGUAGES
        for key in OF_CHAPTER
        if f"{chapter.id}.{key}" not in own[lang]
    ]
    live = sum(bool(step.show) for step in all_steps())
    if live < LIVE_SHARE * len(all_steps()):
        found.append(f"{live} of {len(all_steps())} steps show an instrument; {LIVE_SHARE:.0%} are wanted")
    return found


def _of_step(step: Step, own: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    for lang in LANGUAGES:
        yield from (f"{step.key}, {lang}: {problem}" for problem in _of_words(step, lang, own))
    yield from (f"{step.key}: {name} cannot be hidden" for name in step.hide if name not in hideable())
    if step.picture and step.picture not in PICTURES:
        yield f"{step.key}: there is no picture {step.picture}"
    if step.show:
        try:
            yield from (f"{step.key}: {problem}" for problem in _of_state(step))
        except KeyError:
            yield f"{step.key}: there is no instrument {step.show}, or it has no such choice"


def _of_state(step: Step) -> Iterator[str]:
    """Choices that the instrument does not have or cannot be, and a deed that is done before anything is."""
    cls = room(step.show).choices
    known, given = rules(cls), state(step)
    for name, value in given.items():
        if known[name].read(known[name].write(value)) != (value, ""):
            yield f"{name} cannot be {value!r}"
    start = fitted(cls(**given))
    yield from (f"{each.field} becomes {each.used}, not {each.given}" for each in start.corrections)
    unknown = set(step.do) - set(known)
    if unknown:
        yield f"nothing called {', '.join(sorted(unknown))} can be done"
    elif step.do and done(step.do, start, start):
        yield "what is to be done is done already"


def _of_words(step: Step, lang: str, all_own: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    w, own = words(lang), all_own[lang]
    wanted = [*KEYS, *(["ask"] if step.options else [])]
    wanted += [f"{kind}.{option}" for option in step.options for kind in ("option", "why")]
    if any(f"{step.key}.{PAPER}" in each for each in all_own.values()):
        wanted.append(PAPER)
    for key in wanted:
        sentence = own.get(f"{step.key}.{key}", "")
        if not sentence:
            yield f"{key} is missing"
            continue
        if TYPED.search(NO_MEASURE.sub("", sentence)) and "[[cite:" not in sentence:
            yield f"{key} has a value that is typed: {sentence}"
        yield from _unreadable(sentence, w)
    for name in CALLED.findall(own.get(f"{step.key}.do", "")):
        if name not in own.values():
            yield f"do asks for “{name}”, and nothing is called so"


def _unreadable(sentence: str, w: Words) -> Iterator[str]:
    try:
        plain(sentence.format(fact=Facts(w)), w)
    except (KeyError, ValueError, IndexError) as error:
        yield f"{error} in: {sentence}"
