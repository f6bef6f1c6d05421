"""What is said around a film and is the same in all of its frames: the pseudo-code, headings, settings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .moments import alone, each_of, in_turn
from .numerals import phi
from .record import BatchUpdate, CodeLine, Form, Record, Said, TaskUpdate, TestSet
from .saying import Say

CURVES = {"conventional": "curve_batch", "reptile": "curve_reptile"}


def form_of(update: TaskUpdate | BatchUpdate, test: TestSet | None) -> Form:
    """What the stage's layout needs to know; counts of images are those of a class."""
    if update["kind"] == "batch":
        shown, tested = len(update["batch"]), len(test["tiles"]) if test else 0
        return Form(way=1, asked=[], shot=0, queries=0, steps=1, tasks=1, batch=shown, test=tested)
    way, steps = len(update["classes"]), len(update["fast"]) - 1
    asked = update["asked"]
    shot, queries = len(update["support"]) // way, len(update["query"]) // len(asked)
    return Form(
        way=way, asked=asked, shot=shot, queries=queries, steps=steps, tasks=update["tasks"], batch=0, test=0
    )


def said(film: Record, form: Form, learner: str, say: Say) -> Said:
    """All of it for one learner."""
    first, info = film["updates"][0], film["info"]
    rate = say.short(float(info["outer_lr"]))
    values: dict[str, Any] = {"rate": rate, "eta": rate, "parameters": say.count(film["parameters"])}
    values |= {"classes": film["train_classes"], "query": form["queries"], **form}
    values |= {"asked": len(form["asked"])}
    if first["kind"] == "batch":
        values |= {"size": first["size"], "shown": form["batch"]}
        lines, settings = _batch_code(film, first), alone("spec_conventional", first)
    else:
        values |= {"each": each_of(first), "last": form["steps"] - 1, "phi": phi(form["steps"])}
        values |= {"alpha": say.short(float(info["inner_lr"]))}
        lines = _task_code(first, str(info.get("optimiser", "SGD")), learner)
        settings = in_turn("spec_reptile", first) if learner == "reptile" else _of_few("spec_meta", first)
    curve = CURVES.get(learner, "curve")
    return {
        "spec": [say(key, **values) for key in (settings, "spec_cells", "spec_norms")],
        "code": [(indent, id, say(key, **values)) for indent, id, key in lines],
        "curve": say(curve if learner in CURVES else "curve_title"),
        "curve_note": say(f"{curve}_note"),
        "trays": _trays(film, learner, values, say),
    }


def _of_few(key: str, task: TaskUpdate) -> str:
    """The key of a sentence, or of its twin for a query set that does not hold all classes."""
    return key if len(task["asked"]) == len(task["classes"]) else f"{key}_few"


def _task_code(task: TaskUpdate, optimiser: str, learner: str) -> Iterator[CodeLine]:
    """Indent, id and sentence of each line."""
    many, reptile = task["tasks"] > 1, learner == "reptile"
    deep = 2 if many else 1
    yield (0, "start", "code_start")
    yield (0, "loop", "code_meta" if many else "code_task")
    if many:
        yield (1, "each", "code_each")
    yield (deep, "draw", "code_draw_reptile" if reptile else _of_few("code_draw", task))
    yield (deep, "copy", "code_copy")
    yield (deep, "inner", "code_inner")
    yield (deep + 1, "inner_loss", in_turn("code_inner_loss", task))
    yield (deep + 1, "inner_step", "code_inner_step")
    if not reptile:
        yield (deep, "judge", "code_judge")
    yield (deep, "outer", "code_difference" if reptile else f"code_outer_{learner}")
    if many:
        yield (1, "mean", "code_mean")
    plain = "code_update_reptile" if reptile else "code_update_sgd"
    yield (1, "update", plain if optimiser.lower() == "sgd" else "code_update_adam")


def _batch_code(film: Record, first: BatchUpdate) -> Iterator[CodeLine]:
    known = {"adam": "code_update_adam", "adamw": "code_update_adamw"}
    update = known.get(str(film["info"].get("optimiser", "SGD")).lower(), "code_update_batch_sgd")
    yield (0, "start", "code_start")
    yield (0, "loop", alone("code_batches", first))
    yield (1, "batch", alone("code_batch", first))
    yield (1, "batch_loss", alone("code_batch_loss", first))
    yield (1, "outer", "code_batch_gradient")
    yield (1, "update", update)
    yield (1, "none", "code_batch_none")
    if film["test"]:
        yield (0, "test", "code_test")


def _trays(film: Record, learner: str, values: dict[str, Any], say: Say) -> dict[str, str]:
    """Headings of the trays; of the lower one also when the test set is opened, and where it stays empty."""

    def titled(which: str, note: str, **more: object) -> str:
        return f"{say(f'{which}_title')} *n:{say(f'{which}_{note}', **(values | more))}*"

    if learner == "conventional":
        test = film["test"]
        more = {"shown": len(test["tiles"]), "images": say.count(test["images"])} if test else {}
        locked, opened = ("note", "open") if test else ("none", "none")
        lower = {"query": titled("test", locked), "opened": titled("test", opened, **more)}
        upper = "batch" if values["size"] > 1 else "image"
        return {"support": titled(upper, "note"), **lower, "empty": ""}
    support = titled("support", "note")
    if learner == "reptile":
        return {"support": support, "query": "", "empty": say("no_query")}
    return {"support": support, "query": titled("query", "note", way=values["asked"]), "empty": ""}
