"""Questions about small drawings: points, directions, curves."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from math import cos, dist, hypot, pi, radians, sin
from random import Random

from ..figure import Dot, Drawing, Label, Line, Mark, Role
from .drawn import Drawn, Offer, number

LETTERS = "ABC"
ROLES: tuple[Role, ...] = ("a", "b", "c")
Point = tuple[float, float]
SIDE = 300
CLEAR = 14.0
"""By how many px the nearest has to be nearer than the next, so that an eye can see it."""


def nearest_prototype(random: Random) -> Drawn:
    """The class whose prototype is nearest to a query, where the nearest single image is of another class."""
    while True:
        centres = [(random.uniform(60, 240), random.uniform(60, 240)) for _ in range(3)]
        query = (random.uniform(70, 230), random.uniform(70, 230))
        groups = [_around(random, centre) for centre in centres]
        means = [_mean(group) for group in groups]
        far = [dist(query, mean) for mean in means]
        single = [min(dist(query, point) for point in group) for group in groups]
        order = sorted(range(3), key=lambda i: far[i])
        lone = min(range(3), key=lambda i: single[i])
        apart = min(dist(a, b) for i, a in enumerate(means) for b in means[:i])
        if lone == order[1] and far[order[1]] - far[order[0]] > CLEAR and min(single) > 22 and apart > 80:
            break
    last = order[2]
    offers = (
        Offer("prototype", {"n": LETTERS[order[0]]}),
        Offer("one_image", {"n": LETTERS[lone]}),
        Offer("far", {"n": LETTERS[last]}),
    )
    marks: list[Mark] = []
    for i, (group, (x, y)) in enumerate(zip(groups, means, strict=True)):
        marks += [Line(((x, y), point), "line", 1.5) for point in group]
        marks += [Dot(px, py, ROLES[i], 5, hollow=True) for px, py in group]
        marks += [Dot(x, y, ROLES[i], 9), Label(x, y - 18, LETTERS[i], bold=True)]
    marks += _cross(query)
    return Drawn({}, offers, Drawing(SIDE, SIDE, tuple(marks)), in_order=True)


def _around(random: Random, centre: Point) -> list[Point]:
    turn = random.uniform(0, 2 * pi)
    reach = (random.uniform(30, 60), random.uniform(30, 60), random.uniform(30, 60))
    return [
        (
            min(max(centre[0] + r * cos(turn + 2 * pi * k / 3), 12), SIDE - 12),
            min(max(centre[1] + r * sin(turn + 2 * pi * k / 3), 12), SIDE - 12),
        )
        for k, r in enumerate(reach)
    ]


def _mean(points: Sequence[Point]) -> Point:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def _cross(at: Point) -> list[Mark]:
    x, y = at
    strokes = [((x - 8, y - 8), (x + 8, y + 8)), ((x - 8, y + 8), (x + 8, y - 8))]
    return [*(Line(points, "query", 3.5) for points in strokes), Label(x, y - 18, "?", "query", bold=True)]


def prototype_mean(random: Random) -> Drawn:
    """A class's prototype: the mean of its support images' features."""
    xs, ys = [random.sample(range(0, 10), 3) for _ in range(2)]
    xs[2], ys[2] = -sum(xs[:2]) % 3 + 3 * random.randint(0, 2), -sum(ys[:2]) % 3 + 3 * random.randint(0, 2)
    points = list(zip(xs, ys, strict=True))
    middle = sorted(points)[1]

    def said(x: float, y: float) -> str:
        return f"({number(x)}, {number(y)})"

    offers = (
        Offer("mean", {"n": said(sum(xs) / 3, sum(ys) / 3)}),
        Offer("sum", {"n": said(sum(xs), sum(ys))}),
        Offer("one_image", {"n": said(*middle)}),
        Offer("largest", {"n": said(max(xs), max(ys))}),
    )
    return Drawn({"points": "; ".join(said(x, y) for x, y in points)}, offers)


def nearest_angle(random: Random) -> Drawn:
    """The class whose direction has the least angle to a query's, where another one has the nearest tip."""
    while True:
        angles = [random.uniform(5, 85) for _ in range(3)]
        lengths = [random.uniform(80, 230) for _ in range(3)]
        angle, length = random.uniform(10, 80), random.uniform(90, 210)
        tips = [_polar(a, r) for a, r in zip(angles, lengths, strict=True)]
        query = _polar(angle, length)
        turned = [abs(a - angle) for a in angles]
        order = sorted(range(3), key=lambda i: turned[i])
        near = min(range(3), key=lambda i: dist(tips[i], query))
        between = min(abs(a - b) for i, a in enumerate(angles) for b in angles[:i])
        if near != order[0] and turned[order[1]] - turned[order[0]] > 8 and between > 16:
            break
    rest = 3 - order[0] - near
    offers = (
        Offer("angle", {"n": LETTERS[order[0]]}),
        Offer("distance", {"n": LETTERS[near]}),
        Offer("far", {"n": LETTERS[rest]}),
    )
    origin = (24.0, SIDE - 24.0)
    marks: list[Mark] = [
        Line(((24, 20), (24, SIDE - 24), (SIDE - 10, SIDE - 24)), "quiet", 1.2),
    ]
    for i, (x, y) in enumerate(tips):
        marks += [Line((origin, (x, y)), ROLES[i], 3), Dot(x, y, ROLES[i], 5)]
        marks.append(Label(*_beyond(origin, (x, y), 15), LETTERS[i], bold=True))
    marks += [Line((origin, query), "query", 2.5, (5, 4)), Dot(*query, "query", 5)]
    marks.append(Label(*_beyond(origin, query, 15), "?", "query", bold=True))
    return Drawn({}, offers, Drawing(SIDE, SIDE, tuple(marks)), in_order=True)


