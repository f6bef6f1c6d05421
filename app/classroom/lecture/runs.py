"""What the class is asked, made of a task, and what the learners answer to the same."""

from __future__ import annotations

from ...shared import runs
from ...shared.answers import Answer, answer
from ...shared.learners import name
from ...shared.task import Task, mixed_order
from ...shared.text import LANGUAGES, words
from ...shared.worker import Job
from ..rooms.activities import Naming, Prediction

MOST_IMAGES = 12
"""Query images that a phone is asked to name."""
RIVALS = ("maml", "protonet", "scratch")
"""Against whom the class names images."""
PREDICTED = ("scratch", "conventional/fine-tune", "maml", "protonet")
"""Among whom the best is predicted."""


def naming(task: Task) -> Naming:
    """Query images of a task in mixed order, each class once before any comes twice."""
    episode = runs.episode(task)
    asked = tuple(mixed_order(task.way, task.query, task.seed)[:MOST_IMAGES])
    return Naming(
        task,
        runs.sprite(task.data, episode.support_items),
        runs.sprite(task.data, tuple(episode.query_items[i] for i in asked)),
        asked,
        tuple(i // task.query for i in asked),
    )


def prediction(task: Task) -> Prediction | None:
    """Who is best at tasks of this form; None where that was not measured."""
    there = tuple(id for id in PREDICTED if id in runs.learners(task.data))
    best = best_of(task, there)
    names = {lang: tuple(name(id, words(lang)) for id in there) for lang in LANGUAGES}
    return Prediction(task, there, names, best) if best else None


def best_of(task: Task, learners: tuple[str, ...]) -> tuple[int, ...]:
    """Places of the learner with the highest mean, and of all that are not shown to be behind it.

    A learner is behind if the 95 % interval of the paired difference over the same tasks excludes zero.
    """
    curves = [runs.stored(task.data, id, task.way, task.shot) for id in learners]
    means = [curve.mean[-1] for curve in curves if curve]
    if not means or len(means) < len(learners):
        return ()
    top = means.index(max(means))

    def is_behind(place: int) -> bool:
        found = runs.stored_differences(task.data, learners[top], learners[place], task.way, task.shot)
        return found is None or found[-1][0] > found[-1][1]

    return tuple(i for i in range(len(learners)) if i == top or not is_behind(i))


def rival_answers(task: Task) -> dict[str, Job[Answer]]:
    """What those who play against the class answer; all who ask the same get the same jobs."""
    return {id: answer(task, id) for id in RIVALS if id in runs.learners(task.data)}
