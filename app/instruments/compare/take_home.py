"""The comparison as a program: the same task, the same trained networks, the same numbers."""

from __future__ import annotations

from ...shared import runs
from ...shared.foot.program import ROUNDING, Cell, Program, beginning, literal, task_cells, trained_code
from ...shared.own import is_id
from ...shared.task import Task
from ...shared.text import Words
from . import CompareChoices
from .columns import chosen
from .live import EPISODES


def program(choices: CompareChoices, w: Words) -> Program:
    """Asks the task of every learner shown, then prints what was measured over many tasks."""
    task, there = choices.task, runs.course_learners(choices.data)
    shown = chosen(choices.learners, there)
    against = choices.against if choices.against in there else ""
    cells = [
        *beginning(w("compare.title"), w("compare.take.about"), w),
        *task_cells(task, w),
        Cell("say", w("compare.take.answers", step=choices.step)),
        Cell("run", _answers(task, shown, choices.step)),
        Cell("say", w("compare.take.images")),
        Cell("run", _images(task)),
    ]
    # With a class seen in training no score over many tasks fits; of one's own images none is stored.
    unseen = not runs.known_before(task) and not is_id(task.data)
    if unseen:
        cells += [
            Cell("run", ROUNDING),
            Cell("say", w("compare.take.measured", episodes=EPISODES)),
            Cell("run", _measured(task, tuple(dict.fromkeys((*shown, *filter(None, [against])))))),
        ]
    if against and unseen:
        cells += [Cell("say", w("compare.take.ahead")), Cell("run", _ahead(against))]
    return Program(f"compare-{task.data}-{task.way}-way-{task.shot}-shot-{task.seed}", tuple(cells))


def _answers(task: Task, shown: tuple[str, ...], step: int) -> str:
    """One thread, as on the page, adds the same numbers in the same order."""
    return f"""\
import torch

from fewshot_core import load

torch.set_num_threads(1)
learners = {literal(list(shown))}
step = {step}


{trained_code(task.data)}


shares = {{}}
for learner in learners:
    adapted = trained(learner).adapt(task.support_x, task.support_y)
    shares[learner] = adapted.predict_each(task.query_x).softmax(-1)  # (states, queries, way)
    right = (shares[learner].argmax(-1) == task.query_y).sum(-1).tolist()
    print(f"{{learner:26}} {{right[min(step, len(right) - 1)]}}/{{len(task.query_y)}}   {{right}}")"""


def _images(task: Task) -> str:
    """The images in the page's order: see ``mixed_order``."""
    return f"""\
import random

shuffle = random.Random({task.seed})
rounds = [shuffle.sample(range(spec.way), spec.way) for _ in range(spec.query)]
order = [label * spec.query + turn for turn, labels in enumerate(rounds) for label in labels]
for number, image in enumerate(order, 1):
    said = []
    for learner in learners:
        state = min(step, len(shares[learner]) - 1)
        top = shares[learner][state, image].argmax().item()
        thousandths = (1000 * shares[learner][state, image, top]).round().item()
        said.append(f"{{letters[top]}} {{int(thousandths / 10 + 0.5):3}} %")
    print(f"{{number:3}} {{letters[task.query_y[image]]}}:  " + "   ".join(said))"""


def _measured(task: Task, learners: tuple[str, ...]) -> str:
    return f"""\
from fewshot_core import evaluate
from fewshot_core.measuring.evaluation import mean_ci95
from fewshot_core.measuring.measure import stored
from fewshot_core.training.checkpoints import folder_of

measured = {{}}
for learner in {literal(list(learners))}:
    name, _, answer = learner.partition("/")
    found = stored(folder_of(f"{task.data}/{{name}}"), spec.way, spec.shot, answer or None)
    if found is None:
        method = trained(learner)
        found = evaluate(method, data, {literal(task.split)}, spec, episodes={EPISODES}, seed={task.seed})
    measured[learner] = found
    mean, half = mean_ci95(found.values)
    state = min(step, len(mean) - 1)
    mean, half = (half_up(100 * each[state].item(), 1) for each in (mean, half))
    print(f"{{learner:26}} {{mean}} ± {{half}} %   ({{found.episodes}})")"""


def _ahead(against: str) -> str:
    """Learners that were measured on other tasks are left out, as the page has no difference of them."""
    return f"""\
from fewshot_core.measuring.evaluation import paired_difference

against = {literal(against)}
for learner in learners:
    try:
        mean, half = paired_difference(measured[learner], measured[against], step)
    except ValueError:
        continue
    if learner != against:
        print(f"{{learner:26}} {{half_up(100 * mean, 1):+}} ± {{half_up(100 * half, 1)}}")"""
