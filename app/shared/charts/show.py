"""How a page shows a figure: its words for a screen reader, what a click does, files of it, its numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from ..text import Words
from ..web import component

HERE = Path(__file__).parent
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}

NARROW = "charts_are_narrow"
"""Where the session keeps that its charts have little room, as on a phone."""

_tools = component(HERE / "chart_tools.js", '<div class="tools"></div>', (HERE / "chart_tools.css",))


@dataclass(frozen=True)
class Cell:
    """One cell of a table; ``href`` leads to the room ``page`` with choices of its own."""

    text: str
    href: str = ""
    page: str = ""


@dataclass(frozen=True)
class Table:
    """The numbers of a figure: the first cell of each row is its head."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | Cell]]


def show(
    figure: go.Figure, w: Words, *, key: str, alt: str, table: Table, file: str, heading: Sequence[str],
    on_point: Callable[[Any], None] | None = None, leads: str = "",
) -> None:  # fmt: skip
    """Show a figure with its two save buttons and, below, its numbers as a table.

    ``alt`` says what it shows. ``file`` names the files, ``heading`` are the lines above the picture in them.
    ``on_point`` gets the ``customdata`` of a point that was clicked; ``leads`` says where that leads.
    """
    with st.container(key=f"{key}_chart", gap=None):
        st.plotly_chart(figure, key=key, theme=None, config=CONFIG, alt=alt)
    data = {
        "chart": f"st-key-{key}_chart",
        "alt": alt,
        "file": file,
        "heading": list(heading),
        "points": on_point is not None,
        "leads": leads,
        "narrow": narrow(),
        "words": w.section("common.chart"),
    }

    def clicked() -> None:
        point = st.session_state[f"{key}_tools"]["point"]
        if on_point is not None and point is not None:
            on_point(point)

    def measured() -> None:
        st.session_state[NARROW] = bool(st.session_state[f"{key}_tools"]["narrow"])

    _tools(key=f"{key}_tools", data=data, on_point_change=clicked, on_narrow_change=measured)
    st.html(table_markup(table, w("common.chart.numbers")))


def narrow() -> bool:
    """Whether this visitor's charts have little room; known from the first chart on."""
    return bool(st.session_state.get(NARROW))


def table_markup(table: Table, summary: str) -> str:
    """A real table, closed until it is asked for."""
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in table.heads)
    rows = "".join(
        f'<tr><th scope="row">{_cell(first)}</th>{"".join(f"<td>{_cell(cell)}</td>" for cell in cells)}</tr>'
        for first, *cells in table.rows
    )
    return (
        f'<details class="fs-numbers"><summary>{escape(summary)}</summary><div><table>'
        f"<caption>{escape(table.caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>"
        "</table></div></details>"
    )


def _cell(cell: str | Cell) -> str:
    if isinstance(cell, str):
        return escape(cell)
    if not cell.href:
        return escape(cell.text)
    return f'<a href="{escape(cell.href)}" data-page="{cell.page}" data-query>{escape(cell.text)}</a>'
