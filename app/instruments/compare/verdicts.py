"""Who is ahead, in words, after every step: from paired differences, so that a tie is called a tie."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from ...shared.learners import name
from ...shared.runs import Interval
from ...shared.text import Words
from .columns import Column, Measured

T = TypeVar("T")

Gaps = Callable[[str, str], tuple[Interval, ...] | None]
"""(a, b) -> mean and 95 % half-width of a's accuracy minus b's after each step, in points, over the same
tasks; None where they were not measured on the same ones."""


def verdicts(
    columns: Sequence[Column], truth: np.ndarray, guess: str | None, last: int, gaps: Gaps, words: Words
) -> list[tuple[str, str]]:
    """Title and sentence for each step 0 … last. ``guess`` is a learner's id, or None if skipped."""
    shown = {c.id: c for c in columns}
    title = words("compare.verdict.open")
    if guess:
        title = words("compare.verdict.guessed", name=name(guess, words))
    return [(title, _sentence(shown, truth, guess, step, gaps, words)) for step in range(last + 1)]


def _sentence(
    shown: dict[str, Column], truth: np.ndarray, guess: str | None, step: int, gaps: Gaps, words: Words
) -> str:
    measured = {i: c.measured for i, c in shown.items() if c.measured}
    if (guess in measured and len(measured) > 1) or (guess is None and measured):
        return _over_tasks(measured, guess, step, gaps, words)
    return _on_this_task(shown, truth, guess, step, words)


def _over_tasks(measured: dict[str, Measured], guess: str | None, step: int, gaps: Gaps, words: Words) -> str:
    means = {i: _at(m.mean, step) for i, m in measured.items()}
    subject = guess or max(means, key=means.__getitem__)
    facts = {"when": _when(step, words), "name": name(subject, words)}
    facts |= {"mean": words.number(means[subject], 1), "count": str(measured[subject].episodes)}
    if step == 0 and len(means) > 1 and len({round(mean, 1) for mean in means.values()}) == 1:
        return words("compare.verdict.alike", **facts)
    others = sorted((i for i in means if i != subject), key=lambda i: -means[i])
    ahead = {i: _at(gap, step) for i in others if (gap := gaps(subject, i)) is not None}
    if not ahead:
        return words("compare.verdict.alone", ci=words.number(_at(measured[subject].ci95, step), 1), **facts)
    behind = [i for i, (mean, ci) in ahead.items() if mean < -ci]
    level = [i for i, (mean, ci) in ahead.items() if abs(mean) <= ci]
    if behind:
        return words("compare.verdict.loses", **_gap(behind[0], ahead, words), **facts)
    if level:
        names = words.list(name(i, words) for i in level)
        return words("compare.verdict.ties" if guess else "compare.verdict.shares", others=names, **facts)
    key = "compare.verdict.wins" if guess else "compare.verdict.leads"
    return words(key, **_gap(next(iter(ahead)), ahead, words), **facts)


def _on_this_task(
    shown: dict[str, Column], truth: np.ndarray, guess: str | None, step: int, words: Words
) -> str:
    right = {i: _at(c.right(truth), step) for i, c in shown.items() if c.probabilities is not None}
    if not right or (guess and guess not in right):
        return words("compare.verdict.waiting")
    best = max(right.values())
    facts = {"when": _when(step, words), "total": len(truth), "best": best}
    if guess:
        return words("compare.verdict.one_task", right=right[guess], **facts)
    leaders = words.list(name(i, words) for i, r in right.items() if r == best)
    return words("compare.verdict.one_task_open", others=leaders, **facts)


def _gap(other: str, gaps: dict[str, Interval], words: Words) -> dict[str, str]:
    mean, ci = gaps[other]
    return {"other": name(other, words), "difference": words.number(abs(mean), 1), "ci": words.number(ci, 1)}


def _at(values: Sequence[T], step: int) -> T:
    """The value after a step; a learner answers after its last step as it did then."""
    return values[min(step, len(values) - 1)]


def _when(step: int, words: Words) -> str:
    key = {0: "before", 1: "one"}.get(step, "after")
    return words(f"compare.verdict.{key}", step=step)
