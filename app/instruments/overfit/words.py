"""What is said of over-fitting, composed from what was measured. Pure functions."""

from __future__ import annotations

from math import ceil, floor
from typing import Any

from fewshot_core.studies.overfitting import Gap

from ...shared.text import Words
from .component import FittingData
from .figures import Json

NEARLY = 0.9
"""From this share of right answers on, a query set is nearly all right."""


def outcome(right: int, count: int) -> str:
    """Which of the three guesses a result proves right."""
    if right == count:
        return "all"
    return "nearly" if right >= NEARLY * count else "far"


def share(right: int, count: int) -> int:
    """In percent, a half rounded up as the browser does."""
    return floor(100 * right / count + 0.5)


def verdict(record: FittingData, guess: str | None, learner: str, beside: int | None, w: Words) -> list[str]:
    """What came of one task, with the visitor's guess; ``beside``: how many the learner has right."""
    count, all_ = len(record["support"][0]), len(record["query"][0])
    right = record["query_right"][-1]
    facts = {"right": right, "all": all_, "percent": share(right, all_), "count": count}
    said = []
    if guess and guess != "skip":
        key = "guessed_right" if guess == outcome(right, all_) else "guessed_wrong"
        said.append(w(f"overfit.verdict.{key}", guess=w(f"overfit.fit.guess_{guess}")))
    learnt = learnt_at(record)
    if learnt is None:
        last, support = record["steps"][-1], record["support_right"][-1]
        said.append(w("overfit.verdict.not_learnt", last=last, support=support, **facts))
    else:
        said.append(w("overfit.verdict.learnt", step=learnt, **facts))
        said.append(w(f"overfit.verdict.{'easy' if right == all_ else 'memorised'}"))
    if beside is not None:
        facts = {"right": beside, "all": all_, "percent": share(beside, all_)}
        said.append(w("overfit.verdict.beside", name=learner, **facts))
    return [*said, w("overfit.verdict.one_task")]


def learnt_at(record: FittingData) -> int | None:
    """The first step from which on all support images are right; None if they are not at the end."""
    count = len(record["support"][0])
    learnt = None
    for step, right in zip(record["steps"], record["support_right"], strict=True):
        learnt = (step if learnt is None else learnt) if right == count else None
    return learnt


def growth_sentences(growth: Json, longer: Gap | None, name: str, w: Words) -> list[str]:
    """The answer first, then what to see besides, then how the number of steps was chosen."""
    last = -1
    k, fewer, steps = growth["shots"][last], growth["fewer"], growth["steps"]
    a, b = w.number(growth["query_fewer"][last], 1), w.number(growth["query"][last], 1)
    least = min(growth["support"])
    said = [
        _answer(growth, name, w),
        w("overfit.growth.gap", least=floor(least)) if least < 100 else w("overfit.growth.gap_all"),
        w("overfit.growth.steps", k=k, fewer=fewer, steps=steps, a=a, b=b),
    ]
    if growth["copied"]:
        said[1:1] = _with_copies(growth["copied"], name, w)
    if longer:
        gain, half = (100 * value for value in longer.gain(steps, longer.steps[-1]))
        facts: dict[str, Any] = {"long": longer.steps[-1], "k": longer.spec.shot, "tasks": len(longer.query)}
        facts |= {"gain": w.number(gain, 1, signed=True), "half": w.number(half, 1)}
        said.append(w("overfit.growth.longer", **facts))
    return said


def _with_copies(copied: Json, name: str, w: Words) -> list[str]:
    """What jittered copies change: with the fewest images, where most, with the most; and what they save."""
    facts: dict[str, Any] = {key: copied[key] for key in ("copies", "steps")} | {"tasks": copied["episodes"]}
    best = copied["gain"].index(max(copied["gain"]))
    for place, which in ((0, "first"), (best, "best"), (-1, "last")):
        k = copied["shots"][place]
        facts |= {which: k, f"{which}_images": k * (1 + copied["copies"])}
        facts[f"{which}_gain"] = w.number(copied["gain"][place], 1, signed=True)
        facts[f"{which}_half"] = w.number(copied["gain_ci95"][place], 1)
    said = [w("overfit.growth.copied", mean=w.number(copied["query"][-1], 1), **facts)]
    if copied["at"] is not None and copied["at"] > copied["shots"][0]:
        said.append(w("overfit.growth.copied_at", k=images(copied["at"]), name=name))
    return said


def _answer(growth: Json, name: str, w: Words) -> str:
    """How many images training from scratch needs, if it gets there."""
    level, ci = (w.number(value, 1) for value in growth["level"])
    facts = {"name": name, "level": level, "ci": ci}
    first = growth["at"] == growth["shots"][0]
    if growth["at"] is None or first:
        i = 0 if first else -1
        mean, half = w.number(growth["query"][i], 1), w.number(growth["ci95"][i], 1)
        key = "at_once" if first else "not_reached"
        return w(f"overfit.growth.{key}", k=growth["shots"][i], mean=mean, half=half, **facts)
    k, low = images(growth["at"]), floor(growth["from"])
    if growth["to"] is None:
        return w("overfit.growth.reached_open", k=k, low=low, **facts)
    return w("overfit.growth.reached", k=k, low=low, high=ceil(growth["to"]), **facts)


def growth_words(growth: Json, name: str, w: Words) -> dict[str, str]:
    """The words of the picture itself, its values filled in."""
    copied = growth["copied"]
    facts = {"episodes": growth["episodes"], "way": growth["way"], "query": growth["query_images"]}
    level = {"name": name, "tasks": growth["level_episodes"], "level_query": growth["level_query"]}
    note = [w("overfit.growth.note", seed=growth["seed"], **facts, **level)]
    note += [w("overfit.growth.note_copied", tasks=copied["episodes"])] if copied else []
    return w.section("overfit.growth.words") | {
        "note": " ".join(note),
        "alt": w("overfit.growth.alt"),
        "meeting": w("overfit.growth.meeting", k=images(growth["at"])) if growth["at"] else "",
        "level": w("overfit.growth.level", name=name),
        "fewer": w("overfit.growth.words.fewer", steps=growth["fewer"]),
        "copied": w("overfit.growth.words.copied", copies=copied["copies"]) if copied else "",
    }


def images(k: float) -> int:
    """A K between two measured ones as a whole number; where one image is not enough, two at least."""
    return max(2, round(k)) if k > 1 else 1
