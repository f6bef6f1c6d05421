"""Fixtures that tests of several rooms use."""

from tests.app.newcomer import newcomer
from tests.app.own_sets import store

__all__ = ["newcomer", "store"]
