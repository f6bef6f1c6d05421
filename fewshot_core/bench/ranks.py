"""Two processes against one: MAML's training tasks a second, under torchrun, one thread each.

This module is also the program that torchrun starts; process 0 prints the speed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time

import torch

from fewshot_core import distributed
from fewshot_core.bench.outer import Case, work_of
from fewshot_core.memory import keep_freed_memory

WARM_UP = 1


def tasks_a_second(processes: int, case: Case, updates: int) -> float:
    """Speed of so many processes together, in a fresh start of all of them."""
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", f"--nproc-per-node={processes}"]
    settings = [case.method, str(case.steps), str(case.batch), str(case.width), str(updates)]
    done = subprocess.run([*command, "-m", __name__, *settings], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    """Train a little in this process, beside those that torchrun started with it."""
    method, *numbers = sys.argv[1:]
    steps, batch, width, updates = map(int, numbers)
    torch.set_num_threads(1)
    keep_freed_memory()
    distributed.start("cpu")
    work = work_of(Case(method, steps, batch, width), "conv4")
    for update in range(WARM_UP + updates):
        if update == WARM_UP:
            began = time.perf_counter()
        work.run()
    if distributed.rank() == 0:
        print(json.dumps(updates * batch / (time.perf_counter() - began)))
    distributed.stop()


if __name__ == "__main__":
    main()
