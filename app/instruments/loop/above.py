"""Parameter space seen from above: how much its outer arrow is enlarged, and the line of words below it."""

from __future__ import annotations

from math import floor, hypot, log10

from .numerals import nearest
from .record import BatchUpdate, Frame, Plane, Record, TaskUpdate
from .saying import Say


def enlargement(plane: Plane) -> float:
    """The round factor by which an outer arrow too short or too long beside the walk is drawn larger."""
    outer, inner = hypot(*plane["next"]), max(hypot(*point) for point in plane["fast"])
    if not outer or not inner or 0.45 * inner < outer < 1.5 * inner:
        return 1
    factor = (0.5 if outer < inner else 0.9) * inner / outer
    unit = 10.0 ** floor(log10(factor))
    return nearest(factor / unit) * unit


def line_below(frame: Frame, film: Record, learner: str, say: Say) -> str:
    """What is said of the plane in a frame."""
    update = film["updates"][frame["update"]]
    if update["kind"] == "batch":
        return _of_a_walk(frame, update, str(film["info"].get("optimiser")), say)
    if frame.get("fast"):
        return say("plane_new")
    return _of_a_task(frame, update, say.count(film["parameters"]), learner == "maml", say)


def _of_a_walk(frame: Frame, batch: BatchUpdate, optimiser: str, say: Say) -> str:
    if frame.get("updated") and batch["bend"] is not None and optimiser != "SGD":
        return say("plane_bend", angle=nearest(batch["bend"]), optimiser=optimiser)
    return say("plane_walk")


def _of_a_task(frame: Frame, task: TaskUpdate, parameters: str, second_order: bool, say: Say) -> str:
    lens, out = say.short(task["plane"]["lens"]), frame.get("out", 0)
    enlarged = task["plane"]["lens"] != 1
    if second_order and task["angle"] is not None and out > frame.get("cards", 0):
        times = f" · {say('plane_times', lens=lens)}" if enlarged else ""
        return say("plane_angle", angle=nearest(task["angle"])) + times
    return say("plane_lens" if enlarged and out else "plane_note", parameters=parameters, lens=lens)
