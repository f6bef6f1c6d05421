"""The example tasks of a training as tables: every query image, and what was said of it, look by look."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from fewshot_core.studies.watched import Look
from fewshot_core.tensors.episode import Episode

from ...shared import runs
from ...shared.task import mixed_order
from ...shared.text import Words

SHOWN, ROWS = 10, 7
"""Query images of a task that are shown, and looks."""


def some(looks: Sequence[Look], most: int = ROWS) -> list[int]:
    """The places of at most so many looks: the first, the last, and evenly between."""
    if len(looks) <= most:
        return list(range(len(looks)))
    return sorted({round(i * (len(looks) - 1) / (most - 1)) for i in range(most)})


def task_markup(data: str, task: Episode, number: int, looks: Sequence[Look], w: Words) -> str:
    """One task: its support set, and below each query image the answers of the looks."""
    order = mixed_order(task.way, task.query, number)[:SHOWN]
    names = [w.pick(runs.data(data).classes[i]) for i in task.class_ids]
    title = w("train.task.title", number=number + 1)
    rows = "".join(_row(looks[i], task, number, order, w) for i in some(looks))
    return (
        f'<section class="fs-example"><h3>{escape(title)}</h3>{_support(data, task, names, w)}'
        f'<div class="wide"><table><caption>{escape(w("train.task.caption"))}</caption>'
        f"<thead>{_queries(data, task, order, names, w)}</thead><tbody>{rows}</tbody></table></div></section>"
    )


def _support(data: str, task: Episode, names: Sequence[str], w: Words) -> str:
    tiles = "".join(
        f"<figure>{_tile(data, task.support_items[label * task.shot], names[label])}"
        f"<figcaption>{_badge(label)} {escape(name)}</figcaption></figure>"
        for label, name in enumerate(names)
    )
    return f'<div class="support"><span>{escape(w("train.task.support"))}</span><div>{tiles}</div></div>'


def _queries(data: str, task: Episode, order: Sequence[int], names: Sequence[str], w: Words) -> str:
    labels = task.query_y.tolist()
    heads = "".join(
        f'<th scope="col">{_tile(data, task.query_items[query], names[labels[query]])}'
        f"{_badge(labels[query])}</th>"
        for query in order
    )
    first, last = escape(w("train.task.query")), escape(w("train.task.right", all=len(labels)))
    return f'<tr><th scope="col">{first}</th>{heads}<th scope="col">{last}</th></tr>'


def _row(look: Look, task: Episode, number: int, order: Sequence[int], w: Words) -> str:
    """What was said in one look; the last column counts all query images of the task."""
    labels, said = task.query_y.tolist(), look.answers[number]
    cells = "".join(_cell(said[query], said[query] == labels[query], w) for query in order)
    right = sum(a == b for a, b in zip(said, labels, strict=True))
    when = escape(w("train.task.after", seconds=w.number(look.seconds, 0)))
    return f'<tr><th scope="row">{when}</th>{cells}<td class="count">{right}</td></tr>'


def _cell(said: int, right: bool, w: Words) -> str:
    kind, mark = ("right", "✓") if right else ("wrong", "✕")
    told = escape(w(f"train.task.{kind}_said", letter=_letter(said)))
    return f'<td class="{kind}"><span aria-hidden="true">{_letter(said)}{mark}</span><i>{told}</i></td>'


def _tile(data: str, item: int, name: str) -> str:
    return f'<img src="{runs.sprite(data, (item,))}" alt="{escape(name)}" width="40" height="40">'


def _badge(label: int) -> str:
    letter = _letter(label)
    return f'<b class="badge {letter.lower()}">{letter}</b>'


def _letter(label: int) -> str:
    return chr(ord("A") + label)
