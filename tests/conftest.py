"""What one test must not leave to the next."""

import sys

import pytest


@pytest.fixture(autouse=True)
def same_program(monkeypatch):
    """Streamlit makes a page under test the program that runs, and leaves it so.

    Every process that a later test starts would begin by running that page.
    """
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
