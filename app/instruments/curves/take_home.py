"""The curves as a program: what is stored, or a visitor's own set measured again, as means and intervals."""

from __future__ import annotations

from ...shared import runs
from ...shared.foot.program import ROUNDING, Cell, Program, beginning, literal, trained_code
from ...shared.own import is_id
from ...shared.text import Words
from . import CurvesChoices
from .live import SEED, SPLIT, TASKS
from .runs import takes_steps
from .view import shown_of


def program(choices: CurvesChoices, w: Words) -> Program:
    """Prints the table below the curves."""
    c, there = choices, runs.course_learners(choices.data)
    mine = is_id(c.data)
    shown = shown_of(c, there)
    if mine and c.picture == "steps":
        shown = tuple(filter(takes_steps, shown))
    against = c.against if c.against in there else ""
    table = f"""\
{_measured_again(c) if mine else _stored(c)}


{_loop(shown, against)}
        interval = f"{{half_up(mean, 1)}} ± {{half_up(half, 1)}}"
        print(f"{{learner:26}} {{x:3}}   {{interval}}   ({{spot.evaluation.episodes}})")"""
    about = w("curves.take.against" if against else "curves.take.about")
    if mine:
        about = w("curves.take.own", tasks=TASKS)
    first = beginning(w("curves.title"), about, w)
    name = runs.place(c.data).rpartition(":")[2]
    return Program(f"curves-{name}-{c.picture}", (*first, Cell("run", ROUNDING), Cell("run", table)))


def _stored(c: CurvesChoices) -> str:
    """What gives a learner's curve, of an embedded data set."""
    return f"""\
from fewshot_core.measuring.measure import stored_forms
from fewshot_core.studies.curves import curve
from fewshot_core.training.checkpoints import folder_of


def curve_of(learner):
    name, _, answer = learner.partition("/")
    measured = stored_forms(folder_of(f"{c.data}/{{name}}"), answer or None)
    return curve(measured, {literal(c.picture)}, {int(c.shot)})"""


def _measured_again(c: CurvesChoices) -> str:
    """What gives a learner's curve, of a visitor's own set: the very tasks that the page asked."""
    picture = f"{literal(c.picture)}, {int(c.shot)}"
    return f"""\
from fewshot_core import evaluate, load, load_data
from fewshot_core.studies.curves import curve, forms, way_of

data = load_data({literal(runs.place(c.data))})
specs = forms(data, {literal(SPLIT)}, {picture}).values()


{trained_code(c.data)}


def curve_of(learner):
    method = trained(learner)
    asked = {{"episodes": {TASKS}, "seed": {SEED}, "each_state": {c.picture == "steps"}}}
    measured = [evaluate(method, data, {literal(SPLIT)}, spec, **asked) for spec in specs]
    return curve(measured, {picture}, way_of(data, {literal(SPLIT)}))"""


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
