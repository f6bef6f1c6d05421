"""What "unseen" still means for a network that was trained by others, and where it fails."""

from __future__ import annotations

from html import escape

from fewshot_core.studies.crossover.domains import PHOTOGRAPHS, UNNAMED

from ...shared.charts.show import Table, table_markup
from ...shared.terms import references
from ...shared.text import Words, strong
from . import CrossoverChoices
from .view import AWAY, HOME, Point, View
from .words import kind_name, value_words, versus

WORKS = ("russakovsky2015", "hu2022")
"""Cited in the first and in the last sentence."""
HARDEST = 3


def unseen(view: View, w: Words) -> str:
    """The section, as markup."""
    challenge, pipeline = (_cited(work, w) for work in WORKS)
    sentences = [w("crossover.unseen.others"), *_alone(view, w), *_hardest(view, w)]
    marked = [
        _taught(view, challenge, w),
        *map(strong, sentences),
        strong(w("crossover.unseen.today")).format(work=pipeline),
    ]
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in marked)
    numbers = table_markup(kinds_table(view, w), w("crossover.kinds.title")) if AWAY in view.there else ""
    title = f"<h3>{escape(w('crossover.unseen.title'))}</h3>"
    return f'<section class="fs-crossover-unseen">{title}{paragraphs}{numbers}</section>'


def _alone(view: View, w: Words) -> list[str]:
    """What came out on kinds without a name in ImageNet alone."""
    alone = View(CrossoverChoices(shot=view.choices.shot, kinds="unnamed"), view.results)
    if not {HOME, AWAY} <= set(alone.there):
        return []
    reached = value_words(alone.point(AWAY, UNNAMED), False, w)
    return [w("crossover.unseen.alone", value=reached) + versus(alone, AWAY, HOME, UNNAMED, w)]


def _hardest(view: View, w: Words) -> list[str]:
    """Where it fails."""
    if AWAY not in view.there:
        return []
    worst = w.list(
        w("crossover.unseen.share", kind=kind_name(kind, w), share=_share(point, w))
        for kind, point in view.hardest(HARDEST)
    )
    return [w("crossover.unseen.hardest", worst=worst)]


def _taught(view: View, work: str, w: Words) -> str:
    """Which kinds ImageNet has a class for, as markup."""
    all_kinds, taught = view.results.kinds[PHOTOGRAPHS], view.results.imagenet
    names = escape(w.list(kind_name(kind, w) for kind in taught))
    sentence = strong(w("crossover.unseen.taught"))
    return sentence.format(kinds=len(all_kinds), named=len(taught), names=names, work=work)


def _cited(work: str, w: Words) -> str:
    """A link to a work among the references, as markup."""
    href = f"./references?lang={w.lang}&amp;at={work}"
    return f'<a href="{href}" target="_self">{escape(references()[work]["short"])}</a>'


def kinds_table(view: View, w: Words) -> Table:
    """A row for each kind, hardest first: its class in ImageNet, and how often it was named rightly."""
    shares = {id: view.by_kind(id) for id in (AWAY, HOME) if id in view.there}
    rows = [
        [
            kind_name(kind, w),
            view.results.imagenet.get(kind) or w("crossover.table.missing"),
            *(_share(of[kind], w) for of in shares.values()),
        ]
        for kind, _ in view.hardest()
    ]
    heads = [w("crossover.kinds.kind"), w("crossover.kinds.imagenet")]
    named = {AWAY: "crossover.kinds.away", HOME: "crossover.kinds.home"}
    return Table(w("crossover.kinds.caption"), [*heads, *(w(named[id]) for id in shares)], rows)


def _share(point: Point, w: Words) -> str:
    return w("crossover.figure.interval", mean=w.number(point.mean), ci=w.number(point.ci95))
