"""Contests as plain numbers for the screen. Pure functions of stored results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fewshot_core.studies.contests.contest import LOOKS, WATCH_SPLITS, WATCHED
from fewshot_core.studies.contests.stored import Results

Json = dict[str, Any]

ORDINARY = ("fine-tune", "class-mean")
META = ("fomaml", "protonet")
BOTH = ("fomaml-both", "protonet-both")
STEPPING = ("scratch", "fine-tune", "fomaml")
BARE = ("fomaml-bare", "fomaml")
LIVE = ("scratch", "fine-tune", "fomaml", *BOTH)
"""Who answers a task with two questions live, in front of the visitor."""


@dataclass(frozen=True)
class Round:
    """One contest as the page tells it: who takes part, in which kinds of tasks."""

    id: str
    contenders: tuple[str, ...]
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


def rows(results: Results, contenders: Sequence[str], contest: str) -> list[Json]:
    """Who reached what after the last step, in percent: mean, 95 % half-width, each training."""
    found = []
    for contender in contenders:
        mean, half = results.accuracy(contender, contest)
        seeds = percent(results.by_seed(contender, contest))
        found.append(
            {
                "id": contender,
                **dict(zip(("mean", "ci95"), percent((mean, half)), strict=True)),
                "seeds": seeds,
            }
        )
    return found


def best(results: Results, contenders: Sequence[str], contest: str, look: int = -1) -> str:
    """Who has the highest mean."""
    return max(contenders, key=lambda c: results.accuracy(c, contest, look)[0])


def step_lines(results: Results) -> Json:
    """Accuracy after so many inner steps."""
    series = []
    for contender in STEPPING:
        pairs = [results.accuracy(contender, "one-image", look) for look in range(len(LOOKS))]
        means, halves = zip(*pairs, strict=True)
        series.append({"id": contender, "x": list(LOOKS), "mean": percent(means), "ci95": percent(halves)})
    return {"series": series}


def task_lines(results: Results) -> Json:
    """Accuracy during training, on tasks of classes trained on and of others."""
    series = []
    for entrant in BARE:
        for split in WATCH_SPLITS:
            if (entrant, split) in results.watched:
                means, halves = results.watched_mean(entrant, split)
                x = list(WATCHED[: len(means)])
                series.append(
                    {"id": f"{entrant} {split}", "x": x, "mean": percent(means), "ci95": percent(halves)}
                )
    return {"series": series}


def percent(shares: Sequence[float]) -> list[float]:
    """Shares 0…1 in percent, to two places."""
    return [round(100 * share, 2) for share in shares]