def _polar(degrees: float, length: float) -> Point:
    return 24 + length * cos(radians(degrees)), SIDE - 24 - length * sin(radians(degrees))


def _beyond(origin: Point, tip: Point, more: float) -> Point:
    dx, dy = tip[0] - origin[0], tip[1] - origin[1]
    length = hypot(dx, dy)
    return tip[0] + more * dx / length, tip[1] + more * dy / length


DASHES: tuple[tuple[float, ...], ...] = ((), (9, 5), (2, 4))
WIDE, TALL = 420, 240


def which_sinusoid(random: Random) -> Drawn:
    """Which of three sine waves has the least mean squared error on five given points."""
    amplitudes = random.sample([0.5, 0.8, 1.1, 1.4], 3)
    first = random.uniform(0, 2 * pi)
    phases = [first, first + random.choice((1.2, 1.6)), first - random.choice((1.2, 1.6))]
    waves = list(zip(amplitudes, phases, strict=True))
    true = random.randrange(3)
    xs = sorted(random.uniform(0.3, 5.9) for _ in range(5))
    points = [(x, _sine(waves[true], x) + random.uniform(-0.06, 0.06)) for x in xs]
    errors = [sum((y - _sine(wave, x)) ** 2 for x, y in points) / 5 for wave in waves]
    order = sorted(range(3), key=lambda i: errors[i])
    values = {f"mse_{LETTERS[i].lower()}": f"{errors[i]:.2f}" for i in range(3)}
    offers = tuple(
        Offer(key, {"n": LETTERS[i], "mse": f"{errors[i]:.2f}"})
        for key, i in zip(("least", "next", "worst"), order, strict=True)
    )
    marks: list[Mark] = [Line(((20, TALL / 2), (WIDE - 40, TALL / 2)), "line", 1.5)]
    for i, wave in enumerate(waves):
        curve = tuple(_at(x / 10, _sine(wave, x / 10)) for x in range(0, 63))
        marks.append(Line(curve, ROLES[i], 2.5, DASHES[i]))
    ends = _apart([_at(6.2, _sine(wave, 6.2))[1] for wave in waves])
    marks += [Label(WIDE - 22, y, LETTERS[i], bold=True) for i, y in enumerate(ends)]
    marks += [Dot(*_at(x, y), "support", 6) for x, y in points]
    return Drawn(values, offers, Drawing(WIDE, TALL, tuple(marks)), in_order=True)


def _sine(wave: tuple[float, float], x: float) -> float:
    return wave[0] * sin(x + wave[1])


def _at(x: float, y: float) -> Point:
    return 20 + x / 6.3 * (WIDE - 60), TALL / 2 - y * 75


def _apart(heights: list[float], gap: float = 20) -> list[float]:
    """Heights of labels, moved down until each has its place."""
    placed = list(heights)
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    for before, after in itertools.pairwise(order):
        placed[after] = max(placed[after], placed[before] + gap)
    return placed


MOMENTS = 9
"""Looks at the losses while training goes on."""


def overfit_begins(random: Random) -> Drawn:
    """The moment after which the loss on unseen images rises while that on training images still falls."""
    turn = random.choice((2, 3, 4, 5))
    steep = random.uniform(0.10, 0.16)
    train = [0.9 * 0.62**i + 0.04 for i in range(MOMENTS)]
    unseen = [0.45 + steep * abs(i - turn) * (0.85 if i < turn else 0.6) for i in range(MOMENTS)]
    low = min(range(MOMENTS), key=lambda i: unseen[i])
    places = {0: "start", low: "turn", MOMENTS - 1: "end"}
    between = random.choice([i for i in range(1, MOMENTS - 1) if abs(i - low) >= 2])
    places[between] = "early" if between < low else "late"
    keys = sorted(places)
    letters = dict(zip(keys, "ABCD", strict=True))
    offers = tuple(
        Offer(key, {"n": letters[place]})
        for place, key in sorted(places.items(), key=lambda pair: pair[1] != "turn")
    )
    marks: list[Mark] = [Line(((30, 12), (30, 210), (410, 210)), "quiet", 1.2)]
    marks += [Line(((_moment(place), 20), (_moment(place), 210)), "line", 1.5, (3, 4)) for place in keys]
    marks += [Label(_moment(place), 226, letters[place], bold=True) for place in keys]
    trained, others = (tuple((_moment(i), _height(y)) for i, y in enumerate(ys)) for ys in (train, unseen))
    marks += [Line(trained, "support", 3), Line(others, "query", 3, (8, 5))]
    return Drawn({}, offers, Drawing(430, 240, tuple(marks)), in_order=True)


def _moment(place: int) -> float:
    return 40 + place * 44


def _height(loss: float) -> float:
    return 200 - 160 * loss


KINDS = (nearest_prototype, prototype_mean, nearest_angle, which_sinusoid, overfit_begins)
