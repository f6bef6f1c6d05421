"""How a film plays: what repeats goes by in brief or is left out, so that a lecture can bear its length.

By hand, every frame can be reached.
"""

from __future__ import annotations

from collections.abc import Sequence

from .numerals import nearest
from .record import Frame, Record
from .saying import Say

LONGEST = 30_000  # ms that a film may take at normal speed
FIRST = 350  # ms before the first frame moves on
CALM = 1900  # ms of a frame that is read, at most
FAST, STEP, UPDATE = 90, 280, 500  # ms of what goes by
INNER = ("forward", "gradient", "step")
LATE_IN_BRIEF = ("support", "query", "copy", "average")
IN_BRIEF = ("support", "judge", "difference", "batch_forward", "batch_update", "update")

Stay = tuple[float, int]
"""How much of a calm frame's time a frame gets, and how many milliseconds beyond."""


def stay(frame: Frame) -> Stay | None:
    """How long a frame stays; None where playing skips it."""
    phase, late, pull = frame["phase"], frame["late"], frame.get("pull")
    if frame.get("fast"):
        return (0, FAST)
    if frame["segment"] == 1 and not frame.get("calm"):
        return (0, UPDATE) if phase in IN_BRIEF else None
    if phase in INNER and (late or frame["current"] > 0):
        return (0, STEP) if phase == "step" else None
    if late and phase in LATE_IN_BRIEF:
        return (0, UPDATE)
    if phase != "outer" or (pull and pull["on"] == "t"):
        return (1, 0)
    if late:
        return (0, UPDATE if pull else STEP)
    return (1 if pull else 0.35, 0)


def stays(frames: Sequence[Frame]) -> list[int]:
    """How long each frame stays while the film plays at normal speed, in ms; 0 for those that are skipped."""
    found = [stay(frame) for frame in frames]
    there = [each for each in found if each]
    shares, ms = sum(share for share, _ in there), sum(beyond for _, beyond in there)
    calm = min(CALM, (LONGEST - FIRST - ms) / max(1, shares))
    return [nearest(each[0] * calm + each[1]) if each else 0 for each in found]


def in_brief(frame: Frame, film: Record, say: Say) -> str:
    """What is said while a frame goes by in brief; empty where its own sentence can be read."""
    stayed = stay(frame)
    if frame.get("fast") or stayed is None or stayed[0] > 0:
        return ""
    update = film["updates"][frame["update"]]
    if frame["segment"] == 1:
        return say("cap_brief_batch" if update["kind"] == "batch" else "cap_brief_update")
    if update["kind"] == "batch" or frame["phase"] != "step":
        return say("cap_brief_late")
    k = frame["current"] + 1
    return say("cap_brief_step", k=k, steps=len(update["fast"]) - 1, loss=say.loss(update["support_loss"][k]))
