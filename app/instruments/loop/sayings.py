"""What is said around a film and is the same in all of its frames: the pseudo-code, headings, settings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .moments import each_of, in_turn
from .numerals import count, phi, short
from .record import BatchUpdate, CodeLine, Form, Record, Said, TaskUpdate, TestSet
from .saying import Say

CURVES = {"conventional": "curve_batch", "reptile": "curve_reptile"}


def form_of(update: TaskUpdate | BatchUpdate, test: TestSet | None) -> Form:
    """What the stage's layout needs to know; counts of images are those of a class."""
    if update["kind"] == "batch":
        shown, tested = len(update["batch"]), len(test["tiles"]) if test else 0
        return Form(way=1, shot=0, queries=0, steps=1, tasks=1, batch=shown, test=tested)
    way, steps = len(update["classes"]), len(update["fast"]) - 1
    shot, queries = len(update["support"]) // way, len(update["query"]) // way
    return Form(way=way, shot=shot, queries=queries, steps=steps, tasks=update["tasks"], batch=0, test=0)


def said(film: Record, form: Form, learner: str, say: Say) -> Said:
    """All of it for one learner."""
    first, info = film["updates"][0], film["info"]
    rate = short(float(info["outer_lr"]))
    values: dict[str, Any] = {"rate": rate, "eta": rate, "parameters": count(film["parameters"])}
    values |= {"classes": film["train_classes"], "query": form["queries"], **form}
    if first["kind"] == "batch":
        values |= {"size": first["size"], "shown": form["batch"]}
        lines, settings = _batch_code(film), "spec_conventional"
    else:
        values |= {"each": each_of(first), "last": form["steps"] - 1, "phi": phi(form["steps"])}
        values |= {"alpha": short(float(info["inner_lr"]))}
        lines = _task_code(first, str(info.get("optimiser", "SGD")), learner)
        settings = in_turn("spec_reptile", first) if learner == "reptile" else "spec_meta"
    curve = CURVES.get(learner, "curve")
    return {
        "spec": [say(key, **values) for key in (settings, "spec_cells", "spec_norms")],
        "code": [(indent, id, say(key, **values)) for indent, id, key in lines],
        "curve": say(curve if learner in CURVES else "curve_title"),
        "curve_note": say(f"{curve}_note"),
        "trays": _trays(film, learner, values, say),
    }


def _task_code(task: TaskUpdate, optimiser: str, learner: str) -> Iterator[CodeLine]:
    """Indent, id and sentence of each line."""
    many, reptile = task["tasks"] > 1, learner == "reptile"
    deep = 2 if many else 1
    yield (0, "start", "code_start")
    yield (0, "loop", "code_meta" if many else "code_task")
    if many:
        yield (1, "each", "code_each")
    yield (deep, "draw", "code_draw_reptile" if reptile else "code_draw")
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


def _batch_code(film: Record) -> Iterator[CodeLine]:
    known = {"adam": "code_update_adam", "adamw": "code_update_adamw"}
    update = known.get(str(film["info"].get("optimiser", "SGD")).lower(), "code_update_batch_sgd")
    yield (0, "start", "code_start")
    yield (0, "loop", "code_batches")
    yield (1, "batch", "code_batch")
    yield (1, "batch_loss", "code_batch_loss")
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
        more = {"shown": len(test["tiles"]), "images": count(test["images"])} if test else {}
        locked, opened = ("note", "open") if test else ("none", "none")
        lower = {"query": titled("test", locked), "opened": titled("test", opened, **more)}
        return {"support": titled("batch", "note"), **lower, "empty": ""}
    support = titled("support", "note")
    if learner == "reptile":
        return {"support": support, "query": "", "empty": say("no_query")}
    return {"support": support, "query": titled("query", "note"), "empty": ""}
