"""Questions about what was measured: accuracies and differences with their 95 % intervals."""

from __future__ import annotations

from math import sqrt
from random import Random

from ... import learners, runs
from ...text import Words
from ..figure import Box, Dot, Drawing, Label, Line, Mark, Role
from ..runs import gap_of, sinusoid_error
from .drawn import Drawn, Offer, Value, number

LETTERS = "ABC"
ROLES: tuple[Role, ...] = ("a", "b", "c")
FORMS = ((5, 1), (5, 5))
Interval = tuple[float, float]
"""A mean and the half-width of its 95 % interval."""
Z95 = 1.96


def learner_name(id: str) -> Value:
    """What a learner is called in the visitor's language."""
    return lambda w: learners.name(id, w)


def data_name(name: str) -> Value:
    """What a data set is called in the visitor's language."""
    return lambda w: w.data(name)


def percent(measured: Interval) -> Value:
    """An accuracy with its interval, in the visitor's language."""

    def said(w: Words) -> str:
        mean, half = (w.number(100 * value, 1) for value in measured)
        return w("common.fact.accuracy", mean=mean, half=half)

    return said


def points(measured: Interval) -> Value:
    """A difference in points with its interval."""

    def said(w: Words) -> str:
        mean, half = (w.number(100 * value, 1) for value in measured)
        return w("common.fact.ahead", mean=mean, half=half)

    return said


def shows(difference: Interval) -> str:
    """What a paired difference shows: ``first``, ``second``, or ``none`` where its interval holds 0."""
    mean, half = difference
    return "none" if abs(mean) <= half else "first" if mean > 0 else "second"


def interval_reading(random: Random) -> Drawn:
    """What the stored paired difference of two learners shows, by whether its interval holds 0."""
    data = random.choice(("everyday", "scripts"))
    (way, shot), there = random.choice(FORMS), runs.course_learners(data)
    wanted = random.choice(("none", "first", "second"))
    for _ in range(200):
        first, second = random.sample(there, 2)
        found = runs.stored_differences(data, first, second, way, shot)
        if found and shows(found[-1]) == wanted:
            break
    else:
        raise ValueError(f"no difference on {data} shows {wanted}")
    order = sorted(("first", "second", "none"), key=lambda key: key != wanted)
    tasks = runs.stored(data, first, way, shot)
    values: dict[str, Value] = {
        "first": learner_name(first),
        "second": learner_name(second),
        "data": data_name(data),
        "way": str(way),
        "shot": str(shot),
        "gap": points(found[-1]),
        "tasks": number(tasks.episodes if tasks else 0),
    }
    offers = tuple(Offer(key) for key in order)
    return Drawn(values, offers, _interval((100 * found[-1][0], 100 * found[-1][1])), in_order=False)


def _interval(measured: Interval, zero: float = 0.0, share: float | None = None) -> Drawing:
    """One interval on an axis, with the value ``zero`` marked; its dot is in the middle, or at ``share``."""
    mean, half = measured
    reach = max(abs(mean - zero) + half, 1.0) * 1.15

    def at(value: float) -> float:
        return 210 + (value - zero) / reach * 180

    marks: list[Mark] = [
        Line(((20, 70), (400, 70)), "line", 1.5),
        Line(((210, 20), (210, 88)), "quiet", 1.5, (4, 4)),
        Label(210, 102, number(zero, 1), "quiet"),
        Line(((at(mean - half), 45), (at(mean + half), 45)), "accent", 4),
        Dot(at(mean if share is None else share), 45, "accent", 7),
    ]
    for end in (mean - half, mean + half):
        marks += [Line(((at(end), 36), (at(end), 54)), "accent", 3)]
    return Drawing(420, 116, tuple(marks))


def _columns(measured: list[Interval], most: float) -> Drawing:
    """Columns A, B, C with their intervals, from 0 to ``most``."""
    marks: list[Mark] = [Line(((24, 180), (60 + 110 * len(measured), 180)), "quiet", 1.5)]
    for i, (mean, half) in enumerate(measured):
        x, tall, more = 60 + 110 * i, 150 * mean / most, 150 * half / most
        marks += [Box(x, 180 - tall, 56, tall, ROLES[i])]
        marks += [Line(((x + 28, 180 - tall - more), (x + 28, 180 - tall + more)), "text", 3)]
        marks.append(Label(x + 28, 198, LETTERS[i], bold=True))
    return Drawing(70 + 110 * len(measured), 214, tuple(marks))


