"""One query image from inside: its guess, then bars and neighbours at every step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NotRequired, TypedDict

from ...shared.web import APP, component

HERE = Path(__file__).parent
WEB = APP / "shared" / "web"
STYLES = (WEB / "marks.css", WEB / "guess_card.css", HERE / "inside.css")


class Strip(TypedDict):
    """Drawings side by side."""

    id: str
    url: str
    count: int


class ViewData(TypedDict):
    """What the view shows. The answer is in it once the visitor has guessed."""

    task: str
    classes: list[str]
    query: Strip
    support: Strip
    shot: int
    order: list[int]  # the query images' places in the query set, as they are shown
    image: int
    step: int
    asked: bool
    learner: str
    truth: NotRequired[int]
    guess: NotRequired[int]  # -1: none
    shares: NotRequired[list[list[float]]]  # (states, way)
    near: NotRequired[list[list[tuple[int, float]]]]  # (states, NEIGHBOURS): support image and distance
    words: dict[str, str]


_component = component(HERE / "inside.js", '<div class="inside"></div>', STYLES)


def inside_view(
    data: ViewData, *, key: str, on_step: Callable[[], None], on_image: Callable[[], None],
    on_guess: Callable[[], None],
) -> None:  # fmt: skip
    """Show it. Sent back, to ``st.session_state[key]``: ``step``, ``image``, and ``guess``.

    A guess is a class's place in the task as text, or "skip".
    """
    _component(key=key, data=data, on_step_change=on_step, on_image_change=on_image, on_guess_change=on_guess)
