"""Measured values in sentences: a text names what it tells, and the app takes it from what was measured.

A sentence holds ``{fact[accuracy everyday maml 5 1]}`` and is filled by ``w(key, fact=Facts(w))``. No
accuracy is ever typed into a text. What can be asked for stands in KINDS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fewshot_core.tensors.errors import FewshotError

from . import runs
from .text import Words


class Facts:
    """What was measured, said in the language of ``w``: ``Facts(w)["accuracy everyday maml 5 1"]``."""

    def __init__(self, w: Words) -> None:
        self.w = w

    def __getitem__(self, asked: str) -> str:
        """One fact in words; raises KeyError for one that nobody measured."""
        kind, *about = asked.split()
        try:
            return KINDS[kind](self.w, *about)
        except (KeyError, IndexError, TypeError, ValueError, FewshotError) as error:
            raise KeyError(f"there is no fact “{asked}”") from error


def _curve(data: str, learner: str, way: str, shot: str) -> runs.Curve:
    found = runs.stored(data, learner, int(way), int(shot))
    if found is None:
        raise KeyError(f"{learner} was not measured on {data}, {way}-way {shot}-shot")
    return found


def accuracy(w: Words, data: str, learner: str, way: str, shot: str) -> str:
    """Accuracy on unseen classes after the last adaptation step, with its 95 % interval, in percent."""
    return _level(w, _curve(data, learner, way, shot), -1)


def after(w: Words, data: str, learner: str, way: str, shot: str, step: str) -> str:
    """The same after so many adaptation steps; raises IndexError for more than were measured."""
    return _level(w, _curve(data, learner, way, shot), int(step))


def _level(w: Words, curve: runs.Curve, step: int) -> str:
    mean, half = 100 * curve.mean[step], 100 * curve.ci95[step]
    return w("common.fact.accuracy", mean=w.number(mean, 1), half=w.number(half, 1))


def tasks(w: Words, data: str, learner: str, way: str, shot: str) -> str:
    """How many tasks that accuracy is the mean of."""
    return w.number(_curve(data, learner, way, shot).episodes)


def ahead(w: Words, data: str, first: str, second: str, way: str, shot: str) -> str:
    """How far one learner is ahead of another in points, paired over the same tasks, with its interval."""
    gaps = runs.stored_differences(data, first, second, int(way), int(shot))
    if gaps is None:
        raise KeyError(f"{first} and {second} were not measured on the same tasks")
    mean, half = gaps[-1]
    return w("common.fact.ahead", mean=w.number(100 * mean, 1), half=w.number(100 * half, 1))


def chance(w: Words, way: str) -> str:
    """The accuracy of guessing among so many classes, in percent."""
    return w("common.fact.percent", value=w.number(100 / int(way), 0))


def classes(w: Words, data: str, split: str) -> str:
    """How many classes a split has."""
    return w.number(len(runs.data(data).split_classes(split)))


def images(w: Words, data: str, *splits: str) -> str:
    """How many images the classes of these splits have together; of all splits, where none is named."""
    found = runs.data(data)
    chosen = [i for split in splits or ("train", "val", "test") for i in found.split_classes(split)]
    return w.number(sum(found.classes[i].count for i in chosen))


KINDS: Mapping[str, Callable[..., str]] = {
    each.__name__: each for each in (accuracy, after, tasks, ahead, chance, classes, images)
}
"""What a sentence can ask for: ``{fact[NAME ARGUMENTS]}``."""
