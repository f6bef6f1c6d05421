"""What a visit holds while a data set is being made: the reading under way, then the draft."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

import streamlit as st

from ...shared.worker import Job
from ..archive import Archive
from ..uploads import Refused
from .reading import Draft, read

DESK = "data_desk"
MOST_DRAFTS = 4
"""Drafts in the server's memory at once, 60 MB for a thousand pictures; the oldest gives way."""

_drafts: OrderedDict[int, Desk] = OrderedDict()
_lock = threading.Lock()


class Desk:
    """One visit's draft, and the thread that reads it."""

    def __init__(self) -> None:
        self.job: Job[Draft] | None = None
        self.brought = 0  # how often something was brought: the uploader is a new one each time
        self.given_way = False

    @property
    def draft(self) -> Draft | None:
        """What was read, once all of it was."""
        return self.job.result if self.job and self.job.done and not self.job.stopped else None

    def bring(self, name: str, source: Archive | Refused | Sequence[tuple[str, bytes]]) -> None:
        """Begin to read, on a thread of its own: the worker's stay free for answers."""
        draft = Draft(name)
        self.clear()
        self.job = Job(lambda: read(draft, source), lambda: draft)
        self.brought += 1
        self.given_way = False
        with _lock:
            _drafts[id(self)] = self
            while len(_drafts) > MOST_DRAFTS:
                _drafts.popitem(last=False)[1].give_way()
        threading.Thread(target=self.job.run, daemon=True).start()

    def clear(self) -> None:
        """Forget the draft; a reading under way is stopped."""
        if self.job:
            self.job.stop()
        self.job = None
        with _lock:
            _drafts.pop(id(self), None)

    def give_way(self) -> None:
        """Forget the draft because others need its memory."""
        if self.job:
            self.job.stop()
        self.job, self.given_way = None, True


def desk() -> Desk:
    """This visit's own."""
    found: Desk = st.session_state.setdefault(DESK, Desk())
    return found
