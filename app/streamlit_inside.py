"""What the app uses of Streamlit that is not documented: each name once, here, and a test that misses it.

A new release may move any of them; ``tests/app/test_streamlit_inside.py`` then says which.
"""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st
from streamlit import logger as loggers
from streamlit.runtime import exists, get_instance
from streamlit.runtime.pages_manager import PagesManager

UPLOADS = "/_stcore/upload_file"
"""Below this, a path names a visit and a file that is uploaded."""
STATIC = Path(st.__file__).parent / "static"
"""The folder of Streamlit's own page."""


def index_page() -> str:
    """Streamlit's own page, into which the app's first script and tokens are put."""
    return (STATIC / "index.html").read_text(encoding="utf-8")


def plotly_script() -> str:
    """The address, below the app's root, of the script of Plotly charts, or an empty text."""
    found = sorted((STATIC / "static" / "js").glob("PlotlyChart.*.js"))
    return found[0].relative_to(STATIC).as_posix() if found else ""


def uploaded() -> dict[str, tuple[int, int]]:
    """What is uploaded and kept in memory, by visit: how many files, and how many bytes."""
    kept = getattr(get_instance().uploaded_file_mgr, "file_storage", {}) if exists() else {}
    visits = [(visit, list(files.values())) for visit, files in list(kept.items())]
    return {visit: (len(files), sum(len(file.data) for file in files)) for visit, files in visits}


def ignore_pages_folder() -> None:
    """Make Streamlit take no folder for a folder of its pages.

    A folder called ``pages`` beside the script makes it run the files there as scripts until
    ``st.navigation`` is first called, and a visitor whose first page is not the front page sees an empty one.
    """
    PagesManager.uses_pages_directory = False


def log_by(handler: logging.Handler) -> None:
    """Have Streamlit, and the server that it brings, log by this handler alone, now and later."""

    def put(logger: logging.Logger) -> None:
        logger.handlers = [handler]

    loggers.setup_formatter = put
    loggers.update_formatter()
