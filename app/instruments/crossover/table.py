"""The numbers of the crossover as a table."""

from __future__ import annotations

from fewshot_core.studies.crossover.domains import DOMAINS

from ...shared.charts.show import Table
from ...shared.text import Words
from . import LEARNERS
from .looks import look_of
from .view import View
from .words import value_words


def table(view: View, w: Words) -> Table:
    """A row for each learner, a column for each domain."""
    there = {domain: view.results.learners(domain, view.shot) for domain in DOMAINS}
    rows = [
        [look_of(id, w).name, *(_cell(view, id, domain, there, w) for domain in DOMAINS)]
        for id in LEARNERS
        if any(id in ids for ids in there.values())
    ]
    heads = [w("crossover.table.learner"), *(w(f"crossover.domain.{domain}.name") for domain in DOMAINS)]
    kind = "against" if view.against else "accuracy"
    return Table(w(f"crossover.table.{kind}", tasks=view.results.tasks), heads, rows)


def _cell(view: View, id: str, domain: str, there: dict[str, tuple[str, ...]], w: Words) -> str:
    others = {id, view.against} - {""}
    if not others <= set(there[domain]) or id == view.against:
        return w("crossover.table.missing")
    return value_words(view.point(id, domain), bool(view.against), w)
