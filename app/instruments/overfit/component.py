"""Over-fitting, seen: one task, trained on from scratch step by step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypedDict

from ...shared.guess_card.who import Who
from ...shared.web import component

HERE = Path(__file__).parent
WEB = HERE.parent.parent / "shared" / "web"
STYLES = ("marks.css", "guess_card.css", "curve.css")


class FittingData(TypedDict):
    """The answers to both sets of a task after each step looked at; images.js says the same."""

    steps: list[int]
    support: list[list[int]]  # the class said of each image, by step
    query: list[list[int]]
    support_right: list[int]  # how many are right, by step
    query_right: list[int]


class SetData(TypedDict):
    """The images of one set: how many, and all of them side by side in one picture."""

    count: int
    strip: str


class BoardData(TypedDict):
    """What the board shows; images.js says the same."""

    task: str
    look: str  # changes whenever the page must be built anew
    classes: list[str]
    support: SetData
    query: SetData
    fitting: FittingData | None  # None until the training is done
    note: str  # why the training failed
    image: int  # the query image chosen on another page; -1: none
    at: int  # the place in steps that the address asks for
    guess: str | None
    who: Who  # the learners of the page
    learner: dict[str, Any]
    learners: list[dict[str, str]]
    verdict: list[str]
    words: dict[str, str]


_board = component(
    HERE / "overfit.js",
    '<div class="overfit"></div>',
    (*(WEB / style for style in STYLES), HERE / "overfit.css"),
)


def overfit_board(
    data: BoardData,
    *,
    key: str,
    on_guess: Callable[[], None],
    on_rest: Callable[[], None],
    on_learner: Callable[[], None],
) -> None:
    """Show training from scratch on one task. The callbacks find what was sent at ``st.session_state[key]``.

    ``guess`` is "all", "nearly", "far" or "skip"; ``rest`` the training step that the visitor has come to
    rest at, never sent while it plays; ``learner`` the meta-trained learner to show beside it.
    """
    _board(key=key, data=data, on_guess_change=on_guess, on_rest_change=on_rest, on_learner_change=on_learner)
