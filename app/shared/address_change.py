"""The last change of the URL, for a while: the next click may come from before it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

import streamlit as st

LAST = "last_change"
"""Where the session keeps the last change of the URL."""
LATE = 2.0
"""Seconds after a run in which a click may still bring the address from before that run."""


@dataclass(frozen=True)
class Change:
    """A change of the URL: the parameters that it replaced, those that it wrote, and when, in seconds.

    A browser sends its address along with every click. Of two clicks in a row the second brings the address
    from before the first, whose change would be lost. ``when`` is the end of the run that wrote it once that
    is ``over``, since a busy server may take long for it.
    """

    before: tuple[Mapping[str, str], ...]
    after: Mapping[str, str]
    when: float
    over: bool = False

    def base(self, given: Mapping[str, str], now: float) -> tuple[Mapping[str, str], bool]:
        """The parameters that the next change starts from, and whether the given ones are out of date."""
        late = given in self.before and given != self.after and now - self.when < LATE
        return (self.after if late else given), late


@contextmanager
def changes_timed() -> Iterator[None]:
    """Around a run: a change that it wrote is as old as the end of the run."""
    last: Change | None = st.session_state.get(LAST)
    if last and last.over and st.query_params.to_dict() == last.after:
        del st.session_state[LAST]  # the browser knows it
    try:
        yield
    finally:
        last = st.session_state.get(LAST)
        if last and not last.over:
            st.session_state[LAST] = replace(last, when=time.monotonic(), over=True)
