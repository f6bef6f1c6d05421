"""Over-fitting, seen: one task step by step, and accuracy against the number of images of each class."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from ...shared.web import joined

_HERE = Path(__file__).parent
OLD = "../../shared/web/old_picture_file.js"


_fit = st.components.v2.component(
    "overfit_board",
    html='<div class="fit"></div>',
    css=joined(_HERE, "shared.css", "fit_board.css"),
    js=joined(
        _HERE,
        OLD,
        "parts.js",
        "fit_markup.js",
        "fit_chart.js",
        "fit_board.js",
    ),
)
_growth = st.components.v2.component(
    "growth_chart",
    html='<div class="growth"></div>',
    css=joined(_HERE, "shared.css", "growth_chart.css"),
    js=joined(_HERE, OLD, "parts.js", "growth_chart.js"),
)


def fit_board(
    data: dict[str, Any],
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
    _fit(key=key, data=data, on_guess_change=on_guess, on_rest_change=on_rest, on_learner_change=on_learner)


def growth_chart(data: dict[str, Any], *, key: str) -> None:
    """Show accuracy against K. Nothing is sent back."""
    _growth(key=key, data=data)
