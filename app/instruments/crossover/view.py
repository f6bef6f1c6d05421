"""What is to be seen of the crossover: which learners, on which images, compared with whom. No sentences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from fewshot_core.studies.crossover.domains import DRAWINGS, PHOTOGRAPHS, UNNAMED
from fewshot_core.studies.crossover.stored import WAY, Results

from . import LEARNERS, CrossoverChoices

HOME, AWAY, SMALL, NO_PRIOR = "everyday/protonet", "frozen/prototype", "frozen-ink/prototype", LEARNERS[0]
"""The two of whom the question is; the second one made to see as the first does; one without a prior."""
USUAL = (NO_PRIOR, "scripts/protonet", "everyday/conventional/class-mean", HOME, SMALL, AWAY)
"""The learners that are drawn at first."""
CHANCE = 100 / WAY


@dataclass(frozen=True)
class Point:
    """An accuracy in percent, or a difference in points, with the half-width of its 95 % interval."""

    mean: float
    ci95: float


@dataclass(frozen=True)
class View:
    """What choices ask for of what was measured."""

    choices: CrossoverChoices
    results: Results

    @property
    def shot(self) -> int:
        """K of the tasks."""
        return int(self.choices.shot)

    @property
    def photographs(self) -> str:
        """The domain that stands for photographs."""
        return UNNAMED if self.choices.kinds == "unnamed" else PHOTOGRAPHS

    @property
    def domains(self) -> tuple[str, str]:
        """What is drawn left and right."""
        return DRAWINGS, self.photographs

    @cached_property
    def there(self) -> tuple[str, ...]:
        """The learners that answered both."""
        left, right = (self.results.learners(domain, self.shot) for domain in self.domains)
        return tuple(id for id in LEARNERS if id in left and id in right)

    @cached_property
    def drawn(self) -> tuple[str, ...]:
        """The learners that are drawn."""
        return tuple(id for id in self.there if self.choices.every or id in (*USUAL, self.against))

    @cached_property
    def against(self) -> str:
        """The learner that all are compared with, if it answered; empty: nobody."""
        return self.choices.against if self.choices.against in self.there else ""

    def point(self, id: str, domain: str) -> Point:
        """What a learner reached, or by how much it is ahead of ``against``, in pairs."""
        if self.against:
            return self.ahead(id, self.against, domain)
        return _reached(self.results, id, domain, self.shot)

    def ahead(self, a: str, b: str, domain: str) -> Point:
        """By how many points one learner is ahead of another, in pairs."""
        return _ahead(self.results, a, b, domain, self.shot)

    def crosses(self) -> bool:
        """Whether each of the two learners wins where it was trained, and no interval holds 0."""
        home, away = (self.ahead(HOME, AWAY, domain) for domain in self.domains)
        return home.mean > home.ci95 and away.mean < -away.ci95

    def by_kind(self, id: str) -> dict[str, Point]:
        """What a learner reached on each kind of photographs."""
        return _by_kind(self.results, id, self.photographs, self.shot)

    def hardest(self, count: int | None = None) -> list[tuple[str, Point]]:
        """The kinds that the photo network names worst, and how well; or all."""
        return sorted(self.by_kind(AWAY).items(), key=lambda each: each[1].mean)[:count]


# The results are the same for all visitors, who draw the page again at every click.


@lru_cache(200)
def _reached(results: Results, id: str, domain: str, shot: int) -> Point:
    return _in_percent(results.accuracy(id, domain, shot))


@lru_cache(2000)
def _ahead(results: Results, a: str, b: str, domain: str, shot: int) -> Point:
    return _in_percent(results.difference(a, b, domain, shot))


@lru_cache(200)
def _by_kind(results: Results, id: str, domain: str, shot: int) -> dict[str, Point]:
    return {kind: _in_percent(share) for kind, share in results.by_kind(id, domain, shot).items()}


def _in_percent(share: tuple[float, float]) -> Point:
    return Point(*(100 * each for each in share))