def scratch_or_prior(random: Random) -> Drawn:
    """Which of two columns is training from scratch: the lower one, by the stored accuracies."""
    data, (way, shot) = random.choice(("everyday", "scripts")), random.choice(FORMS)
    other = random.choice([id for id in runs.course_learners(data) if id != "scratch"])
    found = {id: runs.stored(data, id, way, shot) for id in ("scratch", other)}
    curves = {id: (curve.mean[-1], curve.ci95[-1]) for id, curve in found.items() if curve}
    order = random.sample(sorted(curves), 2)
    lower = min(curves, key=lambda id: curves[id][0])
    letters = {id: LETTERS[i] for i, id in enumerate(order)}
    right, wrong = letters[lower], letters[next(id for id in order if id != lower)]
    values: dict[str, Value] = {
        "prior": learner_name(other),
        "data": data_name(data),
        "way": str(way),
        "shot": str(shot),
        "tasks": number(found["scratch"].episodes if found["scratch"] else 0),
        "scratch_is": percent(curves["scratch"]),
        "prior_is": percent(curves[other]),
    }
    offers = (Offer("lower", {"n": right}), Offer("higher", {"n": wrong}), Offer("neither"))
    return Drawn(values, offers, _columns([curves[id] for id in order], 1.0))


def overfit_gap(random: Random) -> Drawn:
    """Which of two columns is the accuracy on the support set: the higher one, as stored."""
    shot = random.choice((1, 2, 3, 5))
    gap, (support, query) = gap_of(shot)
    order = random.sample(("support", "query"), 2)
    both = {"support": support, "query": query}
    higher = max(both, key=lambda name: both[name][0])
    letters = {name: LETTERS[i] for i, name in enumerate(order)}
    values: dict[str, Value] = {
        "shot": str(shot),
        "tasks": number(len(gap.query)),
        "steps": str(gap.steps[-1]),
        "support": percent(support),
        "query": percent(query),
    }
    offers = (
        Offer("higher", {"n": letters[higher]}),
        Offer("lower", {"n": letters[next(name for name in order if name != higher)]}),
        Offer("neither"),
    )
    return Drawn(values, offers, _columns([both[name] for name in order], 1.0))


def sinusoid_errors(random: Random) -> Drawn:
    """Which of three columns is MAML's error on new sine waves: the lowest, as stored."""
    shot, step = 10, random.choice((1, 5, 10))
    errors = {name: sinusoid_error(name, shot, step) for name in ("scratch", "conventional", "maml")}
    order = random.sample(sorted(errors), 3)
    least = min(errors, key=lambda name: errors[name][0])
    rest = [name for name in order if name != least]
    letters = {name: LETTERS[i] for i, name in enumerate(order)}
    said = {f"{name}_is": " ± ".join(number(x) for x in errors[name]) for name in errors}
    values: dict[str, Value] = {"shot": str(shot), "step": str(step), **said}
    offers = (Offer("least", {"n": letters[least]}), *(Offer(name, {"n": letters[name]}) for name in rest))
    most = max(mean + half for mean, half in errors.values())
    return Drawn(values, offers, _columns([errors[name] for name in order], most), in_order=True)


def few_tries(random: Random) -> Drawn:
    """Whether so few answers of a person show a difference to a learner: by Wilson's 95 % interval."""
    tries, learner = random.choice((10, 20, 40)), random.choice((60, 70, 80))
    right = random.randint(tries // 2, tries)
    low, high = wilson(right, tries)
    key = "higher" if low > learner / 100 else "lower" if high < learner / 100 else "none"
    offers = tuple(Offer(k) for k in sorted(("higher", "lower", "none"), key=lambda k: k != key))
    values = {"tries": str(tries), "right": str(right), "learner": str(learner)}
    values |= {"share": number(100 * right / tries, 0), "low": number(100 * low, 0)}
    middle, half = 50 * (low + high), 50 * (high - low)
    figure = _interval((middle, half), learner, 100 * right / tries)
    return Drawn(values | {"high": number(100 * high, 0)}, offers, figure)


def wilson(right: int, tries: int) -> Interval:
    """The ends of Wilson's 95 % interval of a share, which holds for few tries too."""
    share, square = right / tries, Z95**2
    middle = (share + square / (2 * tries)) / (1 + square / tries)
    half = Z95 * sqrt(share * (1 - share) / tries + square / (4 * tries**2)) / (1 + square / tries)
    return middle - half, middle + half


KINDS = (interval_reading, scratch_or_prior, overfit_gap, sinusoid_errors, few_tries)
