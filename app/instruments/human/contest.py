"""The contest that the choices stand for: its task, whom it is played against, and what is to be beaten."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import TypedDict

from fewshot_core.tensors.errors import FewshotError

from ...shared import runs
from ...shared.choices import Correction
from ...shared.learners import AT_ONCE
from ...shared.task import Task
from ...shared.text import Words
from ...shared.trouble import sentence
from . import HumanChoices
from .runs import unseen_groups, without

SCRIPTS = "scripts"
"""The data set that a visitor may have an advantage on: by reading."""
NONE = "none"
"""What stands in ``known`` for a visitor who reads none of the scripts."""
USUAL = ("scratch", "conventional/fine-tune", "maml", "protonet")
MODES = {
    "everyday": {"data": "everyday", "way": 5, "shot": 1, "query": 2, "within": False},
    "mixed": {"data": SCRIPTS, "way": 5, "shot": 1, "query": 2, "within": False},
    "script": {"data": SCRIPTS, "way": 20, "shot": 1, "query": 1, "within": True},
}
"""The contests that are offered by name; every other form of task can be played as well."""


class Beat(TypedDict):
    """A score to beat: on which tasks, by their seeds one after the other, and what was reached."""

    first: int
    tasks: int
    right: int
    all: int
    milliseconds: int


@dataclass(frozen=True)
class Contest:
    """What is played; no task where there is none, with a sentence that says why."""

    task: Task | None
    trouble: str = ""

    @property
    def order(self) -> list[int]:
        """The query images' order: a plain shuffle by the task's seed, (queries,)."""
        assert self.task is not None
        order = list(range(self.task.way * self.task.query))
        random.Random(self.task.seed).shuffle(order)
        return order


def contest_of(choices: HumanChoices, w: Words) -> Contest:
    """The contest, or why there can be none."""
    read, there = reads(choices), [group.id for group in unseen_groups(choices.data, choices.split)]
    if read.issuperset(there):
        return Contest(None, w("human.trouble.all_read"))
    if fixed := read & {c.group for c in runs.data(choices.data).classes if c.id in choices.classes}:
        return Contest(None, w("human.trouble.fixed", script=script_names(choices, fixed, w)))
    try:
        task = without(choices.task, read, choices.within)
        runs.episode(task)
    except FewshotError as error:
        return Contest(None, sentence(error, w))
    return Contest(task)


def reads(choices: HumanChoices) -> frozenset[str]:
    """The scripts that are left out, since the visitor reads them."""
    return frozenset(choices.known) - {NONE} if choices.data == SCRIPTS else frozenset()


def is_fair(choices: HumanChoices) -> bool:
    """Has the visitor said which scripts he or she reads, where that matters?"""
    return choices.data != SCRIPTS or bool(choices.known)


def script_names(choices: HumanChoices, ids: frozenset[str], w: Words) -> str:
    """The names of these groups of the data set."""
    groups = runs.data(choices.data).groups
    return w.list(w.pick(group) for group in groups if group.id in ids)


def mode_of(choices: HumanChoices) -> str:
    """Which of MODES is played; empty for another form of task."""
    same = (mode for mode, form in MODES.items() if all(getattr(choices, key) == form[key] for key in form))
    return "" if choices.classes else next(same, "")


def form_of(choices: HumanChoices) -> str:
    """What tasks must have in common for their scores to be added up."""
    known = ",".join(sorted(reads(choices)))
    flags = (choices.within, choices.names, choices.feedback)
    numbers = (choices.way, choices.shot, choices.query, *map(int, flags))
    return " ".join(map(str, (choices.data, *numbers, known, *choices.classes))).strip()


def beat_of(choices: HumanChoices) -> Beat | None:
    """The score to beat that the address holds; None where there is none or no such score can be."""
    if not choices.beat:
        return None
    first, tasks, right, images, took = map(int, choices.beat.split("-"))
    if not tasks or images != tasks * choices.way * choices.query or right > images:
        return None
    return {"first": first, "tasks": tasks, "right": right, "all": images, "milliseconds": took}


def chosen(asked: tuple[str, ...], there: tuple[str, ...]) -> tuple[str, ...]:
    """The learners to play against: those asked for that exist, else the usual ones."""
    wanted = [c for c in there if c in asked] or [c for c in there if c in USUAL] or list(there)
    return tuple(wanted[:AT_ONCE])


def usable(choices: HumanChoices) -> HumanChoices:
    """The choices without what the task contradicts; ``corrections`` holds these cases alone."""
    wrong: dict[str, Correction] = {}
    groups = {group.id for group in runs.data(choices.data).groups} | {NONE}
    known = tuple(id for id in choices.known if id in groups)
    if choices.data == SCRIPTS and known != choices.known:
        given = ",".join(id for id in choices.known if id not in groups)
        wrong["known"] = Correction("known", given, known, "form")
    letters, last = choices.said.partition("-")[0], chr(ord("A") + choices.way - 1)
    if letters and (len(letters) != choices.way * choices.query or max(letters) > last):
        wrong["said"] = Correction("said", choices.said, "", "form")
    if choices.beat and beat_of(choices) is None:
        wrong["beat"] = Correction("beat", choices.beat, "", "form")
    fixed = {name: correction.used for name, correction in wrong.items()}
    return replace(choices, **fixed, corrections=tuple(wrong.values()))
