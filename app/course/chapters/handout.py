"""A chapter as a handout of two pages: goals, what its steps say, key pictures, terms, the works cited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

from ...shared import runs
from ...shared.choices import TaskChoices
from ...shared.host import PageHost, fitted
from ...shared.room import room
from ...shared.terms import CITE, MARK, cited, references, term, terms_in
from ...shared.text import Words, strong
from ...shared.web import component
from . import pictures
from .host import state
from .steps import Chapter, Step
from .words import goals, said

HERE = Path(__file__).parent

WEB = HERE.parent.parent / "shared" / "web"

_handout = component(
    HERE / "handout.js",
    '<div class="handout"><div data-part="sheet"></div></div>',
    (WEB / "options.css", HERE / "page.css", HERE / "handout.css"),
)


def draw(chapter: Chapter, host: PageHost) -> None:
    """Show the handout, with a button that prints it and a way back to the course."""
    w = host.w
    back = escape(host.link("chapters", chapter="", part="", handout=False))
    ways = (
        f'<p class="print"><button type="button" class="go">{w("chapters.handout.print")}</button>'
        f'<a href="{back}" data-page="chapters" data-query>{w("chapters.handout.back")}</a></p>'
    )
    _handout(data={"sheet": ways + markup(chapter, w)}, key="chapters_handout")


def markup(chapter: Chapter, w: Words) -> str:
    """The handout's content."""
    aims = "".join(f"<li>{escape(goal)}</li>" for goal in goals(chapter, w))
    shown = _first_task(chapter.steps)
    steps = "".join(_step(number, step, step is shown, w) for number, step in enumerate(chapter.steps, 1))
    place = w("chapters.handout.place", number=chapter.order, course=w("common.title"))
    return (
        f'<article><p class="quiet">{place}</p><h1>{escape(w(f"{chapter.id}.title"))}</h1>'
        f"<h2>{w('chapters.handout.goals')}</h2><ul>{aims}</ul>"
        f'<div class="steps">{steps}</div>{_explained(chapter, w)}</article>'
    )


def _step(number: int, step: Step, with_task: bool, w: Words) -> str:
    """What a step says and what is to be remembered of it; its picture, if it has one.

    What a step says of its instrument is said otherwise on paper, where that is not seen.
    """
    told = said(step, "paper", w) or said(step, "text", w)
    paragraphs = "".join(f"<p>{_marked(text, w)}</p>" for text in re.split(r"\n\s*\n", told))
    picture = pictures.markup(step.picture, w) if step.picture else _task(step, w) if with_task else ""
    return (
        f"<section><h3>{number}. {escape(said(step, 'title', w))}</h3>{paragraphs}{picture}"
        f'<p class="take">{_marked(said(step, "take", w), w)}</p></section>'
    )


def _marked(sentence: str, w: Words) -> str:
    """A sentence as markup: its terms bold, references in brackets."""

    def name(mark: re.Match[str]) -> str:
        known = mark[2] or escape(term(mark[1], w)["written"])
        return known if mark[1].startswith(CITE) else f"<b>{known}</b>"

    return MARK.sub(name, strong(sentence))


def _first_task(steps: Sequence[Step]) -> Step | None:
    """The first step that shows one task: the chapter's example. Conventional training has no support set."""
    asking = (s for s in steps if s.show and s.state.get("learner") != "conventional")
    return next((s for s in asking if issubclass(room(s.show).choices, TaskChoices)), None)


def _task(step: Step, w: Words) -> str:
    """The support set of a step's task, each image with its letter and the name of its class."""
    choices = fitted(room(step.show).choices(**state(step)))
    assert isinstance(choices, TaskChoices)
    found, data = runs.episode(choices.task), runs.data(choices.data)
    tiles = ""
    for item, label in zip(found.support_items, found.support_y.tolist(), strict=True):
        name = f"{chr(ord('A') + label)} {escape(w.pick(data.classes[found.class_ids[label]]))}"
        tiles += f'<li><img src="{runs.sprite(choices.data, (item,))}" alt="">{name}</li>'
    told = w("chapters.handout.task", way=choices.way, shot=choices.shot)
    return f'<figure class="task"><ul>{tiles}</ul><figcaption>{told}</figcaption></figure>'


def _explained(chapter: Chapter, w: Words) -> str:
    """The chapter's terms in a sentence each, with their pictures, and the works that it cites."""
    sentences = [said(step, key, w) for step in chapter.steps for key in ("text", "paper", "take", "notes")]
    found = terms_in(sentences, w)
    items = "".join(
        f"<div><dt>{escape(each['name'])}</dt><dd>{escape(each['text'])}{each['picture']}</dd></div>"
        for id, each in found.items()
        if not id.startswith(CITE)
    )
    works = [references()[id.removeprefix(CITE)] for id in found if id.startswith(CITE)]
    read = "".join(f'<li lang="en">{escape(cited(work))} {escape(work["link"])}</li>' for work in works)
    listed = f"<h2>{w('chapters.handout.works')}</h2><ul class='works'>{read}</ul>" if works else ""
    return f"<h2>{w('chapters.handout.terms')}</h2><dl>{items}</dl>{listed}"
