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


BROWSER = "tests/e2e/"


def pytest_collection_modifyitems(items):
    """Those in the browser come last: Playwright's event loop, once begun, is in the way of others."""
    items.sort(key=lambda item: item.nodeid.startswith(BROWSER))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Where tests run in several processes, the first takes the browser's, from the last one on.

    The others take all tests from the first one on, so they come to the browser's when nothing else is left,
    and all end together. Whoever has begun with the browser's takes no other.
    """
    from xdist.scheduler import LoadScopeScheduling

    class FromBothEnds(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return nodeid

        def _assign_work_unit(self, node):
            if self.numnodes > 1 and node is self.nodes[0]:
                self.workqueue.move_to_end(next(reversed(self.workqueue)), last=False)
            super()._assign_work_unit(node)

        def _reschedule(self, node):
            done, left = (next(reversed(each), "") for each in (self.assigned_work[node], self.workqueue))
            if left.startswith(BROWSER) or not done.startswith(BROWSER):
                super()._reschedule(node)
            elif not node.shutting_down:
                node.shutdown()

    return FromBothEnds(config, log)


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
