"""Whatever goes wrong becomes one sentence in the visitor's language, never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from app.state import Correction, State, read
from app.text import Words, words
from fewshot_core.tensors.errors import FewshotError

log = logging.getLogger(__name__)


@contextmanager
def told(w: Words) -> Iterator[None]:
    """Tell what goes wrong inside, and go on.

    Streamlit's own signals to stop or rerun are no Exceptions, so they pass.
    """
    try:
        yield
    except Exception as error:
        _tell(error, w)


def tell(error: Exception) -> bool:
    """Tell what went wrong outside a page's own run, in a callback or a fragment; True: it is told."""
    _tell(error, words(read().lang))
    return True


def _tell(error: Exception, w: Words) -> None:
    if not isinstance(error, FewshotError):
        log.error("A page failed.", exc_info=error)
    st.error(sentence(error, w), icon=":material/info:")


def sentence(error: Exception, w: Words) -> str:
    """What to tell a visitor of an error; the engine's own errors bring their numbers."""
    key = f"common.error.{type(error).__name__}"
    if not isinstance(error, FewshotError) or key not in w:
        return w("common.error.unexpected")
    return w(key, **vars(error))


def tell_corrections(state: State, w: Words) -> None:
    """Say which values of the URL could not be used, and what is used instead."""
    if state.corrections:
        st.warning(" ".join(corrected(c, w) for c in state.corrections), icon=":material/info:")


def corrected(correction: Correction, w: Words) -> str:
    """One sentence on one correction, with the value given and the value used."""
    return w(
        f"common.corrected.{correction.reason}",
        name=w(f"common.field.{correction.field}"),
        given=correction.given[:20],
        used=correction.used,
        least=correction.least,
        most=correction.most,
    )
