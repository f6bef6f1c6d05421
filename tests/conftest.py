"""What one test must not leave to the next."""

import sys

import pytest
import torch


@pytest.fixture(autouse=True)
def same_program(monkeypatch):
    """Streamlit makes a page under test the program that runs, and leaves it so.

    Every process that a later test starts would begin by running that page.
    """
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture(autouse=True)
def one_thread():
    """Tiny tensors are slower on several threads."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)
