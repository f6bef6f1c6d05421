"""The measured values of a moment that stand for the symbols of the pseudo-code.

All are of the recorded trace: norms are over the backbone's parameters, losses and answers over the images of
this one task or batch.
"""

from __future__ import annotations

from .moments import each_of, in_turn, right_of
from .numerals import count, loss, nearest, percent, phi, short
from .record import Answers, BatchUpdate, Frame, Record, TaskUpdate
from .saying import Say


def lines(frame: Frame, film: Record, say: Say) -> dict[str, str]:
    """The text of every line of the pseudo-code that has been run, by its id."""
    if frame.get("fast"):
        return {}
    info, update = film["info"], film["updates"][frame["update"]]
    optimiser, rate = str(info.get("optimiser", "SGD")), short(float(info["outer_lr"]))
    plain = optimiser.lower() == "sgd"
    known = say("now_update", rate=rate) if plain else say("now_optimiser", rate=rate, optimiser=optimiser)
    if update["kind"] == "batch":
        lost = {"batch_loss": say("now_batch_loss", loss=loss(update["loss"]))}
        return {"update": known} | (lost if frame.get("losses") else {})
    return {"update": known} | _task_lines(frame, update, short(float(info["inner_lr"])), say)


def _task_lines(frame: Frame, task: TaskUpdate, alpha: str, say: Say) -> dict[str, str]:
    steps = len(task["fast"]) - 1
    forward = frame.get("losses", 0) - 1  # the last state that has answered
    # The last step that is under way or taken.
    step = forward if frame["phase"] == "gradient" else frame.get("cards", 0) - 2
    found = {}
    if forward >= 0:
        found["inner"] = say("now_inner", k=forward, last=steps - 1)
        values = {"loss": loss(task["support_loss"][forward]), "phi": phi(forward), "each": each_of(task)}
        found["inner_loss"] = say(in_turn("now_inner_loss", task), **values)
    if step >= 0:
        found["inner_step"] = say("now_inner_step", phi=phi(step), next=phi(step + 1), alpha=alpha)
    if frame.get("judged"):
        found["judge"] = say("now_judge", loss=loss(task["query_loss"][steps]), phi=phi(steps))
    return found


def got(frame: Frame, film: Record, learner: str, say: Say) -> str:
    """What the running line has just measured."""
    if frame.get("fast"):
        seen, value = film["curve"][frame["marker"]]
        key = "got_fast_batch" if learner == "conventional" else "got_fast"
        return say(key, seen=count(seen), loss=loss(value))
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
            return say("got_copy", distance=short(distance[0]))
        case "judge":
            values = _answered(task, task["query_loss"][steps], task["query_answers"][steps])
            return say("got_judge", before=loss(task["query_loss"][0]), **values)
        case "outer":
            key = f"got_outer_{learner}" if frame.get("pull", {}).get("on") == "t" else "got_outer"
            return say(key, phi=end, query=short(norms["query"]), task=short(norms["task"]))
        case "difference":
            return say("got_difference", phi=end, distance=short(distance[steps]))
        case "average":
            return say("got_mean", norm=short(norms["outer"]), task=short(norms["task"]))
    return say("got_update", norm=short(norms["outer"]), moved=short(task["moved"]))


def _inner_got(phase: str, k: int, task: TaskUpdate, say: Say) -> str:
    norm, losses = short(task["norms"]["inner"][k]), task["support_loss"]
    if phase == "forward":
        return say("got_answers", **_answered(task, losses[k], task["support_answers"][k]))
    if phase == "gradient":
        return say("got_gradient_head" if task["head_only"][k] else "got_gradient", norm=norm)
    after = {"next": phi(k + 1), "distance": short(task["distance"][k + 1]), "after": loss(losses[k + 1])}
    return say(in_turn("got_step", task), norm=norm, loss=loss(losses[k]), **after)


def _answered(task: TaskUpdate, value: float, answers: Answers) -> dict[str, object]:
    """A loss, and how many answers were right."""
    return _score(value, right_of(answers, len(task["classes"])), len(answers["y"]))


def _score(value: float, right: int, total: int) -> dict[str, object]:
    return {"loss": loss(value), "right": right, "total": total, "percent": nearest(100 * right / total)}


def _batch_got(frame: Frame, batch: BatchUpdate, film: Record, say: Say) -> str:
    norm, test = short(batch["norm"]), film["test"]
    match frame["phase"]:
        case "batch":
            return say("got_batch", size=batch["size"])
        case "batch_forward":
            return say("got_answers", **_score(batch["loss"], batch["right"], batch["size"]))
        case "batch_gradient":
            return say("got_batch_gradient", norm=norm)
        case "batch_update":
            return say("got_update", norm=norm, moved=short(batch["moved"]))
    assert test is not None
    share = percent(test["right"] / test["images"])
    return say("got_test", right=count(test["right"]), images=count(test["images"]), percent=share)
