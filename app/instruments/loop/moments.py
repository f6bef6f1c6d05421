"""One update of θ, moment by moment: of a meta-learner on a task, of conventional training on a batch.

A moment holds what is on the stage then, as ``Frame`` in types.js tells, and leaves out what is nothing.
``rank`` says how far within the update it is, on a scale that all learners share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .numerals import nearest, phi
from .record import Answers, BatchUpdate, Frame, Record, TaskUpdate
from .saying import Say


def task_moments(film: Record, task: TaskUpdate, learner: str, say: Say, late: bool) -> Iterator[Frame]:
    """A task: its images are dealt, a copy is adapted, and θ learns from it."""
    way = len(task["classes"])
    letters = say.list(chr(65 + j) for j in range(way))
    hidden: Frame = {"dealtSupport": False, "dealtQuery": False}
    classes = say("cap_classes_late" if late else "cap_classes", way=way, letters=letters)
    yield _moment("classes", 1, "draw", classes, **hidden)
    total = len(task["support"])
    yield _moment("support", 2, "draw", say("cap_support", shot=total // way, total=total), dealtQuery=False)
    if learner != "reptile":
        yield _moment("query", 3, "draw", _dealt_queries(task, say))
    yield _moment("copy", 4, "copy", say("cap_copy"), cards=1)
    yield from _inner_moments(task, say)
    if learner == "reptile":
        yield from _difference_moments(film, task, say)
    else:
        yield from _outer_moments(task, learner == "maml", say)


def _dealt_queries(task: TaskUpdate, say: Say) -> str:
    """What is said of the query set, which may hold images of some of the classes alone."""
    asked, way = len(task["asked"]), len(task["classes"])
    key = "cap_query" if asked == way else "cap_query_few"
    return say(key, query=len(task["query"]) // asked, asked=asked, way=way)


def batch_moments(film: Record, batch: BatchUpdate, say: Say, late: bool) -> Iterator[Frame]:
    """A batch: forward, gradient, update; after training, the test."""
    known = {"size": batch["size"], "shown": len(batch["batch"]), "classes": film["train_classes"]}
    known |= _called(batch) | {"share": say.percent(batch["probabilities"][0])}
    lost, moved = say.loss(batch["loss"]), say.short(batch["moved"])
    pull = {"on": "t", "values": batch["gradient"], "colour": "conventional"}
    asked: Frame = {"losses": 1, "current": 0, "act": "t", "supportAnswers": 0, "dealtQuery": False}
    yield _moment("batch", 1, "batch", say(alone("cap_batch", batch), **known), until=4, dealtQuery=False)
    answered = say(alone("cap_batch_forward", batch), right=batch["right"], loss=lost, **known)
    yield _moment("batch_forward", 5, "batch_loss", answered, until=29, **asked, feed="support", pill=lost)
    back = say("cap_batch_gradient")
    yield _moment("batch_gradient", 30, "outer", back, until=39, **asked, out=1, pull=pull)
    after: Frame = {"out": 2, "updated": True, "pill": say("pill_moved")}
    yield _moment(
        "batch_update", 40, "update", say(alone("cap_batch_update", batch), moved=moved), **asked, **after
    )
    if late and film["test"]:
        test = film["test"]
        right = say.percent(test["right"] / test["images"])
        half = say.number(100 * test["half_width"], 1)
        opened = say("cap_test", images=say.count(test["images"]), percent=right, half=half)
        yield _moment("test", 50, "test", opened, **asked | {"dealtQuery": True}, opened=True, pill=right)


def _moment(phase: str, rank: float, line: str, caption: str, **shown: Any) -> Frame:
    """A moment: phase, rank, the running line of the pseudo-code, its sentence, what is on the stage."""
    return {"phase": phase, "rank": rank, "line": line, "caption": caption, **shown}


def _inner_moments(task: TaskUpdate, say: Say) -> Iterator[Frame]:
    """Every inner step: answers of the copy, its gradient, the step."""
    steps, way = len(task["fast"]) - 1, len(task["classes"])
    for k in range(steps):
        shown: Frame = {"cards": k + 1, "losses": k + 1, "current": k, "supportAnswers": k}
        rank, lost = 5 + 10 * k / steps, say.loss(task["support_loss"][k])
        answers = task["support_answers"][k]
        total = len(answers["y"])
        head = "_head" if task["head_only"][k] else ""
        tie = all(y < 0 for y in answers["y"])
        caption = say(
            "cap_forward_tie" if tie else in_turn("cap_forward", task),
            **{"phi": phi(k), "right": right_of(answers, range(way)), "total": total},
            **{"loss": lost, "each": total // way, "way": way},
        )
        yield _moment("forward", rank, "inner_loss", caption, **shown, feed="support", act=k, pill=lost)
        pull = {"on": k, "values": task["inner_gradients"][k], "colour": "support"}
        caption = say(f"cap_gradient{head}", phi=phi(k))
        yield _moment("gradient", rank + 2 / steps, "inner_step", caption, **shown, pull=pull)
        distance = say.short(task["distance"][k + 1])
        caption = say(f"cap_step{head}", k=k + 1, next=phi(k + 1), distance=distance)
        after = shown | {"cards": k + 2, "moved": k + 1, "pill": k}
        yield _moment("step", rank + 4 / steps, "inner_step", caption, **after)


def _outer_moments(task: TaskUpdate, second_order: bool, say: Say) -> Iterator[Frame]:
    """MAML and FOMAML: the query loss, and its gradient's way back to θ."""
    steps = len(task["fast"]) - 1
    shown = _adapted(task) | {"judged": True, "queryAnswers": steps}
    answers, lost = task["query_answers"][steps], say.loss(task["query_loss"][steps])
    right = right_of(answers, task["asked"])
    known = {"phi": phi(steps), "right": right, "total": len(task["query"])}
    caption = say("cap_judge", **known, loss=lost, before=say.loss(task["query_loss"][0]))
    yield _moment("judge", 20, "judge", caption, **shown, feed="query", act=steps, pill=lost)
    pull = {"on": steps, "values": task["query_gradient"], "colour": "query"}
    yield _moment("outer", 30, "outer", say("cap_outer_start", phi=phi(steps)), **shown, out=1, pull=pull)
    for k in range(steps if second_order else 0, 0, -1):
        rank, out = 31 + 6 * (steps - k) / steps, 2 + steps - k
        yield _moment("outer", rank, "outer", say("cap_outer_through", k=k), **shown, out=out)
    shown["out"] = steps + 2 if second_order else 2
    arrived = {"on": "t", "values": task["task_gradient"], "colour": "query"}
    yield _moment("outer", 38, "outer", _arrival(task, second_order, say), **shown, pull=arrived)
    yield from _average_moment(task, say, shown)
    caption = say("cap_update", moved=say.short(task["moved"]), lens=say.magnification(task["lens"]))
    yield _moment("update", 40, "update", caption, **shown, updated=True, pill=say("pill_moved"))


