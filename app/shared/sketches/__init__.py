"""A small picture of what each learner does, as SVG in the learner's colour.

It stands beside the learner's sentence, which says the same, so a screen reader passes it over. Circles are
support images or states of the weights, the diamond is a query image; what is outlined keeps still, what is
filled moves.
"""

from __future__ import annotations

from collections.abc import Callable
from math import hypot

from ..learners import learner
from .parts import CLASSES, class_mean, network, new_head, photographs
from .shapes import GROUND, OWN, QUIET, arrow, box, dot, letter, line, query, steps, valley

WIDTH, HEIGHT = 120, 72


def sketch(id: str) -> str:
    """The picture of a learner as markup; empty for one that has none."""
    draw = SKETCHES.get(id)
    if draw is None:
        return ""
    colour = f"--c:var({learner(id).token}, {QUIET})"
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    return f'<svg class="sketch" {size} style="{colour}" aria-hidden="true">{draw()}</svg>'


def _scratch() -> str:
    dice = "".join(dot(at, QUIET, 2.5, hollow=True) for at in ((10, 14), (30, 10), (12, 50), (34, 60)))
    return dice + valley((90, 36)) + steps([(16, 30), (30, 36), (42, 33), (54, 37)]) + letter((16, 22), "?")


def _fine_tune() -> str:
    head = box(56, 24, 8, 16) + arrow([(60, 58), (60, 68)], width=1.5)
    return network(still=False) + head + valley((94, 36)) + steps([(70, 18), (77, 25), (86, 31)])


def _angles() -> str:
    rays = arrow([(66, 64), (80, 12)], CLASSES[0]) + arrow([(66, 64), (116, 40)], CLASSES[1])
    arc = f'<path d="M89 35A37 37 0 0 1 99 48" style="fill:none;stroke:{OWN};stroke-width:2"/>'
    return network(still=True) + rays + arrow([(66, 64), (98, 26)], "var(--fs-query)", 2, "4 3") + arc


def _two_tasks(more: str) -> str:
    """From θ to the ends φ of two tasks; ``more`` is drawn above the valleys and below the walks."""
    left, right = [(60, 60), (49, 51), (38, 38), (26, 24)], [(60, 60), (71, 51), (82, 38), (94, 24)]
    ends = dot((26, 24), hollow=True) + dot((94, 24), hollow=True)
    return valley((26, 22)) + valley((94, 22)) + more + steps(left) + steps(right) + ends


def _maml() -> str:
    back = arrow([(32, 18), (45, 30), (55, 50)], QUIET, 1.5, "3 3")
    back += arrow([(88, 18), (75, 30), (65, 50)], QUIET, 1.5, "3 3")
    return _two_tasks(back) + letter((74, 68), "θ", size=12)


def _fomaml() -> str:
    there = arrow([(26, 24), (12, 8)], "var(--fs-query)", 2.5)
    here = arrow([(60, 60), (46, 44)], "var(--fs-query)", 2.5)
    copied = line([(16, 16), (46, 48)], QUIET, 1, "2 3")
    return _two_tasks(copied) + there + here + letter((74, 68), "θ", size=12)


def _reptile() -> str:
    walk = [(20, 58), (30, 38), (48, 26), (70, 24), (92, 28)]
    pull = arrow([(20, 58), (56, 43)], QUIET, 4) + line([(56, 43), (92, 28)], QUIET, 1.2, "2 4")
    return valley((94, 28)) + pull + steps(walk) + dot((92, 28), hollow=True) + letter((10, 68), "θ")


def _anil() -> str:
    head = box(56, 22, 8, 20) + arrow([(60, 58), (60, 68)], width=1.5)
    start = network(still=True) + head + valley((96, 32))
    return start + steps([(70, 56), (76, 46), (84, 40), (94, 33)]) + letter((79, 66), "θ", size=12)


def _metasgd() -> str:
    rates = ((6, 24), (16, 8), (26, 16), (36, -8), (46, 12))
    bars = "".join(box(x, 44 - max(h, 0), 6, abs(h)) for x, h in rates) + line([(3, 44), (56, 44)], QUIET, 1)
    return bars + letter((28, 66), "α") + valley((96, 26)) + steps([(66, 60), (88, 54), (95, 30)])


