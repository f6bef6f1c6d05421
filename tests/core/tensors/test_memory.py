"""What is freed is kept: the next tensor of its size costs the system no new pages."""

import resource
import sys

import pytest
import torch

from fewshot_core.bench.rounds import own_process, settle

PAGES = 2**26 // 4096  # of 64 MB; given back each time, they would be faulted in twenty times

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="glibc's heap")


def page_faults() -> int:
    """Of taking and freeing 64 MB twenty times, after a first time."""
    torch.ones(16, 2**20)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(20):
        torch.ones(16, 2**20)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_freed_memory_is_kept():
    with own_process(settle, (1, True)) as process:
        assert process.submit(page_faults).result() < 10 * PAGES
