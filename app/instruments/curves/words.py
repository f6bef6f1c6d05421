"""What is said of the curves, composed from what was measured. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping

from fewshot_core.studies.curves import Curve, Interval, change, change_ahead

from ...shared import learners, runs
from ...shared.text import Words
from .points import Point, ends
from .view import View


def point_words(view: View, id: str, point: Point, w: Words) -> str:
    """What is said of a point that is pointed at, and where a click leads."""
    count = w("curves.figure.tasks", tasks=point.tasks)
    return "<br>".join(
        [
            f"<b>{learners.name(id, w)}</b>",
            f'<span style="font-size:1.3em">{value_words(view, point, w)}</span>',
            f"{form_words(view, point, w)} · {count}",
            w("curves.figure.leads", page=w("compare.page")),
        ]
    )


def value_words(view: View, point: Point, w: Words) -> str:
    """An accuracy or a distance with its 95 % interval."""
    if not view.against:
        return w("curves.figure.interval", mean=w.number(point.mean, 1), ci=w.number(point.ci95, 1))
    ahead = w.number(point.mean, 1, signed=True)
    return w(
        "curves.figure.distance", mean=ahead, ci=w.number(point.ci95, 1), name=learners.name(view.against, w)
    )


def form_words(view: View, point: Point, w: Words) -> str:
    """The form of a point's tasks, with the step where that is what changes."""
    form = "form_step" if view.choices.picture == "steps" else "form"
    return w(f"curves.figure.{form}", way=point.way, shot=point.shot, step=point.x)


def note(view: View, w: Words) -> str:
    """How the points came about, and why a comparison that was asked for is not shown."""
    evaluations = [spot.evaluation for curve in view.drawn.values() for spot in curve.values()]
    tasks = sorted({e.episodes for e in evaluations})
    if not tasks:
        return ""
    query = w.list(map(str, sorted({e.spec.query for e in evaluations})))
    facts = {"tasks": tasks[0], "least": tasks[0], "most": tasks[-1], "query": query}
    said = [w("curves.note.same" if len(tasks) == 1 else "curves.note.range", **facts)]
    if view.choices.against and not view.against:
        said.append(w("curves.note.nobody", name=learners.name(view.choices.against, w)))
    if view.now:
        least, most = view.now.classes
        said += [w("curves.note.classes", least=least, most=most)] if least < most else []
        said.append(w("curves.note.now_photos" if runs.of_photos(view.choices.data) else "curves.note.now"))
    return (" " if w.lang == "en" else "").join(said)


def findings(
    curves: Mapping[str, Curve], picture: str, guess: str | None, names: Mapping[str, str], w: Words
) -> list[str]:
    """Who changes most, with the visitor's guess, then how one learner's lead over another changes."""
    curves = {id: c for id, c in curves.items() if len(c) > 1}
    between = ends(curves, picture)
    if between is None:
        return []
    said = [_verdict(curves, picture, between, guess, names, w)] if guess in curves else []
    said.append(_most(curves, picture, between, names, w))
    return [(" " if w.lang == "en" else "").join(said), *_lead(curves, picture, names, w)]


def ranked(curves: Mapping[str, Curve], picture: str, low: int, high: int) -> list[tuple[str, Interval]]:
    """Gains in points, largest first; where accuracy is drawn against N, losses."""
    sign = -1 if picture == "n" else 1
    changes = {id: change(c, low, high) for id, c in curves.items()}
    gains = [(id, (sign * mean, half)) for id, (mean, half) in changes.items()]
    return sorted(gains, key=lambda row: -row[1][0])


def excess(
    first: str, others: list[str], curves: Mapping[str, Curve], low: int, high: int
) -> dict[str, Interval]:
    """By how many points the change of ``first`` exceeds those of others, where tasks were the same."""
    found = {id: change_ahead(curves[first], curves[id], low, high) for id in others}
    return {id: (abs(gap[0]), gap[1]) for id, gap in found.items() if gap is not None}


def level(more: Mapping[str, Interval]) -> list[str]:
    """Those whose distance is within its interval: they cannot be told from the first."""
    return [id for id, (gap, half) in more.items() if gap <= half]


def _first_and_more(
    curves: Mapping[str, Curve], picture: str, between: tuple[int, int]
) -> tuple[str, Interval, dict[str, Interval]]:
    """Who changes most, by how much, and by how much more than each of the others."""
    (first, gain), *rest = ranked(curves, picture, *between)
    return first, gain, excess(first, [id for id, _ in rest], curves, *between)


def _verdict(
    curves: Mapping[str, Curve],
    picture: str,
    between: tuple[int, int],
    guess: str | None,
    names: Mapping[str, str],
    w: Words,
) -> str:
    first, _, more = _first_and_more(curves, picture, between)
    tied = level(more)
    key = "guessed_right" if guess == first and not tied else "guessed_wrong"
    if tied and guess in (first, *tied):
        key = "guessed"
    return w(f"curves.finding.{key}", name=names[guess or first])


def _most(
    curves: Mapping[str, Curve], picture: str, between: tuple[int, int], names: Mapping[str, str], w: Words
) -> str:
    first, gain, more = _first_and_more(curves, picture, between)
    facts = _at(between) | {"name": names[first]} | _said("change", "ci", gain, w)
    if not more:
        return w(f"curves.finding.{picture}_alone", **facts)
    if tied := level(more):
        return w(f"curves.finding.{picture}_tie", others=_list([names[id] for id in tied], w), **facts)
    other, gap = next(iter(more.items()))
    facts |= {"other": names[other]} | _said("more", "more_ci", gap, w)
    return w(f"curves.finding.{picture}_most", **facts)


def _lead(curves: Mapping[str, Curve], picture: str, names: Mapping[str, str], w: Words) -> list[str]:
    """The lead of the best over the last one, or after the first step over the next one; none if unpaired."""
    shared = sorted(set.intersection(*(set(c) for c in curves.values())))
    low, high = (1, shared[-1]) if picture == "steps" else (shared[0], shared[-1])
    order = sorted(curves, key=lambda id: -curves[id][low].interval[0])
    if len(order) < 2 or low == high:
        return []
    best, other = order[0], order[1 if picture == "steps" else -1]
    first, then = (curves[best][x].ahead_of(curves[other][x]) for x in (low, high))
    if first is None or then is None:
        return []
    facts = {"best": names[best], "other": names[other]} | _at((low, high))
    facts |= _said("first", "first_ci", first, w) | _said("then", "then_ci", then, w)
    return [w(f"curves.finding.{picture}_lead", **facts)]


def _at(between: tuple[int, int]) -> dict[str, str]:
    return {"low": str(between[0]), "high": str(between[1])}


def _said(mean: str, half: str, interval: Interval, w: Words) -> dict[str, str]:
    return {mean: w.number(interval[0], 1), half: w.number(interval[1], 1)}


def _list(names: list[str], w: Words) -> str:
    return w.list(w("curves.finding.one_of", name=name) for name in names)