def _lstm() -> str:
    places = [(24, 26), (50, 34), (74, 28), (96, 20)]
    cells = "".join(box(x - 7, 52, 14, 13, hollow=True) for x in (24, 50, 74))
    ties = "".join(arrow([(x, 52), (x + 9, 38)], QUIET, 1.2) for x in (26, 52, 76))
    chain = arrow([(31, 58), (43, 58)], width=1.5) + arrow([(57, 58), (67, 58)], width=1.5)
    return valley((96, 20)) + cells + ties + chain + steps(places) + letter((24, 19), "θ")


CLUSTERS = (((22, 16), (34, 12), (30, 26)), ((90, 12), (102, 20), (92, 28)), ((50, 56), (64, 62), (68, 52)))
MEANS = ((29, 18), (95, 20), (61, 57))
ASKED = (70, 30)


def _dots() -> str:
    return "".join(dot(at, CLASSES[i], 2.5) for i, points in enumerate(CLUSTERS) for at in points)


def _protonet() -> str:
    near = min(range(3), key=lambda i: hypot(MEANS[i][0] - ASKED[0], MEANS[i][1] - ASKED[1]))
    ways = "".join(
        line([ASKED, at], *((OWN, 2.2) if i == near else (QUIET, 1.2, "2 3"))) for i, at in enumerate(MEANS)
    )
    return (
        ways
        + "".join(dot(at, CLASSES[i], 6, hollow=True) for i, at in enumerate(MEANS))
        + _dots()
        + query(ASKED)
    )


def _matchingnet() -> str:
    ways = "".join(
        line([ASKED, at], width=max(0.5, 3.6 - hypot(at[0] - ASKED[0], at[1] - ASKED[1]) / 14))
        for points in CLUSTERS
        for at in points
    )
    return ways + _dots() + query(ASKED)


def _relationnet() -> str:
    pair = box(6, 8, 20, 20, CLASSES[0], hollow=True) + box(6, 44, 20, 20, "var(--fs-query)", hollow=True)
    seen = dot((16, 18), CLASSES[0], 4) + query((16, 54))
    ways = arrow([(28, 20), (46, 32)], QUIET, 1.5) + arrow([(28, 52), (46, 40)], QUIET, 1.5)
    judge = box(48, 22, 26, 28) + letter((61, 41), "g", GROUND, 16) + arrow([(76, 36), (92, 36)], QUIET, 1.5)
    return pair + seen + ways + judge + box(98, 8, 12, 56, QUIET, hollow=True) + box(98, 24, 12, 40)


def _frozen_ridge() -> str:
    points = ((66, 56), (76, 44), (88, 42), (98, 24), (110, 22))
    fitted = [113.6 - 0.87 * x for x, _ in points]
    rests = "".join(line([at, (at[0], y)], QUIET, 1.5) for at, y in zip(points, fitted, strict=True))
    fit = line([(60, 61.4), (116, 12.7)], width=2.5)
    return (
        photographs() + network(still=True) + rests + fit + "".join(dot(at, CLASSES[0], 3) for at in points)
    )


def _r2d2() -> str:
    points = ((18, 54), (34, 58), (50, 36), (70, 42), (86, 20), (104, 22))
    fitted = [64 - 0.47 * x for x, _ in points]
    rests = "".join(line([at, (at[0], y)], QUIET, 1.5) for at, y in zip(points, fitted, strict=True))
    return (
        rests + line([(6, 61.2), (114, 10.4)], width=2.5) + "".join(dot(at, CLASSES[0], 3) for at in points)
    )


SKETCHES: dict[str, Callable[[], str]] = {
    "scratch": _scratch,
    "conventional/fine-tune": _fine_tune,
    "conventional/linear-head": new_head,
    "conventional/class-mean": class_mean,
    "baseline": new_head,
    "baseline-pp": _angles,
    "maml": _maml,
    "fomaml": _fomaml,
    "reptile": _reptile,
    "anil": _anil,
    "metasgd": _metasgd,
    "lstm": _lstm,
    "protonet": _protonet,
    "matchingnet": _matchingnet,
    "relationnet": _relationnet,
    "r2d2": _r2d2,
    "frozen/prototype": lambda: photographs() + class_mean(),
    "frozen/ridge": _frozen_ridge,
    "frozen/head": lambda: photographs() + new_head(),
    "frozen/last-block": lambda: photographs() + new_head(last_block=True),
}
"""The picture of each learner that has one."""
