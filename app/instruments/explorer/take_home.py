"""The task of the explorer as a program."""

from __future__ import annotations

from ...shared.foot.program import Cell, Program, beginning, literal, task_cells
from ...shared.task import asked_labels
from ...shared.text import Words
from . import ExplorerChoices


def _few_asked(choices: ExplorerChoices, w: Words) -> tuple[Cell, ...]:
    """The query set that holds fewer classes than the task, where that is asked for."""
    labels = asked_labels(choices.way, choices.asked, choices.seed)
    if len(labels) == choices.way:
        return ()
    code = f"""\
few = task.asking({literal(labels)})
asked = few.query_y.unique().tolist()
print([letters[label] for label in asked], tuple(few.query_x.shape))"""
    return Cell("say", w("explorer.take.few")), Cell("run", code)


def program(choices: ExplorerChoices, w: Words) -> Program:
    """Draws the task, shows it, and counts how many such tasks there are."""
    task = choices.task
    counts = f"""\
from decimal import ROUND_HALF_UP, Decimal, getcontext

from fewshot_core.data.pools import count_tasks

getcontext().rounding = ROUND_HALF_UP  # as the page rounds
choices, tasks = count_tasks(data, {literal(task.split)}, spec)
print(f"{{choices:,}}")
print(f"{{tasks:,}}" if tasks < 100_000 else f"{{Decimal(tasks):.1e}}")"""
    return Program(
        f"task-{task.data}-{task.way}-way-{task.shot}-shot-{task.seed}",
        (
            *beginning(w("explorer.title"), w("explorer.take.about"), w),
            *task_cells(task, w),
            *_few_asked(choices, w),
            Cell("say", w("explorer.take.count")),
            Cell("run", counts),
        ),
    )
