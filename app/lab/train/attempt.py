"""Doing what a visitor asked for in a callback, and telling on the page why it could not be done."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from fewshot_core.tensors.errors import FewshotError

from ...shared.text import Words
from ...shared.trouble import sentence
from .upload import Refused

TOLD = "train_told"


def attempt(w: Words, what: Callable[[], object]) -> None:
    """Do it, or keep one sentence for the page that says why not."""
    try:
        what()
    except Refused as error:
        st.session_state[TOLD] = w(f"train.refused.{error.reason}")
    except FewshotError as error:
        st.session_state[TOLD] = sentence(error, w)


def tell() -> None:
    """Say what could not be done, once."""
    if told := st.session_state.pop(TOLD, ""):
        st.error(told, icon=":material/info:")
