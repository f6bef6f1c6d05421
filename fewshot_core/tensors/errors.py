"""The errors that the engine raises on purpose; each keeps its numbers and names as attributes."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any


class FewshotError(Exception):
    """The base of all errors that the engine raises on purpose; its text is one English sentence."""

    def __reduce__(self) -> tuple[Callable[..., FewshotError], tuple[Any, ...]]:
        """What a copy in another process is made of: the text and the attributes, whatever made them."""
        return _copied, (type(self), self.args, vars(self))


def _copied(kind: type[FewshotError], text: tuple[str, ...], facts: dict[str, Any]) -> FewshotError:
    error = kind.__new__(kind, *text)
    vars(error).update(facts)
    return error


class OutOfRange(FewshotError):
    """A number is below the least that is possible."""

    def __init__(self, name: str, value: float, least: float) -> None:
        self.name, self.value, self.least = name, value, least
        super().__init__(f"{name} must be at least {least}, not {value}.")


class NotEnoughClasses(FewshotError):
    """A task asks for more classes than the split has."""

    def __init__(self, way: int, available: int, split: str) -> None:
        self.way, self.available, self.split = way, available, split
        super().__init__(f"A {way}-way task needs {way} classes; the {split} split has {available}.")


class NotEnoughImages(FewshotError):
    """A task asks for more images of a class than enough classes of the split have."""

    def __init__(self, needed: int, available: int, way: int, split: str) -> None:
        self.needed, self.available, self.way, self.split = needed, available, way, split
        super().__init__(
            f"Shot and query together need {needed} images of each class; "
            f"the {way} largest classes of the {split} split have at least {available}."
        )


class NotEnoughInGroup(FewshotError):
    """A task within one group asks for more classes than any group has with enough images."""

    def __init__(self, way: int, available: int, split: str) -> None:
        self.way, self.available, self.split = way, available, split
        super().__init__(
            f"A {way}-way task within one group needs {way} large enough classes of it; "
            f"the best group of the {split} split has {available}."
        )


class NotEnoughHands(FewshotError):
    """Support and query images by different drawers need more drawers than the classes share."""

    def __init__(self, needed: int, available: int, split: str) -> None:
        self.needed, self.available, self.split = needed, available, split
        super().__init__(
            f"Shot and query by different hands need {needed} drawers who drew every class; "
            f"the classes of the {split} split share {available}."
        )


class UnknownClass(FewshotError):
    """A task is to have a class that the data set does not have."""

    def __init__(self, name: str, data: str, known: tuple[str, ...]) -> None:
        self.name, self.data, self.known = name, data, known
        near = get_close_matches(name, known)
        hint = f"; near it is {', '.join(near)}" if near else ""
        super().__init__(f"There is no class called '{name}' in {data}{hint}.")


class RepeatedClass(FewshotError):
    """A task is to have the same class twice."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"The classes of a task differ; '{name}' was given more than once.")


class WrongNumberOfClasses(FewshotError):
    """A task is to have more or fewer classes than its way."""

    def __init__(self, way: int, given: int) -> None:
        self.way, self.given = way, given
        super().__init__(f"A {way}-way task has {way} classes; {given} were given.")


class TooFewImages(FewshotError):
    """A class that a task is to have has fewer images than shot and query need."""

    def __init__(self, name: str, needed: int, available: int) -> None:
        self.name, self.needed, self.available = name, needed, available
        super().__init__(
            f"Shot and query together need {needed} images of each class; '{name}' has {available}."
        )


class Missing(FewshotError):
    """Something that has to be downloaded or installed first; ``remedy`` says how."""

    def __init__(self, name: str, remedy: str) -> None:
        self.name, self.remedy = name, remedy
        super().__init__(f"{name} is not here: {remedy}.")


class Unknown(FewshotError):
    """A name (of a data set, split, method or checkpoint) that does not exist."""

    def __init__(self, kind: str, name: str, known: tuple[str, ...]) -> None:
        self.kind, self.name, self.known = kind, name, known
        super().__init__(f"There is no {kind} called '{name}'. There is: {', '.join(known) or 'none'}.")


class NothingToTrain(FewshotError):
    """Training was asked of a method that learns nothing from other tasks."""

    def __init__(self, method: str) -> None:
        self.method = method
        super().__init__(f"The method '{method}' learns nothing from other tasks; there is nothing to train.")


class Unusable(FewshotError):
    """A value that cannot be used here, for the ``reason`` given."""

    def __init__(self, name: str, value: str, reason: str) -> None:
        self.name, self.value, self.reason = name, value, reason
        super().__init__(f"{name} cannot be '{value}': {reason}.")


class Damaged(FewshotError):
    """A file's content is not what it should be, or does not match its hash."""

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"The file {path} is damaged: {reason}.")


class Unwritable(FewshotError):
    """A folder that cannot be written to."""

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"Cannot write to {path}: {reason}.")


class ProcessLost(FewshotError):
    """One of several processes that train together has ended, or no longer answers."""

    def __init__(self) -> None:
        super().__init__(
            "Another process of this training has ended; the same command goes on from the last saved step."
        )


class Mismatch(FewshotError):
    """A checkpoint or training was made with another value of a setting than was asked for."""

    def __init__(self, field: str, found: object, asked: object) -> None:
        self.field, self.found, self.asked = field, found, asked
        super().__init__(f"The checkpoint was made with {field} = {found}, but {asked} was asked for.")
