"""A prediction from inside as a program: the same shares and neighbours, and the counts over many tasks."""

from __future__ import annotations

from ...shared import runs
from ...shared.foot.program import (
    ROUNDING,
    Cell,
    Program,
    beginning,
    literal,
    name_field,
    task_cells,
    trained_code,
)
from ...shared.task import Task
from ...shared.text import Words
from . import InsideChoices
from .counts import TASKS
from .figures import NEIGHBOURS

PAIRS = 6
"""Pairs of classes that are mixed up, as many as the page shows."""


def program(choices: InsideChoices, w: Words) -> Program | None:
    """Asks the learner about the image, then counts over many tasks; None for a visitor's own learner."""
    task, there = choices.task, runs.learners(choices.data)
    learner = choices.learner if choices.learner in there or not there else there[0]
    if learner not in runs.course_learners(choices.data):
        return None
    cells = [
        *beginning(w("inside.title"), w("inside.take.about"), w),
        *task_cells(task, w),
        Cell("run", ROUNDING),
        Cell("say", w("inside.take.shares")),
        Cell("run", _shares(task, learner, choices.image, choices.step)),
        Cell("say", w("inside.take.near")),
        Cell("run", NEAR),
    ]
    if not runs.known_before(task):
        cells += [
            Cell("say", w("inside.take.many", tasks=TASKS[1])),
            Cell("run", _many(task)),
            Cell("say", w("inside.take.confusion")),
            Cell("run", _confusion(name_field(task.data, w))),
        ]
    return Program(f"inside-{task.data}-{task.way}-way-{task.shot}-shot-{task.seed}", tuple(cells))


def _shares(task: Task, learner: str, image: int, step: int) -> str:
    """One thread, as on the page, adds the same numbers in the same order."""
    return f"""\
import torch

from fewshot_core import load

torch.set_num_threads(1)
image = {image}  # of the query set


{trained_code(task.data)}


def percent(share):
    return "<1 %" if 0 < share < 0.01 else f"{{half_up(100 * share, 0)}} %"


method = trained({literal(learner)})
adapted = method.adapt(task.support_x, task.support_y)
shares = adapted.predict_each(task.query_x).softmax(-1).round(decimals=4)  # (states, queries, way)
step = min({step}, adapted.states - 1)
print(letters[task.query_y[image]])
for letter, before, now in zip(letters, shares[0, image].tolist(), shares[step, image].tolist()):
    print(f"{{letter}} {{percent(before):>5}} {{percent(now):>5}}")"""


NEAR = f"""\
with torch.no_grad():
    support, query = (adapted.features(x, step).flatten(1) for x in (task.support_x, task.query_x))
    least = torch.cdist(query.double(), support.double()).topk(min({NEIGHBOURS}, len(support)), largest=False)
for place, distance in zip(least.indices[image].tolist(), least.values[image].tolist()):
    print(f"{{letters[place // spec.shot]}} {{place % spec.shot + 1}}   {{half_up(distance, 2)}}")"""


def _many(task: Task) -> str:
    return f"""\
from fewshot_core import evaluate

found = evaluate(
    method, data, {literal(task.split)}, spec, episodes={TASKS[1]}, seed={task.seed}, each_state=False
)
calibration = found.calibration
answers, right = int(calibration.count.sum()), int(calibration.right.sum())
print(f"{{half_up(100 * calibration.error, 1)}} %   {{answers}}   {{percent(right / answers)}}")
bins = calibration.curve()
for count, sure, share in bins:
    print(f"{{percent(sure):>5}} {{percent(share):>5}} {{count:6}}")"""


def _confusion(field: str) -> str:
    return f"""\
worst = found.confusion.worst({PAIRS})
for mistake in worst:
    true, answered = (data.classes[i].{field} for i in (mistake.true, mistake.answered))
    how_often = f"{{percent(mistake.share)}}   ({{mistake.times}} / {{mistake.chances}})"
    print(f"{{true}} → {{answered}}: {{how_often}}")"""
