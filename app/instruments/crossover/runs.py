"""What was measured of the crossover; read once, shared by all visitors."""

from __future__ import annotations

import streamlit as st

from fewshot_core.studies.crossover.stored import Results, Store
from fewshot_core.tensors.errors import Unknown


@st.cache_resource(show_spinner=False)
def crossover() -> Results | None:
    """All results, if there are any."""
    try:
        return Store().results()
    except Unknown:
        return None