def _arrival(task: TaskUpdate, second_order: bool, say: Say) -> str:
    """What is said when the gradient has come to θ."""
    if not second_order:
        return say("cap_outer_fomaml")
    if task["angle"] is None:
        return say("cap_outer_maml_plain")
    return say("cap_outer_maml", angle=nearest(task["angle"]))


def _difference_moments(film: Record, task: TaskUpdate, say: Say) -> Iterator[Frame]:
    """Reptile: where the copy ended up, and how far θ follows."""
    steps, rate = len(task["fast"]) - 1, float(film["info"]["outer_lr"])
    shown, distance = _adapted(task), say.short(task["distance"][steps])
    caption = say("cap_difference", distance=distance)
    yield _moment("difference", 20, "outer", caption, **shown, until=38, out=1, pill=distance)
    yield from _average_moment(task, say, shown | {"out": 1})
    key = "cap_update_reptile_mean" if task["tasks"] > 1 else "cap_update_reptile"
    known = {"percent": nearest(rate * 100), "phi": phi(steps), "rate": say.short(rate)}
    known |= {"tasks": task["tasks"]}
    moved = {"out": 2, "updated": True, "pill": say("pill_moved")}
    yield _moment("update", 40, "update", say(key, **known), **shown, **moved)


def _average_moment(task: TaskUpdate, say: Say, shown: Frame) -> Iterator[Frame]:
    """The other tasks of the meta-batch, where there are some, and the mean of what they ask for."""
    if task["tasks"] > 1:
        pull = {"on": "t", "values": task["outer_gradient"], "colour": "outer"}
        caption = say("cap_average", tasks=task["tasks"])
        yield _moment("average", 39, "mean", caption, **shown, team=True, pull=pull)


def _adapted(task: TaskUpdate) -> Frame:
    """What is on the stage once all inner steps are done."""
    return {"cards": len(task["fast"]), "losses": len(task["fast"]) - 1}


def in_turn(key: str, task: TaskUpdate) -> str:
    """The key of a sentence, or of its twin for inner steps that take turns."""
    return f"{key}_turn" if task["turns"] else key


def alone(key: str, batch: BatchUpdate) -> str:
    """The key of a sentence, or of its twin for images that come one by one."""
    return f"{key}_alone" if "called" in batch else key


def _called(batch: BatchUpdate) -> dict[str, Any]:
    """The names of an image that comes alone."""
    return dict(zip(("image", "name"), batch.get("called", ("", "")), strict=True))


def each_of(task: TaskUpdate) -> int:
    """How many images of each class an inner step learns from."""
    return len(task["support_answers"][0]["y"]) // len(task["classes"])


def right_of(answers: Answers, of: Sequence[int]) -> int:
    """How many answers are right: images come class by class, as many of each of the classes ``of``."""
    each = len(answers["y"]) // len(of)
    return sum(y == of[i // each] for i, y in enumerate(answers["y"]))
