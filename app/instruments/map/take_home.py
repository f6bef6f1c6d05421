"""The map as a program: the same plane, answers and neighbours."""

from __future__ import annotations

from ...shared import runs
from ...shared.foot.program import Cell, Program, beginning, literal, task_cells, trained_code
from ...shared.text import Words
from . import MapChoices
from .figures import NEIGHBOURS


def program(choices: MapChoices, w: Words) -> Program | None:
    """Looks at the task through the learner; None for a visitor's own learner."""
    task, there = choices.task, runs.learners(choices.data)
    learner = choices.learner if choices.learner in there or not there else there[0]
    if learner not in runs.course_learners(choices.data):
        return None
    cells = (
        *beginning(w("map.title"), w("map.take.about"), w),
        *task_cells(task, w),
        Cell("say", w("map.take.answers")),
        Cell("run", _answers(task.data, learner, choices.step)),
        Cell("say", w("map.take.near", count=NEIGHBOURS)),
        Cell("run", _near(choices.image)),
        Cell("say", w("map.take.plane")),
        Cell("run", PLANE),
        Cell("show", PICTURE),
    )
    return Program(f"map-{task.data}-{task.way}-way-{task.shot}-shot-{task.seed}", cells)


def _answers(data: str, learner: str, step: int) -> str:
    """One thread, as on the page, adds the same numbers in the same order."""
    return f"""\
import torch

from fewshot_core import load

torch.set_num_threads(1)


{trained_code(data)}


adapted = trained({literal(learner)}).adapt(task.support_x, task.support_y)
step = min({step}, adapted.states - 1)
with torch.no_grad():
    sets = (task.support_x, task.query_x)
    seen = [[adapted.features(x, state) for x in sets] for state in range(adapted.states)]
    scores = torch.stack([adapted.classify(query, state) for state, (_, query) in enumerate(seen)])
right = (scores.argmax(-1) == task.query_y).sum(-1).tolist()  # after each step
print(f"{{right[step]}}/{{len(task.query_y)}}   {{right}}")
sure, answered = scores[step].softmax(-1).max(-1)
rows = zip(task.query_y.tolist(), answered.tolist(), (100 * sure).round().int().tolist())
for number, (true, answer, percent) in enumerate(rows, 1):
    print(f"{{number:3}} {{letters[true]}} {{letters[answer]}} {{percent:3}} %")"""


def _near(image: int) -> str:
    return f"""\
images = torch.stack([torch.cat(each).flatten(1) for each in seen])  # (states, images, features)
between = torch.cdist(images, images)
between.diagonal(dim1=1, dim2=2).fill_(torch.inf)
distances, near = between.topk(min({NEIGHBOURS}, images.shape[1] - 1), largest=False)
labels = [*task.support_y.tolist(), *task.query_y.tolist()]
image = len(task.support_y) + {image}
for other, distance in zip(near[step, image].tolist(), distances[step, image].tolist()):
    side = "support" if other < len(task.support_y) else "query"
    print(f"{{letters[labels[other]]}} {{side:8}} {{distance:.2f}}")"""


PLANE = """\
centred = images - images.mean(1, keepdim=True)
axes = torch.linalg.svd(centred.flatten(0, 1), full_matrices=False).Vh[:2].T  # (features, 2)
points = centred @ axes
kept = points.square().sum((1, 2)) / centred.square().sum((1, 2))
shares = kept.tolist()
print([f"{round(100 * share)} %" for share in shares])"""

PICTURE = """\
places = points[step] * axes.gather(0, axes.abs().argmax(0, keepdim=True)).sign()
places = 0.5 + places / points.abs().max() / 2.3
plane = Image.new("RGB", (960, 960), "white")
for item, (x, y) in zip((*task.support_items, *task.query_items), places.tolist()):
    plane.paste(data.draw(item).resize((48, 48)), (int(960 * x) - 24, int(960 * (1 - y)) - 24))
plane"""
