"""All learners: how each is named, drawn and grouped, the same on every page and in every chart.

A learner's id is its method's, with the way it answers behind it where there are several, as in
``conventional/fine-tune``. What is said of a learner stands in ``en.toml`` and ``zh.toml`` beside this file,
under ``learner.ID`` with ``-`` for ``/``. A method that is not listed here, one that somebody just added, is
drawn and named all the same: by its id, in the quiet colour, with a dash of its own. So is a learner that a
visitor trained, by the name that the visitor gave it (``trained.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .text import Words


@dataclass(frozen=True)
class Learner:
    """One learner: its id, what its training was, and how its line is dashed (SVG's stroke-dasharray)."""

    id: str
    dash: str = "6 2 1 2"
    called: str = ""  # by the visitor who trained it
    of: str = ""  # its method, where its id does not say so

    @property
    def method(self) -> str:
        """The method's id, which is an embedded checkpoint's name too."""
        return self.of or self.id.partition("/")[0]

    @property
    def token(self) -> str:
        """The custom property in ``web/tokens.css`` that holds its colour in the light and the dark theme."""
        if self.called:
            return "--fs-m-own"
        # Ways to answer of one method share its colour, but those of a network that all four have in common.
        return f"--fs-m-{self.id.replace('/', '-') if self.method == 'frozen' else self.method}"

    @property
    def key(self) -> str:
        """Where its words are kept."""
        return f"common.learner.{self.id.replace('/', '-')}"


LEARNERS = (
    Learner("scratch", "1.5 5"),
    Learner("conventional/fine-tune", "8 5"),
    Learner("conventional/linear-head", "3 4"),
    Learner("conventional/class-mean", "14 4"),
    Learner("baseline", "6 2"),
    Learner("baseline-pp", "10 2 3 2"),
    Learner("maml", ""),
    Learner("fomaml", "16 3 3 3"),
    Learner("reptile", "12 4 2 4"),
    Learner("anil", "5 3 1 3"),
    Learner("metasgd", "20 4"),
    Learner("lstm", "9 3 1 3 1 3"),
    Learner("protonet", "4 3"),
    Learner("matchingnet", "2 3"),
    Learner("relationnet", "7 3 3 3"),
    Learner("r2d2", "11 5"),
)
"""In this order side by side: ordinary training, what learns to take steps, what learns to compare."""

FROZEN = (
    Learner("frozen/prototype", "14 4"),
    Learner("frozen/ridge", "11 5"),
    Learner("frozen/head", "3 4"),
    Learner("frozen/last-block", "8 5"),
)
"""Learners whose network others have trained on photographs: here is no checkpoint of them."""

SHORT = 10
"""Letters of a visitor's name for a learner that fit a line's end."""

AT_ONCE = 6
"""Learners that fit side by side."""

BY_ID = {learner.id: learner for learner in (*LEARNERS, *FROZEN)}
ORDER = tuple(dict.fromkeys(learner.method for learner in LEARNERS))
"""The methods' ids in the same order."""
PAGES = (*ORDER, *(learner.id for learner in FROZEN))
"""What has a page of its own: every method, and every way to answer with the photo network."""
ANSWERS = {learner.id for learner in LEARNERS if "/" in learner.id}
"""Learners that share a method and differ in how they answer."""


OWN: dict[str, Learner] = {}
"""Learners that visitors trained, by ids that cannot be guessed; ``trained.py`` enters them."""
OWN_DASHES = ("6 2 1 2", "2 2 8 2", "12 2 2 2 2 2", "3 2", "18 3 1 3")
"""Dashes of one visitor's learners, which all have one colour."""


def learner(id: str) -> Learner:
    """The learner of this id, listed or not."""
    return BY_ID.get(id) or OWN.get(id) or Learner(id)


def ids(methods: set[str]) -> tuple[str, ...]:
    """The ids of all learners of these methods: the listed ones in their order, then others by name."""
    listed = [each.id for each in LEARNERS if each.method in methods]
    return (*listed, *sorted(methods.difference(ORDER)))


def page_of(id: str) -> str:
    """Which of ``PAGES`` tells of a learner; empty for none."""
    return next((page for page in (id, learner(id).method) if page in PAGES), "")


def name(id: str, w: Words) -> str:
    """A learner's name in the visitor's language; its id where no name is known."""
    return learner(id).called or _word(id, "name", w) or id


def what(id: str, w: Words) -> str:
    """What a learner is, in one plain sentence."""
    return _word(id, "what", w) or w("common.learner.new.what")


def appearance(id: str, w: Words) -> dict[str, Any]:
    """Name, line and a few words on the training of a learner, as components draw them.

    ``id``, ``name``, ``short`` (fits a line's end), ``how`` (trained, in five words), ``still`` (why it takes
    no steps, or empty), ``colour`` (a CSS value) and ``dash``.
    """
    one = learner(id)
    return {
        "id": id,
        "name": name(id, w),
        "short": one.called[:SHORT] or _word(id, "short", w) or id,
        "how": _word(id, "how", w) or w("common.learner.new.how"),
        "still": _word(one.of or id, "still", w),
        "colour": f"var({one.token}, var(--fs-quiet))",
        "dash": one.dash,
    }


def _word(id: str, which: str, w: Words) -> str:
    one = learner(id)
    key = f"{'common.learner.own' if one.called else one.key}.{which}"
    return w(key) if key in w else ""
