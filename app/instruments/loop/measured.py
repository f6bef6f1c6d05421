"""The measured values of a moment that stand for the symbols of the pseudo-code.

All are of the recorded trace: norms are over the backbone's parameters, losses and answers over the images of
this one task or batch.
"""

from __future__ import annotations

from collections.abc import Sequence

from .moments import alone, each_of, in_turn, right_of
from .numerals import nearest, phi
from .record import Answers, BatchUpdate, Frame, Record, TaskUpdate
from .saying import Say


def lines(frame: Frame, film: Record, say: Say) -> dict[str, str]:
    """The text of every line of the pseudo-code that has been run, by its id."""
    if frame.get("fast"):
        return {}
    info, update = film["info"], film["updates"][frame["update"]]
    optimiser, rate = str(info.get("optimiser", "SGD")), say.short(float(info["outer_lr"]))
    plain = optimiser.lower() == "sgd"
    known = say("now_update", rate=rate) if plain else say("now_optimiser", rate=rate, optimiser=optimiser)
    if update["kind"] == "batch":
        image = update.get("called", ("", ""))[0]
        key = alone("now_batch_loss", update)
        lost = {"batch_loss": say(key, loss=say.loss(update["loss"]), image=image)}
        return {"update": known} | (lost if frame.get("losses") else {})
    return {"update": known} | _task_lines(frame, update, say.short(float(info["inner_lr"])), say)


def _task_lines(frame: Frame, task: TaskUpdate, alpha: str, say: Say) -> dict[str, str]:
    steps = len(task["fast"]) - 1
    forward = frame.get("losses", 0) - 1  # the last state that has answered
    # The last step that is under way or taken.
    step = forward if frame["phase"] == "gradient" else frame.get("cards", 0) - 2
    found = {}
    if forward >= 0:
        found["inner"] = say("now_inner", k=forward, last=steps - 1)
        values = {"loss": say.loss(task["support_loss"][forward]), "phi": phi(forward), "each": each_of(task)}
        found["inner_loss"] = say(in_turn("now_inner_loss", task), **values)
    if step >= 0:
        found["inner_step"] = say("now_inner_step", phi=phi(step), next=phi(step + 1), alpha=alpha)
    if frame.get("judged"):
        found["judge"] = say("now_judge", loss=say.loss(task["query_loss"][steps]), phi=phi(steps))
    return found


def got(frame: Frame, film: Record, learner: str, say: Say) -> str:
    """What the running line has just measured."""
    if frame.get("fast"):
        seen, value = film["curve"][frame["marker"]]
        key = "got_fast_batch" if learner == "conventional" else "got_fast"
        return say(key, seen=say.count(seen), loss=say.loss(value))
    update = film["updates"][frame["update"]]
    if update["kind"] == "batch":
        return _batch_got(frame, update, film, say)
    if "current" in frame:
        return _inner_got(frame["phase"], frame["current"], update, say)
    return _task_got(frame, update, film, learner, say)


def _task_got(frame: Frame, task: TaskUpdate, film: Record, learner: str, say: Say) -> str:
    steps, norms, distance = len(task["fast"]) - 1, task["norms"], task["distance"]
    end = phi(steps)
    match frame["phase"]:
        case "classes":
            return say("got_classes", way=len(task["classes"]), classes=film["train_classes"])
        case "support" | "query" as dealt:
            return say(f"got_{dealt}", support=len(task["support"]), query=len(task["query"]))
        case "copy":
            return say("got_copy", distance=say.short(distance[0]))
        case "judge":
            values = _answered(task["asked"], task["query_loss"][steps], task["query_answers"][steps], say)
            return say("got_judge", before=say.loss(task["query_loss"][0]), **values)
        case "outer":
            key = f"got_outer_{learner}" if frame.get("pull", {}).get("on") == "t" else "got_outer"
            return say(key, phi=end, query=say.short(norms["query"]), task=say.short(norms["task"]))
        case "difference":
            return say("got_difference", phi=end, distance=say.short(distance[steps]))
        case "average":
            return say("got_mean", norm=say.short(norms["outer"]), task=say.short(norms["task"]))
    return say("got_update", norm=say.short(norms["outer"]), moved=say.short(task["moved"]))


def _inner_got(phase: str, k: int, task: TaskUpdate, say: Say) -> str:
    norm, losses = say.short(task["norms"]["inner"][k]), task["support_loss"]
    if phase == "forward":
        return say(
            "got_answers",
            **_answered(range(len(task["classes"])), losses[k], task["support_answers"][k], say),
        )
    if phase == "gradient":
        return say("got_gradient_head" if task["head_only"][k] else "got_gradient", norm=norm)
    after = {"next": phi(k + 1), "after": say.loss(losses[k + 1])}
    after["distance"] = say.short(task["distance"][k + 1])
    return say(in_turn("got_step", task), norm=norm, loss=say.loss(losses[k]), **after)


def _answered(of: Sequence[int], value: float, answers: Answers, say: Say) -> dict[str, object]:
    """A loss, and how many answers for images of these classes were right."""
    return _score(value, right_of(answers, of), len(answers["y"]), say)


def _score(value: float, right: int, total: int, say: Say) -> dict[str, object]:
    return {"loss": say.loss(value), "right": right, "total": total, "percent": nearest(100 * right / total)}


def _batch_got(frame: Frame, batch: BatchUpdate, film: Record, say: Say) -> str:
    norm, test = say.short(batch["norm"]), film["test"]
    match frame["phase"]:
        case "batch":
            return batch["called"][1] if "called" in batch else say("got_batch", size=batch["size"])
        case "batch_forward":
            return say("got_answers", **_score(batch["loss"], batch["right"], batch["size"], say))
        case "batch_gradient":
            return say("got_batch_gradient", norm=norm)
        case "batch_update":
            return say("got_update", norm=norm, moved=say.short(batch["moved"]))
    assert test is not None
    share = say.percent(test["right"] / test["images"])
    return say("got_test", right=say.count(test["right"]), images=say.count(test["images"]), percent=share)
