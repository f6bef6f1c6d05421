"""What was measured of a method, as a table and in sentences: all numbers come from what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ...shared import learners, runs
from ...shared.facts import Facts
from ...shared.runs import Interval
from ...shared.text import Words, strong
from . import runs as method_runs
from .entries import Entry

WAY, SHOTS = 5, (1, 5)
DATA = ("everyday", "scripts")
FORMS = tuple((data, shot) for data in DATA for shot in SHOTS)
"""The forms of task that a page tells of."""
VERDICTS = ("better", "worse", "even")


def table(entry: Entry, w: Words) -> str:
    """A row for each learner and form of task: accuracy, distance to the learner set against, tasks."""
    several = len(entry.learners) > 1
    against = learners.name(entry.against, w)
    heads = [w("methods.table.form"), w("methods.table.accuracy"), w("methods.table.ahead", name=against)]
    heads.append(w("methods.table.tasks"))
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    body = ""
    for id in entry.learners:
        if several:
            name = escape(learners.name(id, w))
            body += f'<tr class="group"><th scope="rowgroup" colspan="{len(heads)}">{name}</th></tr>'
        body += "".join(_row(entry, id, data, shot, w) for data, shot in FORMS)
    caption = escape(w("methods.table.caption", name=against, way=WAY))
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(entry: Entry, id: str, data: str, shot: int, w: Words) -> str:
    cells = [_fact(f"accuracy {data} {id} {WAY} {shot}", w), _ahead(entry, id, data, shot, w)]
    cells.append(_fact(f"tasks {data} {id} {WAY} {shot}", w))
    shown = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{escape(form(data, shot, w))}</th>{shown}</tr>'


def form(data: str, shot: int, w: Words) -> str:
    """A form of task in words."""
    return w("methods.table.row", data=w.data(data), shot=shot)


def _fact(asked: str, w: Words) -> str:
    try:
        return Facts(w)[asked]
    except KeyError:
        return w("methods.table.missing")


def _ahead(entry: Entry, id: str, data: str, shot: int, w: Words) -> str:
    found = gap(entry, id, data, shot)
    if found is None:
        return w("methods.table.missing")
    return w(
        f"methods.table.{verdict(found)}", gap=_fact(f"ahead {data} {id} {entry.against} {WAY} {shot}", w)
    )


def gap(entry: Entry, id: str, data: str, shot: int) -> Interval | None:
    """How far a learner is ahead of the one set against, after the last step; None where not measured."""
    found = runs.stored_differences(data, id, entry.against, WAY, shot)
    return found[-1] if found else None


def verdict(difference: Interval) -> str:
    """``better`` or ``worse`` where the 95 % interval of a difference leaves out 0, else ``even``."""
    mean, half = difference
    return "even" if abs(mean) <= half else "better" if mean > 0 else "worse"


def sentences(entry: Entry, w: Words) -> str:
    """Where the method is good and where it is not, and what the steps bring, as markup."""
    gaps = {each: gap(entry, entry.learners[0], *each) for each in FORMS}
    verdicts = {form(*each, w): verdict(found) for each, found in gaps.items() if found}
    steps = "".join(f"<p>{strong(each)}</p>" for each in _steps(entry, w))
    return said(verdicts, learners.name(entry.against, w), w) + steps


def said(verdicts: dict[str, str], against: str, w: Words) -> str:
    """Verdicts by forms of task in words, as markup: a sentence for each kind of verdict."""
    found = {kind: [each for each, its in verdicts.items() if its == kind] for kind in VERDICTS}
    return "".join(
        f"<p>{strong(w(f'methods.said.{kind}', name=against, forms=w('methods.said.comma').join(forms)))}</p>"
        for kind, forms in found.items()
        if forms
    )


def _steps(entry: Entry, w: Words) -> Iterator[str]:
    for id in entry.learners:
        curve = runs.stored(DATA[0], id, WAY, SHOTS[0])
        if curve and len(curve.mean) > 1:
            fact, last = Facts(w), len(curve.mean) - 1
            about = f"{DATA[0]} {id} {WAY} {SHOTS[0]}"
            one, end = fact[f"after {about} 1"], fact[f"after {about} {last}"]
            yield w("methods.said.steps", form=form(DATA[0], SHOTS[0], w), one=one, end=end, last=last)


def cost(entry: Entry, w: Words) -> str:
    """How the method was trained, and how many numbers it learns and moves, as markup."""
    rows = [(w("methods.cost.trained", data=w.data(data)), _trained(entry, data, w)) for data in DATA]
    of_each = [method_runs.weights(DATA[0], *each) for each in zip(entry.learners, entry.moves, strict=True)]
    rows.append((w("methods.cost.learnt"), w.number(of_each[0].learnt)))
    key = "methods.cost.moving_of" if len(of_each) > 1 else "methods.cost.moving"
    for id, found in zip(entry.learners, of_each, strict=True):
        label, moving = w(key, name=learners.name(id, w)), found.moving
        rows.append((label, w.number(moving) if moving else w("methods.cost.none")))
    return listed(rows)


def listed(rows: list[tuple[str, str]]) -> str:
    """What is asked, and the answer, as markup."""
    return "<dl>" + "".join(f"<div><dt>{escape(a)}</dt><dd>{escape(b)}</dd></div>" for a, b in rows) + "</dl>"


def _trained(entry: Entry, data: str, w: Words) -> str:
    said = method_runs.training(data, entry.id)
    if not said.steps:
        return w("methods.cost.never")
    counts = {key: w.number(getattr(said, key)) for key in ("steps", "tasks", "images")}
    task = {"way": said.way, "shot": said.shot, "minutes": w.number(said.minutes, 0)}
    return w("methods.cost.on_tasks" if said.tasks else "methods.cost.on_images", **counts, **task)
