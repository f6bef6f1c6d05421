"""Who shows an instrument within a step: its choices are the step's, and what the visitor changed of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ...shared.choices import rules
from ...shared.host import PageHost, href
from ...shared.page import forget_guesses
from ...shared.room import room
from .deeds import done
from .steps import Step

SHOWN = "course_step"
"""Where the session keeps which step it shows."""
PLACE = ("chapter", "part", "lesson")
"""The URL's keys that say which step is shown."""
JUST_DONE = "course_just_done"
"""Where the session keeps that a step was done in a part of the page that runs again by itself."""


class StepHost(PageHost):
    """An instrument in a step: without a title of its own, from the step's state on."""

    titled = False

    def __init__(self, step: Step) -> None:
        super().__init__(room(step.show), state(step))
        self.step = step
        self.place = _place(st.query_params.to_dict())

    def enter(self) -> None:
        """To be called when the whole page runs: in another step than before, one can guess anew."""
        st.session_state.pop(JUST_DONE, None)
        if st.session_state.get(SHOWN) != self.step.key:
            st.session_state[SHOWN] = self.step.key
            forget_guesses(self.name)

    def now(self) -> Any:
        """The choices of this moment; where an instrument runs alone, the bar hears that a step was done."""
        if st.session_state.get(JUST_DONE):
            st.rerun(scope="app")
        return super().now()

    def change(self, **changes: Any) -> None:
        """Have some choices changed, and see whether that does what the step waits for.

        What was asked for in a step that has been left since is of no use to the one that is shown now.
        """
        base = self._base()[0]
        if _place(base) != self.place:
            self._write(base)
            return
        before = self.did()
        super().change(**changes)
        if self.did() and not before:
            st.session_state[JUST_DONE] = True

    def did(self) -> bool:
        """Has what the step waits for been done?"""
        return done(self.step.do, self.start(), super().now())

    def start(self) -> Any:
        """The choices that the step begins with."""
        return self.read({})

    def full(self, now: Any) -> str:
        """The address of the instrument's own page with these choices."""
        known = rules(self.room.choices)
        given = st.query_params.to_dict()
        chosen = {name for name, rule in known.items() if rule.key in given} | set(self.state)
        written = {known[name].key: known[name].write(getattr(now, name)) for name in chosen}
        return href(self.name, {key: value for key, value in written.items() if value})


def _place(params: Mapping[str, str]) -> tuple[str, ...]:
    """Which step these parameters of the URL show."""
    return tuple(params.get(key, "") for key in PLACE)


def state(step: Step) -> dict[str, Any]:
    """The step's state by the fields of its instrument's choices; lists as tuples."""
    return {name: tuple(v) if isinstance(v, list) else v for name, v in step.state.items()}
