"""The learners of the sinusoid: what they make of some points, and what was measured of them."""

from __future__ import annotations

import copy

import streamlit as st

from fewshot_core.studies import sinusoid

from .figures import Fit, fit_to


@st.cache_resource(show_spinner=False)
def _learner(name: str) -> sinusoid.Learner:
    return sinusoid.load(name)


@st.cache_data(show_spinner=False, max_entries=1000)
def fit(name: str, points: tuple[tuple[float, float], ...]) -> Fit:
    """What a learner of the sinusoid makes of some points: a few milliseconds, on a copy of its own."""
    return fit_to(copy.deepcopy(_learner(name)), points)


@st.cache_resource(show_spinner=False)
def errors(name: str, shot: int) -> sinusoid.Errors:
    """What was measured of a learner of the sinusoid over many tasks."""
    return sinusoid.stored_errors(name, shot)
