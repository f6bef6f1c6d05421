"""The contests as the page shows them: who takes part, and what was measured, in percent. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fewshot_core.studies.contests.contest import LOOKS, WATCH_SPLITS, WATCHED
from fewshot_core.studies.contests.stored import Results

ORDINARY = ("fine-tune", "class-mean")
META = ("fomaml", "protonet")
BOTH = ("fomaml-both", "protonet-both")
STEPPING = ("scratch", "fine-tune", "fomaml")
BARE = ("fomaml-bare", "fomaml")
LIVE = ("scratch", "fine-tune", *META, *BOTH)
"""Who answers a task with two questions live, in front of the visitor."""


@dataclass(frozen=True)
class Round:
    """One contest as the page tells it: who takes part, in which kinds of tasks."""

    id: str
    learners: tuple[str, ...]
    contests: tuple[str, ...]  # a panel each; the guess is about the last

    @property
    def decided_by(self) -> str:
        """The kind of tasks that the guess is about."""
        return self.contests[-1]


ROUNDS = (
    Round("prior", ("scratch", *ORDINARY, *META), ("five-images", "one-image")),
    Round("ordinary", (*ORDINARY, *META), ("five-images", "one-image")),
    Round("steps", STEPPING, ("one-image",)),
    Round("question", ("scratch", *ORDINARY, *META, *BOTH), ("thing", "hand")),
    Round("tasks", BARE, ("one-image",)),
)
BY_ID = {each.id: each for each in ROUNDS}


def rounds(results: Results) -> tuple[Round, ...]:
    """The rounds that were measured: not everyone takes part on every data set."""
    return tuple(r for r in ROUNDS if r.id != "tasks" or (BARE[0], "val") in results.watched)


@dataclass(frozen=True)
class Row:
    """What a learner reached after its last step, in percent."""

    id: str
    mean: float
    ci95: float
    trainings: tuple[float, ...]  # the mean of each training


@dataclass(frozen=True)
class Line:
    """What a learner reached after so many steps, in percent; ``split`` of the classes, where it differs."""

    id: str
    x: tuple[int, ...]
    mean: tuple[float, ...]
    ci95: tuple[float, ...]
    split: str = ""


def rows(results: Results, learners: Sequence[str], contest: str) -> list[Row]:
    """Each learner in one kind of tasks."""
    found = []
    for id in learners:
        mean, half = percent(results.accuracy(id, contest))
        found.append(Row(id, mean, half, percent(results.by_seed(id, contest))))
    return found


def best(results: Results, learners: Sequence[str], contest: str, look: int = -1) -> str:
    """The learner with the highest mean."""
    return max(learners, key=lambda id: results.accuracy(id, contest, look)[0])


def step_lines(results: Results) -> list[Line]:
    """Accuracy after so many inner steps."""
    found = []
    for id in STEPPING:
        looks = [results.accuracy(id, "one-image", look) for look in range(len(LOOKS))]
        means, halves = zip(*looks, strict=True)
        found.append(Line(id, LOOKS, percent(means), percent(halves)))
    return found


def task_lines(results: Results) -> list[Line]:
    """Accuracy during training, on tasks of classes trained on and of others."""
    found = []
    for id in BARE:
        for split in WATCH_SPLITS:
            if (id, split) in results.watched:
                means, halves = results.watched_mean(id, split)
                found.append(Line(id, WATCHED[: len(means)], percent(means), percent(halves), split))
    return found


def percent(shares: Sequence[float]) -> tuple[float, ...]:
    """Shares 0…1 in percent."""
    return tuple(100 * share for share in shares)
