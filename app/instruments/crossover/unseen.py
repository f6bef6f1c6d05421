"""What "unseen" still means for a network that was trained by others, and where it fails."""

from __future__ import annotations

from html import escape

from fewshot_core.studies.crossover.domains import PHOTOGRAPHS, UNNAMED

from ...shared.charts.show import Table, table_markup
from ...shared.terms import references
from ...shared.text import Words, strong
from . import CrossoverChoices
from .view import AWAY, HOME, View
from .words import kind_name, value_words, versus

WORK = "hu2022"
HARDEST = 3


def unseen(view: View, w: Words) -> str:
    """The section, as markup."""
    sentences = [_taught(view, w), w("crossover.unseen.others"), *_alone(view, w), *_hardest(view, w)]
    paragraphs = "".join(f"<p>{strong(sentence)}</p>" for sentence in sentences)
    numbers = table_markup(kinds_table(view, w), w("crossover.kinds.title")) if AWAY in view.there else ""
    title = f"<h3>{escape(w('crossover.unseen.title'))}</h3>"
    said = f"{title}{paragraphs}<p>{_today(w)}</p>{numbers}"
    return f'<section class="fs-crossover-unseen">{said}</section>'


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
    worst = w("crossover.comma").join(
        w("crossover.unseen.share", kind=kind_name(kind, w), share=f"{share:.0f}")
        for kind, share in view.hardest(HARDEST)
    )
    return [w("crossover.unseen.hardest", worst=worst)]


def _taught(view: View, w: Words) -> str:
    """Which kinds ImageNet has a class for, each class once."""
    all_kinds, taught = view.results.kinds[PHOTOGRAPHS], view.results.imagenet
    names = w("crossover.comma").join(dict.fromkeys(kind_name(kind, w) for kind in taught))
    return w("crossover.unseen.taught", kinds=len(all_kinds), named=len(taught), names=names)


def _today(w: Words) -> str:
    """What the field does, with its reference."""
    href = f"./references?lang={w.lang}&amp;at={WORK}"
    link = f'<a href="{href}" target="_self">{escape(references()[WORK]["short"])}</a>'
    return strong(w("crossover.unseen.today")).format(work=link)


def kinds_table(view: View, w: Words) -> Table:
    """A row for each kind, hardest first: its class in ImageNet, and how often it was named rightly."""
    shares = {
        id: view.results.by_kind(id, view.photographs, view.shot) for id in (AWAY, HOME) if id in view.there
    }
    rows = [
        [
            kind_name(kind, w),
            view.results.imagenet.get(kind) or w("crossover.table.missing"),
            *(_share(of.get(kind), w) for of in shares.values()),
        ]
        for kind, _ in view.hardest()
    ]
    heads = [w("crossover.kinds.kind"), w("crossover.kinds.imagenet")]
    named = {AWAY: "crossover.kinds.away", HOME: "crossover.kinds.home"}
    return Table(w("crossover.kinds.caption"), [*heads, *(w(named[id]) for id in shares)], rows)


def _share(share: float | None, w: Words) -> str:
    if share is None:
        return w("crossover.table.missing")
    return w("crossover.kinds.percent", value=f"{100 * share:.0f}")
