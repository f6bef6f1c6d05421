"""Whatever goes wrong becomes one sentence in the visitor's language, never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from fewshot_core.tensors.errors import FewshotError

from .choices import Choices, Correction, parse
from .host import preferred
from .meters import FAILURES
from .text import Words, as_typed, words

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
    choices = parse(Choices, st.query_params.to_dict(), preferred())
    _tell(error, words(choices.lang))
    return True


def _tell(error: Exception, w: Words) -> None:
    if not isinstance(error, FewshotError):
        log.error("A page failed.", exc_info=error)
        FAILURES.labels(where="page").inc()
    st.error(sentence(error, w), icon=":material/info:")


def sentence(error: Exception, w: Words) -> str:
    """What to tell a visitor of an error; the engine's own errors bring their numbers."""
    key = f"common.error.{type(error).__name__}"
    if not isinstance(error, FewshotError) or key not in w:
        return w("common.error.unexpected")
    return w(key, **vars(error))


def tell_corrections(choices: Choices, w: Words, room: str) -> None:
    """Say which values of the URL could not be used, and what is used instead."""
    if choices.corrections:
        st.warning(" ".join(corrected(c, w, room) for c in choices.corrections), icon=":material/info:")


def corrected(correction: Correction, w: Words, room: str) -> str:
    """One sentence on one correction, with the value given and the value used.

    A room can have its own sentence for one of its fields: ``corrected.FIELD``.
    """
    own = f"{room}.corrected.{correction.field}"
    reason, used = correction.reason, correction.used
    if reason == "unknown" and not (used and isinstance(used, str)):
        reason = "left_out"  # nothing, yes or no, or what is left of several: no word to name it by
    return w(
        own if own in w else f"common.corrected.{reason}",
        name=w.own(room, f"field.{correction.field}"),
        given=as_typed(correction.given[:20]),
        used=used,
        least=correction.least,
        most=correction.most,
    )
