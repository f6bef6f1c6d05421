"""Peak memory of a process that trains MAML, for a large meta-batch and for one task."""

from __future__ import annotations

import resource
import sys

from fewshot_core.bench.outer import Case, work_of
from fewshot_core.bench.rounds import own_process, settle


def peak_megabytes(case: Case, threads: int, updates: int = 3) -> float:
    """Peak resident memory, MiB, of a fresh process (with Python and torch) after ``updates`` updates."""
    with own_process(settle, (threads, True)) as process:
        return process.submit(_train, case, updates).result()


def _train(case: Case, updates: int) -> float:
    work = work_of(case, "conv4")
    for _ in range(updates):
        work.run()
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kilobytes elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
