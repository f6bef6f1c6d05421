"""The curves as a program: what is stored beside the checkpoints, as means with their intervals."""

from __future__ import annotations

from ...shared import runs
from ...shared.foot.program import Cell, Program, beginning, literal
from ...shared.text import Words
from . import CurvesChoices
from .view import shown_of


def program(choices: CurvesChoices, w: Words) -> Program:
    """Prints the table below the curves."""
    c, there = choices, runs.course_learners(choices.data)
    against = c.against if c.against in there else ""
    table = f"""\
from fewshot_core.measuring.measure import stored_forms
from fewshot_core.studies.curves import curve
from fewshot_core.training.checkpoints import folder_of


def curve_of(learner):
    name, _, answer = learner.partition("/")
    measured = stored_forms(folder_of(f"{c.data}/{{name}}"), answer or None)
    return curve(measured, {literal(c.picture)}, {int(c.shot)})


{_loop(shown_of(c, there), against)}
        print(f"{{learner:26}} {{x:3}}   {{mean:.1f}} ± {{half:.1f}}   ({{spot.evaluation.episodes}})")"""
    about = w("curves.take.against" if against else "curves.take.about")
    first = beginning(w("curves.title"), about, w)
    return Program(f"curves-{c.data}-{c.picture}", (*first, Cell("run", table)))


def _loop(shown: tuple[str, ...], against: str) -> str:
    """All points of all learners; set against one, those that were measured on the same tasks."""
    if not against:
        return f"""\
for learner in {literal(list(shown))}:
    for x, spot in sorted(curve_of(learner).items()):
        mean, half = spot.interval"""
    return f"""\
against = curve_of({literal(against)})
for learner in {literal(list(shown))}:
    for x, spot in sorted(curve_of(learner).items()):
        ahead = spot.ahead_of(against[x]) if x in against else None
        if ahead is None:
            continue
        mean, half = ahead"""
