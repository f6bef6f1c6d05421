"""What the class is asked, made of a task, and what the learners answer to the same or learn from it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from ...shared import runs
from ...shared.answers import Answer, answer
from ...shared.drawings.runs import Support, Taught, images
from ...shared.learners import name, what
from ...shared.task import Task, mixed_order
from ...shared.text import LANGUAGES, words
from ...shared.worker import Job, at_once
from ..rooms.activities import Naming, Prediction, Sketching
from .lesson import Lesson

MOST_IMAGES = 12
"""Query images that a phone is asked to name."""
RIVALS = ("maml", "protonet", "scratch")
"""Against whom the class names images."""
PUPILS = ("maml", "protonet", "conventional/fine-tune", "scratch")
"""Who learns from the class's drawings."""
ASKED_OF_A_CLASS = 10
"""Images of the data of each drawn class that pupils are asked about."""
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
    whats = {lang: tuple(what(id, words(lang)) for id in there) for lang in LANGUAGES}
    return Prediction(task, there, names, best, whats) if best else None


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


def sketching(task: Task) -> Sketching:
    """The classes of a task of embedded drawings, to be drawn."""
    if task.data != runs.DRAWINGS:
        task = replace(task, data=runs.DRAWINGS, classes=())
    fewest = min((count for _, count in runs.limits(task.data, task.split, task.classes).chosen), default=0)
    query = min(ASKED_OF_A_CLASS, fewest - 1) if task.classes else ASKED_OF_A_CLASS
    task = replace(task, shot=1, query=query)
    classes = [runs.data(task.data).classes[i] for i in runs.episode(task).class_ids]
    names = {lang: tuple(words(lang).pick(each) for each in classes) for lang in LANGUAGES}
    return Sketching(replace(task, classes=tuple(each.id for each in classes)), names)


def query_of(task: Task, lesson: Lesson) -> Task:
    """The task whose query images are asked about the classes of a lesson."""
    return replace(task, way=lesson.way, classes=tuple(task.classes[label] for label in lesson.labels))


def pupil_answers(task: Task, lesson: Lesson, of: str) -> dict[str, Job[tuple[int, ...]]]:
    """Which class each pupil says that each query image is, after the drawings of a lesson alone.

    Asked are images of the data, or ``of`` = "rest": the drawings that are left over. Nothing of it is kept
    beyond the jobs: a room's drawings are gone with the room. Raises Busy.
    """
    there = [id for id in PUPILS if id in runs.course_learners(runs.DRAWINGS)]
    return {id: runs.submit(answering, task, lesson, of, id, about=(id,)) for id in there}


def answering(task: Task, lesson: Lesson, of: str, id: str) -> Job[tuple[int, ...]]:
    """The job itself."""
    return at_once(partial(_answers, task, lesson, of, id))


def _answers(task: Task, lesson: Lesson, of: str, id: str) -> tuple[int, ...]:
    asked = images(lesson.rest) if of == "rest" else runs.episode(query_of(task, lesson)).query_x
    said = Taught(Support(None, lesson.support, lesson.way), id).answer(asked)
    return tuple(row.index(max(row)) for row in said.shares)
