"""The film of the episode loop, played in the browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ...shared.web import component
from .record import Data

HERE = Path(__file__).parent

_component = component(
    HERE / "loop.js",
    '<div class="loop" tabindex="0"></div>',
    tuple(HERE / f"{name}.css" for name in ("loop", "player", "stage", "cards", "levels")),
)


def film(data: Data, *, key: str, on_rest: Callable[[], None]) -> None:
    """Show the film.

    When the visitor comes to rest, never while the film plays, ``on_rest`` finds ``{"learner": …, "frame": …,
    "level": …, "companion": …, "code": …, "turn": …}`` at ``st.session_state[key]["at"]``. The next data must
    bring that ``turn`` back.
    """
    _component(key=key, data=data, on_at_change=on_rest)
