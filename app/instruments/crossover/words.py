"""What is said of the crossover, composed from what was measured."""

from __future__ import annotations

from fewshot_core.studies.crossover.domains import DRAWINGS
from fewshot_core.studies.crossover.stored import QUERY

from ...shared.page import SKIP
from ...shared.text import Words
from .looks import look_of
from .view import AWAY, HOME, NO_PRIOR, SMALL, Point, View


def value_words(point: Point, against: bool, w: Words) -> str:
    """An accuracy or a difference with its 95 % interval."""
    kind = "difference" if against else "interval"
    return w(f"crossover.figure.{kind}", mean=w.number(point.mean, 1), ci=w.number(point.ci95, 1))


def place_words(view: View, domain: str, w: Words, narrow: bool = False) -> str:
    """A domain, and how many classes it has."""
    classes = w("crossover.figure.classes", number=len(view.results.kinds[domain]))
    name = w(f"crossover.domain.{domain}.{'short' if narrow else 'name'}")
    return f"{name}<br>{classes}"


def point_words(view: View, id: str, domain: str, w: Words) -> str:
    """What is said of a point that is pointed at."""
    value = value_words(view.point(id, domain), bool(view.against), w)
    count = w("crossover.figure.tasks", tasks=view.results.tasks)
    where = w(f"crossover.domain.{domain}.name")
    return f"<b>{look_of(id, w).name}</b><br>{where}<br>{value}<br>{count}"


def note(view: View, w: Words) -> str:
    """How all this was measured."""
    return w("crossover.note", tasks=view.results.tasks, shot=view.shot, query=QUERY)


def truth(view: View) -> str:
    """The option of the question that is right: home, photographs, drawings, or none of them."""
    if view.crosses():
        return "home"
    ahead = [view.ahead(AWAY, HOME, domain) for domain in view.domains]
    if all(p.mean > p.ci95 for p in ahead):
        return "photographs"
    return "drawings" if all(p.mean < -p.ci95 for p in ahead) else "none"


def findings(view: View, guess: str, w: Words) -> list[str]:
    """The answer to the guess, who wins where, and what of that is due to the view of an image."""
    said = []
    if guess != SKIP:
        key = "right" if guess == truth(view) else "wrong"
        said.append(w(f"crossover.finding.guess_{key}", guess=w(f"crossover.option.{guess}")))
    pair = {HOME, AWAY} <= set(view.there)
    if pair:
        said += [versus(view, HOME, AWAY, DRAWINGS, w), versus(view, AWAY, HOME, view.photographs, w)]
        said.append(w(f"crossover.finding.{'crosses' if view.crosses() else 'open'}"))
    if pair and SMALL in view.there:
        both = [versus(view, SMALL, HOME, domain, w) for domain in reversed(view.domains)]
        said.append(w("crossover.finding.small") + w("crossover.finding.space").join(both))
    if HOME in view.there and NO_PRIOR in view.there:
        said.append(w("crossover.finding.no_prior") + versus(view, HOME, NO_PRIOR, view.photographs, w))
    return said


def versus(view: View, a: str, b: str, domain: str, w: Words) -> str:
    """Which of two learners is ahead, and by how much; the one named first if neither is."""
    gap = view.ahead(a, b, domain)
    if gap.mean < 0:
        a, b, gap = b, a, Point(-gap.mean, gap.ci95)
    facts = {"a": look_of(a, w).name, "b": look_of(b, w).name, "where": w(f"crossover.domain.{domain}.where")}
    key = "ahead" if gap.mean > gap.ci95 else "level"
    return w(f"crossover.finding.{key}", diff=w.number(gap.mean, 1), half=w.number(gap.ci95, 1), **facts)


def kind_name(kind: str, w: Words) -> str:
    """What a kind is called in the visitor's language; its id where no name is known."""
    id = kind.rpartition("/")[2]
    key = f"crossover.kind.{id.lower()}"
    return w(key) if key in w else id.replace("-", " ")
