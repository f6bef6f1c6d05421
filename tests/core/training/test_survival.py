"""A training that is killed at any moment and gone on with ends as if nothing had happened."""

import itertools
import json
import multiprocessing
import os
import random
import time

import pytest
import torch

from fewshot_core.cli import main
from fewshot_core.data.augment import Augmentation
from fewshot_core.data.sampling import Source
from fewshot_core.measuring.validation import keep
from fewshot_core.methods import method_class
from fewshot_core.tensors.errors import Damaged, FewshotError
from fewshot_core.tensors.store import read_tensors, write_tensors
from fewshot_core.training import checkpoints
from fewshot_core.training.checkpoints import MANIFEST, NEW_WEIGHTS, WEIGHTS
from fewshot_core.training.loop import Budget, seeded_generator, train
from fewshot_core.training.saved_run import LATEST, Run, resume, save

CPU = torch.device("cpu")


class Killed(BaseException):
    """No code of the engine catches this, as none runs after a kill -9."""


def start(data, width=4):
    cls = method_class("protonet")
    method = cls(cls.Config(width=width, way=3, shot=1, query=2))
    return method, Source(data, "train", Augmentation(), seeded_generator(0), CPU)


def train_to_the_end(data, folder):
    """Six steps, kept after every second."""
    method, source = start(data)
    run = resume(method, source, Run({"seed": 0}), folder)
    for _ in train(method, source, Budget(steps=6), run):
        if run.step % 2 == 0:
            keep(method, source, run, folder)


def ends(folder):
    """The last weights, the optimiser's memory, the generator and the log; and the kept weights."""
    last = read_tensors(folder / LATEST)
    del last["run"]  # it has the time in it
    kept = checkpoints.load(folder).network.state_dict()
    return last | {f"kept.{name}": value for name, value in kept.items()}


def same(ours, theirs):
    assert ours.keys() == theirs.keys()
    return all(torch.equal(ours[name], theirs[name]) for name in theirs)


@pytest.fixture(autouse=True)
def few_episodes(monkeypatch):
    monkeypatch.setattr("fewshot_core.measuring.validation.VALIDATION_EPISODES", 2)


def dies_at(fatal, after):
    """An ``os.replace`` whose call number ``fatal`` is the process's last, done (``after``) or not."""
    replace, calls = os.replace, itertools.count()

    def deadly(*paths):
        dead = next(calls) == fatal
        if after or not dead:
            replace(*paths)
        if dead:
            raise Killed

    return deadly


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_every_file_that_is_put_in_place(after, tiny, tmp_path, monkeypatch):
    train_to_the_end(tiny, tmp_path / "undisturbed")
    expected = ends(tmp_path / "undisturbed")
    for fatal in itertools.count():
        folder = tmp_path / str(fatal)
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", dies_at(fatal, after))
            try:
                train_to_the_end(tiny, folder)
                break  # there was no such call
            except Killed:
                pass
        if (folder / MANIFEST).exists():
            checkpoints.load(folder)
        train_to_the_end(tiny, folder)
        assert same(ends(folder), expected)
    assert fatal >= 3 * 2 + 3  # thrice the log and the run, at least once new weights, manifest, weights


def test_new_weights_without_their_manifest_do_not_count(tiny, tmp_path):
    old, _ = start(tiny)
    checkpoints.save(old, "tiny", tmp_path, {})
    (tmp_path / NEW_WEIGHTS).write_bytes((tmp_path / WEIGHTS).read_bytes()[:100])  # the start of something
    assert same(checkpoints.load(tmp_path).network.state_dict(), old.network.state_dict())
    new, source = start(tiny)
    new.train_step(source)
    checkpoints.save(new, "tiny", tmp_path, {})
    assert same(checkpoints.load(tmp_path).network.state_dict(), new.network.state_dict())
    assert not (tmp_path / NEW_WEIGHTS).exists()


def test_kill_9_at_random_moments(tmp_path):
    """Real processes; they are forked from one that has imported torch, so that a start takes no time."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["fewshot_core.cli"])
    command = ["--threads", "1", "train", "--data", "scripts", "--method", "protonet", "--steps", "70"]
    command += ["--keep-every-steps", "10", "--set", "width=4", "--set", "way=3"]

    def begin(folder):
        process = processes.Process(target=main, args=([*command, "--out", str(folder)],))
        process.start()
        return process

    whole, killed = tmp_path / "whole", tmp_path / "killed"
    undisturbed = begin(whole)
    moments, latest = random.Random(0), killed / LATEST
    for _ in range(4):
        saved = latest.stat().st_mtime_ns if latest.exists() else 0
        process, deadline = begin(killed), time.monotonic() + 60
        while not latest.exists() or latest.stat().st_mtime_ns == saved:
            assert process.is_alive() and time.monotonic() < deadline
            time.sleep(0.005)
        time.sleep(moments.uniform(0, 0.3))
        process.kill()
        process.join()
        checkpoints.load(killed)
    process = begin(killed)
    process.join()
    undisturbed.join()
    assert same(ends(killed), ends(whole))


def truncate(path):
    path.write_bytes(path.read_bytes()[:-40])


def flip_a_bit(path):
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def empty(path):
    path.write_bytes(b"")


def leave_the_run_out(path):
    tensors = read_tensors(path)
    del tensors["run"]
    write_tensors(path, tensors)


def make_the_run_a_list(path):
    tensors = read_tensors(path)
    facts = json.dumps([1, 2]).encode()
    tensors["run"] = torch.frombuffer(bytearray(facts), dtype=torch.uint8)
    write_tensors(path, tensors)


@pytest.mark.parametrize("harm", [truncate, flip_a_bit, empty, leave_the_run_out, make_the_run_a_list])
def test_a_damaged_run_is_refused_in_one_sentence(harm, tiny, tmp_path):
    method, source = start(tiny)
    save(method, source, Run({}), tmp_path)
    harm(tmp_path / LATEST)
    with pytest.raises(Damaged) as caught:
        resume(method, source, Run({}), tmp_path)
    assert isinstance(caught.value, FewshotError) and LATEST in str(caught.value)


def test_a_run_of_another_network_is_refused(tiny, tmp_path):
    save(*start(tiny, width=8), Run({}), tmp_path)
    with pytest.raises(Damaged):
        resume(*start(tiny, width=4), Run({}), tmp_path)
