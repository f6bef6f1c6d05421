"""Training: it learns, it can be stopped anywhere and gone on with, exactly."""

import copy
import signal
import subprocess
import sys
import time

import pytest
import torch

from fewshot_core import checkpoints
from fewshot_core.augment import Augmentation
from fewshot_core.methods import method_class
from fewshot_core.sampling import Source
from fewshot_core.training import Budget, Run, dice, keep, resume, save_run, train
from fewshot_core.types import Mismatch

CPU = torch.device("cpu")


def build(name):
    cls = method_class(name)
    extra = {"classes": 12, "batch_size": 16} if name == "conventional" else {"way": 3, "shot": 1, "query": 2}
    return cls(cls.Config(width=8, **extra))


def source_of(data, seed=0):
    return Source(data, "train", Augmentation(), dice(seed), CPU)


@pytest.mark.parametrize("name", ["maml", "reptile", "protonet", "conventional"])
def test_stopped_and_resumed_is_the_same_as_uninterrupted(name, tiny, tmp_path):
    settings = {"method": name, "budget": 8}
    budget = Budget(steps=8)
    whole, run = build(name), Run(dict(settings))
    list(train(whole, source_of(tiny), budget, run))

    part, part_source, part_run = build(name), source_of(tiny), Run(dict(settings))
    for step in train(part, part_source, budget, part_run):
        assert step.loss == step.loss
        if part_run.step == 3:
            break
    save_run(part, part_source, part_run, tmp_path)

    again, again_source = build(name), source_of(tiny, seed=99)
    again_run = resume(again, again_source, Run(dict(settings)), tmp_path)
    assert again_run.step == 3
    list(train(again, again_source, budget, again_run))
    assert again_run.step == 8 and len(again_run.log) == 8
    ours, theirs = again.network.state_dict(), whole.network.state_dict()
    assert all(torch.equal(ours[n], theirs[n]) for n in theirs)


def test_a_run_goes_on_only_under_the_same_settings(tiny, tmp_path):
    method, source = build("protonet"), source_of(tiny)
    save_run(method, source, Run({"method": "protonet", "seed": 0}), tmp_path)
    with pytest.raises(Mismatch):
        resume(method, source, Run({"method": "protonet", "seed": 1}), tmp_path)


def test_the_best_weights_on_validation_are_kept(tiny, tmp_path, monkeypatch):
    method, source, run = build("protonet"), source_of(tiny), Run({})
    scores = iter([0.5, 0.7, 0.6])
    monkeypatch.setattr("fewshot_core.training.validate", lambda *_: next(scores))
    kept = []
    for _ in range(3):
        method.train_step(source)
        run.step += 1
        keep(method, source, run, tmp_path)
        kept.append(copy.deepcopy(method.network.state_dict()))
    best = checkpoints.load(tmp_path).network.state_dict()
    assert all(torch.equal(best[n], kept[1][n]) for n in best)
    assert (run.best, run.best_step) == (0.7, 2)


@pytest.mark.parametrize("name", ["maml", "fomaml", "protonet", "conventional"])
def test_training_learns(name, tiny):
    method, run = build(name), Run({})
    steps = list(train(method, source_of(tiny), Budget(steps=80), run))
    first, last = (sum(s.loss for s in part) / 8 for part in (steps[:8], steps[-8:]))
    assert last < 0.85 * first


def test_ctrl_c_keeps_the_checkpoint_and_the_same_command_goes_on(tmp_path):
    out = tmp_path / "run"
    command = [sys.executable, "-m", "fewshot_core.cli", "--threads", "1", "train", "--data", "scripts"]
    command += ["--method", "protonet", "--steps", "100000", "--keep-every", "0.2", "--out", str(out)]
    command += ["--set", "width=8", "--set", "way=3"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 120
    while not (out / "run.json").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130 and "goes on" in said and "Traceback" not in said
    steps = checkpoints.read_manifest(out).training["steps"]
    assert steps > 0
    changed = subprocess.run([*command, "--seed", "1"], capture_output=True, text=True, timeout=120)
    assert changed.returncode == 1 and "seed" in changed.stderr and "Traceback" not in changed.stderr
