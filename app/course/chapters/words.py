"""What a step says: its sentences filled with measured values, its terms, and how long it takes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...shared.facts import Facts
from ...shared.host import PageHost
from ...shared.terms import plain, terms_in
from ...shared.text import Words
from .component import BarData, CardData, MapData, QuestionData
from .steps import Chapter, Step, all_steps, chapters

WORDS_A_MINUTE = 180
"""How many English words a reader of this kind of text takes in; a Chinese character counts as 0.6 of one."""
TRYING, ANSWERING = 1.0, 0.4
"""Minutes that trying an instrument, and answering a question, take."""
CJK = re.compile(r"[\u3400-\u9fff]")


def said(step: Step, key: str, w: Words) -> str:
    """A sentence of a step, filled; empty where it has none of this key."""
    full = f"{step.key}.{key}"
    return w(full, fact=Facts(w)) if full in w else ""


def sentences(step: Step, w: Words) -> list[str]:
    """All that a visitor reads of a step."""
    keys = ["title", "text", "do", "take", "ask"]
    keys += [f"{kind}.{option}" for option in step.options for kind in ("option", "why")]
    return [text for text in (said(step, key, w) for key in keys) if text]


def minutes(step: Step, w: Words) -> float:
    """How long a step takes: what is to be read at a reader's pace, and what is to be done."""
    text = " ".join(sentences(step, w))
    count = len(re.findall(r"[A-Za-z]+", CJK.sub(" ", text))) + 0.6 * len(CJK.findall(text))
    return count / WORDS_A_MINUTE + TRYING * bool(step.show) + ANSWERING * bool(step.options)


def card_data(step: Step, full: str, w: Words) -> CardData:
    """What a step's card shows; ``full`` is the address of the instrument's own page, or empty."""
    chapter = chapter_of(step)
    place = w(
        "chapters.place",
        number=chapter.order,
        chapter=w(f"{chapter.id}.title"),
        step=chapter.steps.index(step) + 1,
        all=len(chapter.steps),
    )
    return {
        "step": step.key,
        "place": place,
        "title": said(step, "title", w),
        "text": said(step, "text", w),
        "question": _question(step, w),
        "terms": terms_in(sentences(step, w), w),
        "full": {"label": w("chapters.full"), "href": full} if full else None,
        "words": w.section("chapters.card"),
    }


def _question(step: Step, w: Words) -> QuestionData | None:
    if not step.options:
        return None
    return {
        "ask": said(step, "ask", w),
        "options": [
            {"id": id, "name": said(step, f"option.{id}", w), "why": said(step, f"why.{id}", w)}
            for id in step.options
        ],
        "right": step.right,
    }


def bar_data(step: Step, did: bool, present: bool, w: Words, only: str = "") -> BarData:
    """What the bar below a step shows; ``did`` says whether the instrument saw what was to be done.

    ``only`` is what is shown alone: of a chapter alone, no way leads out.
    """
    chapter = chapter_of(step)
    steps = chapter.steps if only else all_steps()
    here = steps.index(step)
    back, after = steps[:here][-1:], steps[here + 1 : here + 2]
    return {
        "step": step.key,
        "here": step.key,
        "did": did,
        "asks": bool(step.options),
        "todo": plain(said(step, "do", w), w),
        "take": plain(said(step, "take", w), w),
        "notes": plain(said(step, "notes", w), w),
        "back": back[0].key if back else "",
        "next": after[0].key if after else "",
        "after": said(after[0], "title", w) if after else "",
        "steps": [{"id": each.key, "title": said(each, "title", w)} for each in chapter.steps],
        "minutes": {each.key: minutes(each, w) for each in chapter.steps},
        "left": "",
        "present": present,
        "only": only,
        "words": w.section("chapters.bar"),
    }


def goals(chapter: Chapter, w: Words) -> list[str]:
    """What one can do after a chapter."""
    return list(w.section(f"{chapter.id}.goals").values())


def map_data(found: Sequence[Chapter], host: PageHost) -> MapData:
    """What the map of the course shows."""
    w = host.w
    return {
        "chapters": [
            {
                "id": chapter.id,
                "title": w(f"{chapter.id}.title"),
                "goal": plain(w(f"{chapter.id}.goal"), w),
                "handout": host.link("chapters", chapter=chapter.id, part="", handout=True),
                "steps": [
                    {"id": step.key, "title": said(step, "title", w), "minutes": minutes(step, w)}
                    for step in chapter.steps
                ],
            }
            for chapter in found
        ],
        "words": w.section("chapters.map"),
    }


def chapter_of(step: Step) -> Chapter:
    """The chapter that a step is of."""
    return next(chapter for chapter in chapters() if chapter.id == step.chapter)
