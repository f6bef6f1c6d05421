"""Two processes make the network that one makes; a process that dies takes nothing with it."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import safetensors.torch
import torch

from fewshot_core.cli import main
from fewshot_core.tensors import distributed
from fewshot_core.tensors.errors import Unusable
from fewshot_core.tensors.store import read_tensors
from fewshot_core.training import checkpoints
from fewshot_core.training.saved_run import LATEST
from tests.core.training import ranks

ROOT = Path(__file__).resolve().parents[3]
TRAIN = ["--threads", "1", "train", "--data", "scripts", "--method", "protonet", "--keep-every-steps", "50"]
TRAIN += ["--set", "width=4", "--set", "way=3", "--set", "meta_batch_size=2", "--steps", "300"]


def torchrun(*arguments, **options):
    command = [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node=2", "--standalone"]
    return subprocess.Popen([*command, *arguments], cwd=ROOT, text=True, stderr=subprocess.PIPE, **options)


def children(pid):
    """Process ids of a process's children by rank."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rsplit(")", 1)[1].split()[1])
            words = dict(
                w.split("=", 1) for w in (stat.parent / "environ").read_text().split("\0") if "=" in w
            )
        except OSError:  # it has just ended
            continue
        if parent == pid and "RANK" in words:
            found[int(words["RANK"])] = int(stat.parent.name)
    return found


def wait_for(path, process):
    deadline = time.monotonic() + 60
    while not path.exists():
        assert process.poll() is None and time.monotonic() < deadline, process.stderr.read()
        time.sleep(0.02)


def test_two_processes_take_the_same_meta_gradient_as_one(tiny, tmp_path):
    process = torchrun(
        str(ROOT / "tests/core/training/ranks.py"), str(tmp_path), env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    _, said = process.communicate(timeout=100)
    assert process.returncode == 0, said
    first, second = (safetensors.torch.load_file(tmp_path / f"{rank}.safetensors") for rank in (0, 1))
    assert all(torch.equal(first[name], second[name]) for name in first)
    for method in ranks.METHODS:
        alone = ranks.three_updates(method, tiny)
        largest = max(t.abs().max() for name, t in alone.items() if ".gradient." in name)
        for name, value in alone.items():
            scale = largest if ".gradient." in name else value.double().abs().max().clamp(min=1)
            assert (first[name] - value).double().abs().max() <= 1e-10 * scale, name


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory):
    """The whole training by one process."""
    folder = tmp_path_factory.mktemp("whole")
    assert main([*TRAIN, "--out", str(folder)]) == 0
    return folder


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for the processes in /proc")
def test_a_killed_process_ends_the_training_which_one_alone_goes_on_with(uninterrupted, tmp_path):
    process = torchrun("-m", "fewshot_core.cli", *TRAIN, "--out", str(tmp_path))
    wait_for(tmp_path / LATEST, process)
    os.kill(children(process.pid)[1], signal.SIGKILL)
    _, said = process.communicate(timeout=30)
    assert process.returncode != 0 and "300 steps" not in said
    stopped_at = checkpoints.read_manifest(tmp_path).training["steps"]
    assert 0 < stopped_at < 300
    assert checkpoints.load(tmp_path).id == "protonet"
    assert main([*TRAIN, "--resume", "--out", str(tmp_path)]) == 0
    ours, theirs = (read_tensors(folder / LATEST) for folder in (tmp_path, uninterrupted))
    assert torch.equal(ours["dice"], theirs["dice"]) and len(ours["log"]) == 300
    assert torch.equal(ours["log"][:, :2], theirs["log"][:, :2])
    for name in (n for n in theirs if n.startswith("network.")):
        torch.testing.assert_close(ours[name], theirs[name], rtol=1e-2, atol=1e-3)


def test_what_cannot_be_dealt_out_is_refused(monkeypatch, source):
    monkeypatch.setattr(distributed, "size", lambda: 3)
    with pytest.raises(Unusable, match=re.escape("'3': it does not divide meta_batch_size = 4")):
        distributed.deal([1, 2, 3, 4])
    with pytest.raises(Unusable, match="batch"):
        source.batch(6)


@pytest.mark.parametrize("rank, share", [(0, [1, 2]), (1, [3, 4]), (2, [5, 6])])
def test_shares_are_dealt_in_order(monkeypatch, rank, share):
    monkeypatch.setattr(distributed, "size", lambda: 3)
    monkeypatch.setattr(distributed, "rank", lambda: rank)
    assert distributed.deal([1, 2, 3, 4, 5, 6]) == share
