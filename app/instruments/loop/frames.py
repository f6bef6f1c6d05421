"""A record of real training -> its film: a list of frames, made once and played in the browser.

A frame says everything that is on the stage, so that stepping back, scrubbing and a link to one frame cost
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from . import measured, pace
from .above import line_below
from .moments import alone, batch_moments, task_moments
from .numerals import nearest
from .record import BatchUpdate, Frame, Record, TaskUpdate
from .saying import Say

FAST = 24  # frames of the fast-forward


def frames(film: Record, learner: str, say: Say) -> list[Frame]:
    """All frames of one learner."""
    made: list[Frame] = []
    updates: Sequence[TaskUpdate | BatchUpdate] = film["updates"]
    for i, update in enumerate(updates):
        late = i == len(updates) - 1
        place: Frame = {"segment": i, "update": i, "late": late, "marker": 0}
        if late:
            made += _fast_frames(film, learner, say)
            place |= {"segment": 2, "marker": len(film["curve"]) - 1}
        elif i and "called" in update:
            place["calm"] = True  # the second image is as worth a look as the first
        moments = (
            batch_moments(film, update, say, late)
            if update["kind"] == "batch"
            else task_moments(film, update, learner, say, late)
        )
        made += [place | moment for moment in moments]
    for frame, stay in zip(made, pace.stays(made), strict=True):
        frame |= {"stay": stay, "brief": pace.in_brief(frame, film, say)}
        frame |= {"lines": measured.lines(frame, film, say), "got": measured.got(frame, film, learner, say)}
        frame["plane"] = line_below(frame, film, learner, say)
        frame.pop("calm", None)  # is about the pace alone
    return made


def _fast_frames(film: Record, learner: str, say: Say) -> list[Frame]:
    """Along the real training log, from the first updates to the trained network."""
    length = len(film["curve"])
    if length < 2:
        return []
    key = {"conventional": "cap_batch_fast", "reptile": "cap_fast_reptile"}.get(learner, "cap_fast")
    first = film["updates"][0]
    a_round = 1  # what is counted: the batches, or the tasks of a meta-batch
    if first["kind"] == "batch":
        key = alone(key, first)
    else:
        a_round = first["tasks"]
    found: list[Frame] = []
    for share in [(j + 1) / FAST for j in range(FAST)]:
        marker = nearest((length - 1) * share * share)
        seen, value = film["curve"][marker]
        known = {"seen": say.count(seen), "loss": say.loss(value), "classes": film["train_classes"]}
        known |= {"size": film["info"].get("train_batch")}
        hidden = {"selected": False, "dealtSupport": False, "dealtQuery": False}
        found.append({
            "segment": "fast", "share": share, "update": len(film["updates"]) - 2, "late": False,
            "marker": marker, "rank": 0, "phase": "fast", "line": "loop", "fast": True, "seen": seen,
            "pill": say.count(seen // a_round), "caption": say(key, **known), **hidden,
        })  # fmt: skip
    return found
