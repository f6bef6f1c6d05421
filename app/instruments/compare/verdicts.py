"""Who is ahead, in words, after every step: from paired differences, so that a tie is called a tie."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...shared.learners import name
from ...shared.text import Words
from .contestants import Contestant, Measured

Difference = Callable[[str, str, int], tuple[float, float] | None]
"""(a, b, step) -> mean and 95 % half-width of a's accuracy minus b's, in points, over the same tasks."""


def verdicts(
    contestants: list[Contestant], truth: np.ndarray, guess: str | None, last: int,
    difference: Difference, words: Words,
) -> list[tuple[str, str]]:  # fmt: skip
    """Title and sentence for each step 0 … last. ``guess`` is a contender's id, or None if skipped."""
    shown = {c.id: c for c in contestants}
    title = words("compare.verdict.open")
    if guess:
        title = words("compare.verdict.guessed", name=name(guess, words))
    return [(title, _sentence(shown, truth, guess, step, difference, words)) for step in range(last + 1)]


def _sentence(
    shown: dict[str, Contestant], truth: np.ndarray, guess: str | None, step: int,
    difference: Difference, words: Words,
) -> str:  # fmt: skip
    measured = {i: c.measured for i, c in shown.items() if c.measured}
    if (guess in measured and len(measured) > 1) or (guess is None and measured):
        return _over_tasks(measured, guess, step, difference, words)
    return _on_this_task(shown, truth, guess, step, words)


def _over_tasks(
    measured: dict[str, Measured], guess: str | None, step: int, difference: Difference, words: Words
) -> str:
    means = {i: _at(m.mean, step) for i, m in measured.items()}
    subject = guess or max(means, key=means.__getitem__)
    facts = {"when": _when(step, words), "name": name(subject, words), "mean": f"{means[subject]:.1f}"}
    facts["count"] = str(measured[subject].episodes)
    others = sorted((i for i in means if i != subject), key=lambda i: -means[i])
    gaps = {i: gap for i in others if (gap := difference(subject, i, step)) is not None}
    if not gaps:
        return words("compare.verdict.alone", ci=f"{_at(measured[subject].ci95, step):.1f}", **facts)
    behind = [i for i, (mean, ci) in gaps.items() if mean < -ci]
    level = [i for i, (mean, ci) in gaps.items() if abs(mean) <= ci]
    if behind:
        return words("compare.verdict.loses", **_gap(behind[0], gaps, words), **facts)
    if level:
        names = _list([name(i, words) for i in level], words)
        return words("compare.verdict.ties" if guess else "compare.verdict.shares", others=names, **facts)
    ahead = "compare.verdict.wins" if guess else "compare.verdict.leads"
    return words(ahead, **_gap(next(iter(gaps)), gaps, words), **facts)


def _on_this_task(
    shown: dict[str, Contestant], truth: np.ndarray, guess: str | None, step: int, words: Words
) -> str:
    right = {i: _at(c.right(truth), step) for i, c in shown.items() if c.probabilities is not None}
    if not right or (guess and guess not in right):
        return words("compare.verdict.waiting")
    best = max(right.values())
    facts = {"when": _when(step, words), "total": len(truth), "best": int(best)}
    if guess:
        return words("compare.verdict.one_task", right=int(right[guess]), **facts)
    leaders = _list([name(i, words) for i, r in right.items() if r == best], words)
    return words("compare.verdict.one_task_open", others=leaders, **facts)


def _gap(other: str, gaps: dict[str, tuple[float, float]], words: Words) -> dict[str, str]:
    mean, ci = gaps[other]
    return {"other": name(other, words), "difference": f"{abs(mean):.1f}", "ci": f"{ci:.1f}"}


def _at(values: tuple[float, ...] | list[int], step: int) -> float:
    return values[min(step, len(values) - 1)]


def _when(step: int, words: Words) -> str:
    key = {0: "before", 1: "one"}.get(step, "after")
    return words(f"compare.verdict.{key}", step=step)


def _list(names: list[str], words: Words) -> str:
    if len(names) < 2:
        return "".join(names)
    return words("compare.verdict.comma").join(names[:-1]) + words("compare.verdict.and") + names[-1]
