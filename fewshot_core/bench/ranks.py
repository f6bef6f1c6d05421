"""Training tasks a second of MAML by several processes under torchrun, one thread each.

This module is also the program that torchrun starts; process 0 prints the speed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

import torch

from fewshot_core.bench.outer import Case, in_bfloat16, work_of
from fewshot_core.tensors import distributed
from fewshot_core.tensors.memory import keep_freed_memory
from fewshot_core.training.precision import BFLOAT16, FLOAT32

WARM_UP = 1


def tasks_a_second(
    processes: int, case: Case, updates: int, precision: str = FLOAT32, backbone: str = "conv4"
) -> float:
    """Tasks a second of all processes together, started anew; raises CalledProcessError."""
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", f"--nproc-per-node={processes}"]
    numbers = (case.steps, case.batch, case.width, updates)
    settings = [precision, backbone, case.method, *map(str, numbers)]
    done = subprocess.run(
        [*command, "-m", __name__, *settings],
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    if not done.stdout:  # the speed is printed before the processes part; how they part does not change it
        raise subprocess.CalledProcessError(done.returncode, done.args)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    """Train for a few updates in this process, together with the others that torchrun started."""
    precision, backbone, method, *numbers = sys.argv[1:]
    steps, batch, width, updates = map(int, numbers)
    torch.set_num_threads(1)
    keep_freed_memory()
    distributed.start("cpu")
    case = Case(method, steps, batch, width)
    work = (in_bfloat16 if precision == BFLOAT16 else work_of)(case, backbone)
    for update in range(WARM_UP + updates):
        if update == WARM_UP:
            began = time.perf_counter()
        work.run()
    if distributed.rank() == 0:
        print(json.dumps(updates * batch / (time.perf_counter() - began)), flush=True)
    distributed.stop()


if __name__ == "__main__":
    main()
