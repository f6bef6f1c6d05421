"""What one test must not leave to the next, and how many threads tests compute on."""

import os
import sys

os.environ.setdefault(
    "OMP_NUM_THREADS", "1"
)  # tiny tensors are slower on several; every process started inherits it

import pytest
import torch

from tests.databases import empty_database, postgres

__all__ = ["empty_database", "postgres"]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Where tests run in several processes, one has all of the browser's: two browsers are too many.

    It does nothing else, since Playwright's event loop would be in the way of other tests; the others do the
    rest meanwhile.
    """
    from xdist.scheduler import LoadScopeScheduling

    class BrowserTogether(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return "browser" if nodeid.startswith("tests/e2e/") else nodeid

        def _reschedule(self, node):
            if "browser" not in self.assigned_work[node] or self.numnodes == 1:
                super()._reschedule(node)
            elif not node.shutting_down:
                node.shutdown()  # once it has done what it was given

    return BrowserTogether(config, log)


@pytest.fixture(autouse=True)
def same_program(monkeypatch):
    """Streamlit makes a page under test the program that runs, and leaves it so.

    Every process that a later test starts would begin by running that page.
    """
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture(autouse=True)
def one_thread():
    """A test that computes on several threads leaves the next one alone."""
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(1)
