"""A question as it is asked: drawn for a seed, in words of one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from ..facts import Facts
from ..text import Words
from .bank import Option, Question
from .figure import Figure
from .generators import draw
from .generators.drawn import Drawn, Offer, Value


@dataclass(frozen=True)
class Choice:
    """One option in words."""

    key: str
    text: str
    right: bool
    misconception: str  # a short name; empty for the right one
    feedback: str


@dataclass(frozen=True)
class Asked:
    """A question in words, with its options in the order in which they are shown."""

    id: str
    chapter: str
    stem: str
    choices: tuple[Choice, ...]
    figure: Figure | None
    alt: str
    source: str

    @property
    def right(self) -> int:
        """The place of the right option."""
        return next(i for i, choice in enumerate(self.choices) if choice.right)


def ask(question: Question, seed: int, w: Words) -> Asked:
    """The question drawn for a seed. The same seed asks the same, in every language."""
    words = question.wording(w.lang)
    name = f"{question.id} {seed}"
    drawn = draw(question.kind, name) if question.kind else _fixed(words.options)
    said = {"fact": Facts(w), **_said(drawn.values, w)}
    choices = [
        _choice(words.options[offer.key], offer, place == 0, said, w)
        for place, offer in enumerate(drawn.offers)
    ]
    order = Random(name).sample(range(len(choices)), len(choices))
    if drawn.in_order:
        order.sort(key=lambda place: choices[place].text)
    return Asked(
        question.id,
        question.chapter,
        words.stem.format(**said),
        tuple(choices[place] for place in order),
        drawn.figure,
        words.alt.format(**said),
        question.source,
    )


def _fixed(options: Mapping[str, Option]) -> Drawn:
    """The options of a question whose answer is fixed, the right one first."""
    keys = sorted(options, key=lambda key: not options[key].because)
    return Drawn({}, tuple(Offer(key) for key in keys))


def _said(values: Mapping[str, Value], w: Words) -> dict[str, str]:
    return {name: value if isinstance(value, str) else value(w) for name, value in values.items()}


def _choice(option: Option, offer: Offer, right: bool, said: Mapping[str, object], w: Words) -> Choice:
    values = {**said, **_said(offer.values, w)}
    feedback = option.because if right else option.why
    if not feedback:
        raise ValueError(f"nothing is said of the option '{offer.key}' where it is {right}")
    name = "" if right else option.misconception
    filled = (text.format(**values) for text in (option.text, name, feedback))
    text, misconception, told = filled
    return Choice(offer.key, text, right, misconception, told)
