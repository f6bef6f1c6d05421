"""A watched training: what it sees, how it is stopped, and that it goes on from where it was killed."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

import pytest
import torch

from fewshot_core import load, load_data
from fewshot_core.studies.watched import (
    DONE,
    LOOKS,
    PLAN,
    Plan,
    Watched,
    build,
    examples,
    look_form,
    looks_of,
    measured,
    plan_of,
    training,
)
from fewshot_core.studies.watched.__main__ import main
from fewshot_core.tensors.errors import Damaged, NotEnoughImages
from fewshot_core.training.checkpoints import MANIFEST, read_manifest
from fewshot_core.training.precision import FLOAT32, PRECISIONS, Choice
from fewshot_core.training.saved_run import LATEST

CPU = torch.device("cpu")
COMMAND = (sys.executable, "-m", "fewshot_core.studies.watched")
SMALL = Plan("everyday", "protonet", way=5, shot=1, seconds=0.4)


def planned(folder: Path, plan: Plan = SMALL) -> Path:
    (folder / PLAN).write_text(json.dumps(asdict(plan)))
    return folder


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "LOOK_TASKS", 3)
    monkeypatch.setattr(training, "MEASURED_TASKS", 2)
    monkeypatch.setattr(training, "choose_precision", lambda *_: Choice(FLOAT32, None))


def test_a_training_looks_keeps_and_is_measured(tmp_path: Path, few: None) -> None:
    watched = Watched(planned(tmp_path), CPU)
    shares = list(watched.steps())
    assert shares == sorted(shares) and shares[0] == 0 and shares[-1] == 1
    looks = looks_of(tmp_path)
    assert looks[0].step == 0 and looks[-1].step == watched.run.step > 0
    form = look_form(watched.data)
    assert [len(said) for said in looks[0].answers] == [form.way * form.query] * len(examples(watched.data))
    watched.keep()
    list(measured(tmp_path, CPU))
    forms = [(e["way"], e["shot"]) for e in read_manifest(tmp_path).evaluations]
    assert forms == [(5, 1), (5, 5)] and (tmp_path / DONE).is_file()
    assert load(tmp_path).id == "protonet"
    again = Watched(tmp_path, CPU)
    assert (again.run.step, tuple(again.looks)) == (watched.run.step, looks)


@pytest.mark.parametrize("chosen", PRECISIONS)
def test_it_goes_on_in_the_precision_that_it_began_in(
    chosen: str, tmp_path: Path, few: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "choose_precision", lambda *_: Choice(chosen, 1.5))
    first = Watched(planned(tmp_path), CPU)
    next(first.steps())
    first.save()
    monkeypatch.setattr(training, "choose_precision", lambda *_: pytest.fail("it measured again"))
    assert first.precision == Watched(tmp_path, CPU).precision == chosen


def test_the_examples_are_the_first_tasks_that_are_looked_at(few: None) -> None:
    from fewshot_core.measuring.evaluation import answer_tasks
    from fewshot_core.measuring.validation import VALIDATION_SEED

    data = load_data("everyday")
    method = build(SMALL, data)
    answered = answer_tasks(method, data, "val", look_form(data), 2, VALIDATION_SEED)
    assert [task.class_ids for task in answered] == [task.class_ids for task in examples(data)]


def test_impossible_tasks_and_damaged_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(NotEnoughImages):
        build(Plan("everyday", "fomaml", way=20, shot=500, seconds=1), load_data("everyday"))
    (tmp_path / PLAN).write_text('{"data": "everyday"}')
    with pytest.raises(Damaged):
        plan_of(tmp_path)
    (tmp_path / LOOKS).write_text('{"looks": [{}]}')
    with pytest.raises(Damaged):
        looks_of(tmp_path)


@pytest.mark.slow
def test_a_killed_process_goes_on_and_a_stopped_one_keeps_its_state(tmp_path: Path) -> None:
    """The real process, twice: killed once it has saved, then resumed and stopped."""
    planned(tmp_path, Plan("everyday", "protonet", way=5, shot=1, seconds=60))
    first = start(tmp_path)
    wait_for(lambda: (tmp_path / LATEST).is_file())
    first.kill()
    first.wait()
    assert not (tmp_path / MANIFEST).is_file()
    saved = Watched(tmp_path, CPU).run.step
    second = start(tmp_path)
    assert second.stdin and second.stdout
    line = json.loads(second.stdout.readline())
    assert line["phase"] == "training" and line["share"] > 0
    began = time.monotonic()
    second.stdin.write("stop\n")
    second.stdin.flush()
    while line["phase"] == "training":
        line = json.loads(second.stdout.readline())
    assert line["phase"] == "measuring" and time.monotonic() - began < 5
    second.stdin.close()  # whoever began it is gone
    assert second.wait(20) == 1
    assert read_manifest(tmp_path).training["steps"] >= saved > 0 and not (tmp_path / DONE).is_file()


@pytest.mark.parametrize("way", [5, 2], ids=["while it trains", "while it fails"])
def test_a_process_whose_output_nobody_reads_ends_without_a_word(way: int, tmp_path: Path) -> None:
    """As after ``kill -9`` of the server; its input stays open, so that the output alone can tell it."""
    planned(tmp_path, Plan("everyday", "protonet", way=way, shot=1 if way == 5 else 900, seconds=60))
    process = start(tmp_path, stderr=subprocess.PIPE)
    assert process.stdin and process.stdout and process.stderr
    process.stdout.close()
    assert process.stderr.read() == "" and process.wait() == 1
    process.stdin.close()
    process.stderr.close()
    assert (tmp_path / LATEST).is_file() == (way == 5)  # a training goes on from where it was left


def start(folder: Path, stderr: int | None = None) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    command = (*COMMAND, str(folder), "cpu", "1")
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=stderr, text=True)


def wait_for(happened: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not happened():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_plan_that_cannot_be_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    planned(tmp_path, Plan("everyday", "protonet", way=2, shot=900, seconds=5))
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert main(tmp_path, CPU) == 1
    line = json.loads(capsys.readouterr().out)
    assert (line["phase"], line["error"], line["facts"]["way"]) == ("failed", "NotEnoughImages", 2)


def test_what_began_it_is_gone_so_it_saves_and_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: None
) -> None:
    planned(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())  # its end is there at once
    assert main(tmp_path, CPU) == 1
    assert (tmp_path / LATEST).is_file() and not (tmp_path / MANIFEST).is_file()


def test_asked_to_stop_it_keeps_what_it_has_and_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """Asked before the first step: the untrained network is what there is."""
    planned(tmp_path, replace(SMALL, seconds=600))
    hearing, speaking = os.pipe()
    os.write(speaking, b"stop\n")
    with os.fdopen(hearing) as source:
        monkeypatch.setattr(sys, "stdin", source)
        assert main(tmp_path, CPU) == 0
        os.close(speaking)
    phases = [json.loads(line)["phase"] for line in capsys.readouterr().out.splitlines()]
    assert phases[-1] == "done" and read_manifest(tmp_path).training["minutes"] < 0.5
