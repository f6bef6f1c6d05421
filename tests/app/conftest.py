"""Fixtures that tests of several rooms use."""

from tests.app.newcomer import newcomer

__all__ = ["newcomer"]
