"""How good a learner is after so many seconds, and what trainings cost others.

``python -m tests.load.training`` prints one object. ``reached``: ProtoNet on the everyday drawings, trained
as the page trains it, in percent on 600 5-way 1-shot tasks of unseen classes; ``waited`` are the seconds from
the process's start to the checkpoint. ``stop_ms``: from the order to stop until the checkpoint is there.
``click_ms``: a click on the explorer while as many trainings run as there are cores. Run it on a machine that
does nothing else.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path

from playwright.sync_api import sync_playwright

from fewshot_app.lab.train import SETTINGS, SHORT, USUAL
from fewshot_app.lab.train.trainer import Training, process_of
from fewshot_core.studies.watched import PLAN, Plan
from fewshot_core.studies.watched.training import FORMS
from fewshot_core.training.checkpoints import read_manifest
from tests.e2e.conftest import CHROMIUM, FLAGS
from tests.load.drawing import told
from tests.load.measure import new_task_ms, serving

BUDGETS = (20, 60)
STOPS = 3
ASKED = (5, 1)


@contextmanager
def training(plan: Plan, threads: int = 1) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """The process of a training, and its folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / PLAN).write_text(json.dumps(asdict(plan)), encoding="utf-8")
        with process_of(Training(name, folder, threads=threads), "cpu") as process:
            yield process, folder
            process.kill()


def until(process: subprocess.Popen[str], phase: str, share: float = 0.0) -> float:
    """Listen until so much of a phase is done; returns when it was, in seconds."""
    for line in process.stdout or ():
        said = json.loads(line)
        if said["phase"] == phase and said["share"] >= share:
            return time.monotonic()
    raise RuntimeError(f"the process ended before it was {phase}")


def reached(seconds: int) -> dict[str, float]:
    """What a ProtoNet of so many seconds reaches, and how long a visitor waits for it."""
    began = time.monotonic()
    way, shot = USUAL["protonet"].values()
    plan = Plan(
        "everyday", "protonet", way, shot, seconds, settings=SETTINGS["protonet"], augment=seconds > SHORT
    )
    with training(plan, os.cpu_count() or 1) as (process, folder):
        waited = until(process, "measuring") - began
        until(process, "measuring", share=1.1 / len(FORMS))  # the first form has been stored by then
        entry = read_manifest(folder).find(*ASKED)
    assert entry
    level = {name: round(100 * entry[key], 1) for name, key in (("percent", "accuracy"), ("ci95", "ci95"))}
    return {"seconds": seconds, "waited": round(waited, 1)} | level


def stop_times(method: str) -> list[float]:
    """Milliseconds from the order to stop until the checkpoint is there, in the middle of a training."""
    taken = []
    for number in range(STOPS):
        with training(Plan("everyday", method, way=5, shot=1, seconds=600)) as (process, _):
            until(process, "training")
            time.sleep(3 + 0.7 * number)
            began = time.monotonic()
            assert process.stdin
            process.stdin.write("stop\n")
            process.stdin.flush()
            taken.append(1000 * (until(process, "measuring") - began))
    return taken


def clicks() -> list[float]:
    """Milliseconds of a click on the explorer while every core has a training."""
    with ExitStack() as all_of_them:
        address, _ = all_of_them.enter_context(serving())
        for _ in range(os.cpu_count() or 1):
            plan = Plan("everyday", "protonet", **USUAL["protonet"], seconds=600)
            process, _ = all_of_them.enter_context(training(plan))
            until(process, "training")
        playwright = all_of_them.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        times = new_task_ms(browser.new_page(viewport={"width": 1280, "height": 720}), address)
        browser.close()
    return times


def main() -> None:
    """Measure one after the other, print."""
    found: dict[str, object] = {"reached": [reached(seconds) for seconds in BUDGETS]}
    found["stop_ms"] = {method: told(stop_times(method)) for method in ("protonet", "fomaml")}
    found["click_ms"] = told(clicks())
    print(json.dumps(found | {"load": [round(each, 1) for each in os.getloadavg()]}, indent=2))


if __name__ == "__main__":
    main()
