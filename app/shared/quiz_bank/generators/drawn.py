"""What a kind of computed question draws from a seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ...text import FALLBACK, Words, words
from ..figure import Figure

Value = str | Callable[[Words], str]
"""What stands in a placeholder: the same in every language, or said in one."""


@dataclass(frozen=True)
class Offer:
    """One option: the key of its words in the bank, and what it has for their placeholders."""

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Drawn:
    """One draw of a question. The first offer is right, computed from what was drawn; others are wrong."""

    values: Mapping[str, Value]
    offers: tuple[Offer, ...]
    figure: Figure | None = None
    in_order: bool = False  # options are sorted by their text, as letters are; otherwise they are shuffled


def number(value: float, digits: int = 2) -> str:
    """A number as it is written: a true minus, thousands apart, no zeros at the end of its decimals."""
    text = words(FALLBACK).number(value, 0 if float(value).is_integer() else digits)
    return text.rstrip("0").rstrip(".") if "." in text else text


def numbers(**offered: float) -> tuple[Offer, ...]:
    """Offers that are numbers, by the keys of their words; the first is right."""
    return tuple(Offer(key, {"n": number(value)}) for key, value in offered.items())


def listed(values: Sequence[float | str]) -> Value:
    """Numbers or texts in a row, as the language sets them."""
    row = [value if isinstance(value, str) else number(value) for value in values]
    return lambda w: w.list(row)
