"""What was measured of a learner on the photo network: all numbers come from the stored crossover."""

from __future__ import annotations

from html import escape

from fewshot_core.studies.crossover.domains import DOMAINS
from fewshot_core.studies.crossover.stored import SHOTS, WAY, Results
from fewshot_core.tensors.errors import Missing

from ...shared import learners, runs
from ...shared.text import Words
from . import measured
from . import runs as method_runs
from .entries import HOME, Entry


def table(entry: Entry, w: Words) -> str:
    """A row for each form of task that was measured: accuracy, distance to whom it is set against, tasks."""
    results = runs.crossover()
    heads = [w("methods.table.form"), w("methods.table.accuracy")]
    heads += [w("methods.table.ahead", name=_against(entry, w)), w("methods.table.tasks")]
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    body = "".join(_row(entry, results, *each, w) for each in forms(entry, results)) if results else ""
    caption = escape(w("methods.crossed.caption", way=WAY, name=_against(entry, w)))
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _against(entry: Entry, w: Words) -> str:
    return learners.name(HOME.partition("/")[2] if entry.against == HOME else entry.against, w)


def forms(entry: Entry, results: Results) -> list[tuple[str, int]]:
    """The domains and shots in which both it and whom it is set against were measured."""
    return [
        (domain, shot)
        for domain in DOMAINS
        for shot in SHOTS
        if {entry.id, entry.against} <= set(results.learners(domain, shot))
    ]


def _row(entry: Entry, results: Results, domain: str, shot: int, w: Words) -> str:
    mean, half = results.accuracy(entry.id, domain, shot)
    gap = results.difference(entry.id, entry.against, domain, shot)
    said = [w.number(100 * each, 1) for each in (mean, half, *gap)]
    ahead = w("common.fact.ahead", mean=said[2], half=said[3])
    tasks = len(results.right[entry.id, domain, shot])
    cells = [
        w("common.fact.accuracy", mean=said[0], half=said[1]),
        w(f"methods.table.{measured.verdict(gap)}", gap=ahead),
        w.number(tasks),
    ]
    shown = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{escape(form(domain, shot, w))}</th>{shown}</tr>'


def form(domain: str, shot: int, w: Words) -> str:
    """A form of task in words."""
    return w("methods.table.row", data=w(f"methods.crossed.{domain}"), shot=shot)


def sentences(entry: Entry, w: Words) -> str:
    """Where it is good and where it is not, as markup."""
    results = runs.crossover()
    if results is None:
        return ""
    verdicts = {
        form(*each, w): measured.verdict(results.difference(entry.id, entry.against, *each))
        for each in forms(entry, results)
    }
    return measured.said(verdicts, _against(entry, w), w)


def cost(entry: Entry, w: Words) -> str:
    """Who trained the network, and how many of its numbers move, as markup."""
    rows = [(w("methods.crossed.trained"), w("methods.crossed.by_others"))]
    try:
        found = method_runs.photo_weights(entry.moves[0])
    except Missing:
        return measured.listed(rows)
    rows.append((w("methods.crossed.learnt"), w.number(found.learnt)))
    moving = w.number(found.moving) if found.moving else w("methods.cost.none")
    return measured.listed([*rows, (w("methods.cost.moving"), moving)])
