"""What pages have in common: their head, the guess before the answer, and waiting for work to be done."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakSet

import streamlit as st

from .class_picker.component import tell_chosen
from .host import Host
from .learners import name as name_of
from .runs import worker
from .task_line import ALL, Also, task_line
from .text import Words
from .worker import Job

GUESSES = "guesses"
POLL_SECONDS, LONGEST_POLL = 0.25, 2.0
JOBS_A_POLL = 8
"""Where more jobs than this wait, a visitor asks less often: the polls would take the time of the work."""
LOOK, DRAW = 0.02, 0.1
"""Seconds, times the pages that wait, between two looks of one of them, and before one is drawn again for a
part of what it waits for: pages take one another's time, and that of the work, with more than that."""
SKIP = "skip"
"""A guess that is none: the visitor wants to see the answer without."""


def head(
    choices: Any, host: Host[Any], controls: Sequence[str] = ALL, lead: str | None = None,
    also: Also = lambda changes: {},
) -> None:  # fmt: skip
    """Title, one sentence, and the line of controls named in ``controls``.

    The words are the room's own ``title`` and ``lead``; another sentence can be given. ``also`` says what
    else is to change with a change that a visitor makes in the line.
    """
    w, name = host.w, host.name
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"{name}_top"):
        if host.titled:
            with st.container(key=f"{name}_title", gap=None):
                st.title(w(f"{name}.title"), anchor=False)
                st.caption(lead if lead is not None else w(f"{name}.lead"))
        if controls:
            task_line(choices, host, controls, also)
    tell_chosen(choices, w)


def choose_learner(learner: str, there: Sequence[str], host: Host[Any], *, key: str, width: int) -> None:
    """A select box of the learners ``there``; ``learner`` is chosen, another becomes the choice ``learner``.

    The room's own sentences are ``learner`` (what is chosen) and ``by`` (one of them, with its name).
    """
    w = host.w
    st.session_state[key] = learner
    st.selectbox(
        w(f"{host.name}.learner"),
        there,
        key=key,
        format_func=lambda id: w(f"{host.name}.by", name=name_of(id, w)),
        on_change=lambda: host.change(learner=st.session_state[key]),
        label_visibility="collapsed",
        width=width,
    )


def guess_of(host: Host[Any], about: Hashable, seen: bool) -> str | None:
    """What the visitor guessed about this: None before the guess, else an answer or SKIP.

    ``seen`` says that the address shows the answer already, as a link to a result does.
    """
    kept = st.session_state.get(GUESSES, {}).get((host.name, about))
    return kept or (SKIP if seen else None)


def guess_by_data(host: Host[Any], about: Callable[[str], Hashable] = lambda data: data) -> Also:
    """For ``head``: another data set is another question, unless it was guessed already in this visit.

    ``about`` says by what the guess of a data set is kept.
    """

    def also(changes: Mapping[str, Any]) -> Mapping[str, Any]:
        return (
            {"seen": guess_of(host, about(changes["data"]), False) is not None} if "data" in changes else {}
        )

    return also


def keep_guess(host: Host[Any], about: Hashable, guess: str) -> None:
    """Keep a guess for this visit. That its answer is shown from now on becomes part of the address."""
    st.session_state.setdefault(GUESSES, {})[host.name, about] = guess
    host.change(seen=True)


def forget_guesses(name: str) -> None:
    """Forget what was guessed in a room in this visit."""
    kept = st.session_state.get(GUESSES, {})
    st.session_state[GUESSES] = {key: guess for key, guess in kept.items() if key[0] != name}


@dataclass(eq=False)
class Wait:
    """A page that was drawn, and what it waits for."""

    jobs: list[Job[Any]]
    drawn: float  # when, in seconds
    looked: float  # when it last asked, in seconds

    def is_over(self) -> bool:
        """Is all of it done, or some of it, and was the page not just drawn? Asked at every look."""
        self.looked = time.monotonic()
        left = sum(not job.done for job in self.jobs)
        return not left or (left < len(self.jobs) and self.looked - self.drawn >= DRAW * waiting())


_WAITS: WeakSet[Wait] = WeakSet()
_COUNTING = threading.Lock()


def waiting() -> int:
    """How many of this server's pages wait now: what nobody looks at any more does not count."""
    recent = time.monotonic() - 2 * LONGEST_POLL
    with _COUNTING:
        return sum(wait.looked >= recent for wait in _WAITS)


def await_jobs(jobs: Iterable[Job[Any]], w: Words, text: str | Callable[[], str] = "") -> bool:
    """Run the page again when these jobs end, or some, where few pages wait; True while one is under way.

    Only this line runs again meanwhile, a few times a second, and draws nothing but ``text``: a sentence,
    or what says it anew each time; where others ask too, its place in the queue.
    To be called before what depends on the jobs is drawn: one that ends meanwhile must be noticed.
    """
    left = [job for job in jobs if not job.done]
    if left:
        wait = Wait(left, now := time.monotonic(), now)
        with _COUNTING:
            _WAITS.add(wait)
        seconds = max(POLL_SECONDS * max(1.0, worker().waiting / JOBS_A_POLL), LOOK * waiting())
        st.fragment(_wait, run_every=min(seconds, LONGEST_POLL))(wait, w, text)
    return bool(left)


def _wait(wait: Wait, w: Words, text: str | Callable[[], str]) -> None:
    if wait.is_over():
        with _COUNTING:
            _WAITS.discard(wait)
        st.rerun()
    said = (text if isinstance(text, str) else text(), _place(wait.jobs, w))
    sentence = " ".join(filter(None, said))
    if sentence:
        st.caption(sentence)


def _place(jobs: list[Job[Any]], w: Words) -> str:
    """How many jobs come before all of these, or that it is their turn; nothing where nobody else asks."""
    left = [job for job in jobs if not job.done]
    if worker().waiting <= len(left):
        return ""
    ahead = min((worker().ahead(job) for job in left), default=0)
    return w("common.ahead", number=ahead) if ahead else w("common.turn")
