"""The task of the explorer as a program."""

from __future__ import annotations

from ...shared.foot.program import Cell, Program, beginning, literal, task_cells
from ...shared.text import Words
from . import ExplorerChoices


def program(choices: ExplorerChoices, w: Words) -> Program:
    """Draws the task, shows it, and counts how many such tasks there are."""
    task = choices.task
    counts = f"""\
from decimal import Decimal

from fewshot_core.data.pools import count_tasks

choices, tasks = count_tasks(data, {literal(task.split)}, spec)
print(f"{{choices:,}}")
print(f"{{tasks:,}}" if tasks < 100_000 else f"{{Decimal(tasks):.1e}}")"""
    return Program(
        f"task-{task.data}-{task.way}-way-{task.shot}-shot-{task.seed}",
        (
            *beginning(w("explorer.title"), w("explorer.take.about"), w),
            *task_cells(task, w),
            Cell("say", w("explorer.take.count")),
            Cell("run", counts),
        ),
    )
