"""A figure that is finished: what is sent of it is made once, and may be kept for all who ask for it."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go


class Finished(go.Figure):
    """What is sent of a figure. It can be shown, to many at once, and not be changed any more.

    To look at a figure anew takes Plotly as long as to make it, and Streamlit has it do so whenever it is
    shown. Streamlit asks for nothing but ``to_dict``.
    """

    def __init__(self, made: go.Figure) -> None:
        # Without Plotly's own beginning: nothing is copied, looked at or drawn by it here.
        self._sent = made.to_dict()

    def to_dict(self) -> dict[str, Any]:
        """The figure as its traces and its layout."""
        return self._sent

    def __repr__(self) -> str:
        return f"Finished({len(self._sent['data'])} traces)"
