"""What is said of the contests, composed from what was measured. Pure functions."""

from __future__ import annotations

from collections.abc import Callable

from fewshot_core.studies.contests.contest import LOOKS, WATCHED
from fewshot_core.studies.contests.stored import Results

from ...shared.text import Words
from .rounds import BARE, BOTH, META, ORDINARY, Round, best


def findings(
    results: Results, round_: Round, guess: str | None, names: dict[str, str], hand: str, w: Words
) -> list[str]:
    """The answer to the guess first, then who beats whom, in pairs, then what it means.

    ``names`` of the learners; ``hand``: what tells hands apart, such as the font.
    """

    def versus(a: str, b: str, contest: str, look: int = -1) -> str:
        where = (
            w(f"when.where.{contest}", hand=hand) if look == -1 else w.count("when.where.step", LOOKS[look])
        )
        return _versus(results, a, b, contest, look, names, where, w)

    shown = tuple(reversed(round_.contests))  # as the panels stand: what the guess was about comes first
    sentences = {
        "prior": lambda: [versus(best(results, round_.learners, c), "scratch", c) for c in shown],
        "ordinary": lambda: [versus(best(results, META, c), best(results, ORDINARY, c), c) for c in shown],
        "steps": lambda: [versus("fomaml", "fine-tune", "one-image", look) for look in (1, len(LOOKS) - 1)],
        "question": lambda: _question(results, versus, w),
        "tasks": lambda: _tasks(results, w),
    }
    answer = [_guessed(results, round_, guess, names, w)] if guess not in (None, "skip") else []
    return [*answer, *sentences[round_.id]()]


def _versus(
    results: Results, a: str, b: str, contest: str, look: int, names: dict[str, str], where: str, w: Words
) -> str:
    """Who is better in one kind of tasks, by how much, and whether every training says so."""
    if a == b:
        return w("when.finding.first", a=names[a], where=where)
    verdict = results.verdict(a, b, contest, look)
    if verdict in ("loss", "lag"):
        a, b, verdict = b, a, "win" if verdict == "loss" else "lead"
    mean, half = results.difference(a, b, contest, look)
    facts = {"diff": points(mean), "half": f"{100 * half:.1f}", "seeds": results.seeds}
    return w(f"when.finding.{verdict}", a=names[a], b=names[b], where=where, **facts)


def points(share: float) -> str:
    """A difference in percentage points with a true minus."""
    return f"{100 * share:.1f}".replace("-", "−")


def _question(results: Results, versus: Callable[..., str], w: Words) -> list[str]:
    """What training on things alone costs, what training on both questions brings, and where."""
    ordinary, both = best(results, ORDINARY, "hand"), best(results, BOTH, "hand")
    won = results.verdict(both, best(results, (*ORDINARY, *META, "scratch"), "hand"), "hand") == "win"
    return [
        versus(ordinary, "scratch", "hand"),
        versus(both, ordinary, "hand"),
        versus(both, "scratch", "hand"),
        versus(best(results, BOTH, "thing"), best(results, ORDINARY, "thing"), "thing"),
        w("when.finding.question_won" if won else "when.finding.question_open"),
    ]


def _tasks(results: Results, w: Words) -> list[str]:
    """The gap between classes trained on and others at the end, and what the last updates brought."""
    said = []
    for learner in BARE:
        if (learner, "train") not in results.watched:
            continue
        train, val = (100 * results.watched_mean(learner, split)[0][-1] for split in ("train", "val"))
        peak, change, half = results.watched_change(learner, "val")
        said.append(w(f"when.finding.gap_{learner}", train=f"{train:.1f}", val=f"{val:.1f}"))
        if WATCHED[peak] != WATCHED[len(results.watched_mean(learner, "val")[0]) - 1]:
            facts = {"peak": WATCHED[peak], "change": points(change), "half": f"{100 * half:.1f}"}
            said.append(w("when.finding.peak", **facts))
    return said


def _guessed(results: Results, round_: Round, guess: str | None, names: dict[str, str], w: Words) -> str:
    """Was the guess right? Whoever cannot be told from the best is as good as the best."""
    assert guess is not None
    if round_.id == "tasks":
        _, change, half = results.watched_change(BARE[0], "val")
        truth = "falls" if change < -half else "rises"
        said = w(f"when.choice.{guess}")
        return w("when.finding.guess_right" if guess == truth else "when.finding.guess_wrong", guess=said)
    look = 1 if round_.id == "steps" else -1
    first = best(results, round_.learners, round_.decided_by, look)
    tied = guess == first or results.verdict(first, guess, round_.decided_by, look) == "tie"
    key = "guess_right" if tied else "guess_other"
    return w(f"when.finding.{key}", guess=names[guess], best=names[first])
