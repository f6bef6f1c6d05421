"""Training: it learns, it can be stopped anywhere and gone on with, exactly."""

import copy
import itertools
import math
import signal
import subprocess
import sys
import time
from dataclasses import fields

import pytest
import torch

from fewshot_core.cli import main
from fewshot_core.cli.ctrl_c import CtrlC
from fewshot_core.data.augment import Augmentation
from fewshot_core.data.sampling import Source
from fewshot_core.measuring.validation import keep, validate
from fewshot_core.methods import method_class, method_names
from fewshot_core.tensors.errors import Mismatch, OutOfRange
from fewshot_core.training import checkpoints
from fewshot_core.training.loop import Budget, seeded_generator, train
from fewshot_core.training.precision import PRECISIONS
from fewshot_core.training.saved_run import LATEST, Run, resume, save

CPU = torch.device("cpu")
TRAINED = [name for name in method_names() if method_class(name).trains]


def build(name):
    cls = method_class(name)
    supervised = "classes" in {f.name for f in fields(cls.Config)}
    extra = {"classes": 12, "batch_size": 16} if supervised else {"way": 3, "shot": 1, "query": 2}
    return cls(cls.Config(width=8, **extra))


def snapshot(method):
    return copy.deepcopy(method.network.state_dict())


def source_of(data, seed=0):
    return Source(data, "train", Augmentation(), seeded_generator(seed), CPU)


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
    save(part, part_source, part_run, tmp_path)

    again, again_source = build(name), source_of(tiny, seed=99)
    again_run = resume(again, again_source, Run(dict(settings)), tmp_path)
    assert again_run.step == 3
    list(train(again, again_source, budget, again_run))
    assert again_run.step == 8 and len(again_run.log) == 8
    ours, theirs = again.network.state_dict(), whole.network.state_dict()
    assert all(torch.equal(ours[n], theirs[n]) for n in theirs)


def test_a_run_goes_on_only_under_the_same_settings(tiny, tmp_path):
    method, source = build("protonet"), source_of(tiny)
    save(method, source, Run({"method": "protonet", "seed": 0}), tmp_path)
    with pytest.raises(Mismatch, match="seed = 0, but 1"):
        resume(method, source, Run({"method": "protonet", "seed": 1}), tmp_path)
    save(method, source, Run({"config": {"way": 5, "width": 8}}), tmp_path)
    with pytest.raises(Mismatch, match=r"config\.width = 8, but 64"):
        resume(method, source, Run({"config": {"way": 5, "width": 64}}), tmp_path)


def test_a_commit_in_between_is_recorded_and_does_not_matter(tiny, tmp_path):
    method, source = build("protonet"), source_of(tiny)
    save(method, source, Run({"commit": "before"}, step=4), tmp_path)
    run = resume(method, source, Run({"commit": "after"}), tmp_path)
    assert run.step == 4 and run.settings["commit"] == "after"


def test_only_a_constant_rate_lets_the_budget_grow(tiny, tmp_path):
    method, source = build("protonet"), source_of(tiny)
    for schedule in ("constant", "cosine"):
        folder = tmp_path / schedule
        save(method, source, Run({"schedule": schedule, "budget": {"steps": 4}}, step=4), folder)
    longer = {"budget": {"steps": 9}}
    assert resume(method, source, Run({"schedule": "constant"} | longer), tmp_path / "constant").step == 4
    with pytest.raises(Mismatch, match="budget"):
        resume(method, source, Run({"schedule": "cosine"} | longer), tmp_path / "cosine")


@pytest.mark.parametrize(
    "schedule, shares", [("constant", [1, 1, 1, 1]), ("cosine", [1, 0.853553, 0.5, 0.146447])]
)
def test_the_rate_falls_as_the_schedule_says(schedule, shares, tiny):
    method = build("protonet")
    rates = []
    for _ in train(method, source_of(tiny), Budget(steps=4), Run({}), schedule):
        rates.append(method.optimiser.param_groups[0]["lr"])
    assert rates == pytest.approx([share * method.config.outer_lr for share in shares], rel=1e-5)


@pytest.mark.parametrize("name", TRAINED)
def test_bfloat16_learns_what_float32_learns(name, tiny):
    losses = {}
    for precision in PRECISIONS:
        method = build(name)
        steps = train(method, source_of(tiny), Budget(steps=10), Run({}), precision=precision)
        losses[precision] = torch.tensor([step.loss for step in steps])
        assert {p.dtype for p in method.network.parameters()} == {torch.float32}
    assert not torch.equal(losses["float32"], losses["bfloat16"])  # it was used
    torch.testing.assert_close(losses["bfloat16"].mean(), losses["float32"].mean(), rtol=0.1, atol=0)


@pytest.mark.parametrize("name", TRAINED)
def test_validation_changes_neither_weights_nor_generator(name, tiny, monkeypatch):
    monkeypatch.setattr("fewshot_core.measuring.validation.VALIDATION_EPISODES", 1)
    method, source = build(name), source_of(tiny)
    method.train_step(source)
    before, rolled = snapshot(method), source.generator.get_state()
    validate(method, source)
    after = method.network.state_dict()
    assert all(torch.equal(before[n], after[n]) for n in before)
    assert torch.equal(rolled, source.generator.get_state()) and not method.training


@pytest.mark.parametrize(
    "budget", [{}, {"steps": 0}, {"steps": -5}, {"minutes": -1.0}, {"minutes": float("nan")}]
)
def test_a_budget_that_would_never_end_is_refused(budget):
    with pytest.raises(OutOfRange):
        Budget(**budget)


def test_minutes_end_a_training(tiny, monkeypatch):
    ticks = itertools.count(step=10.0)  # every step takes ten seconds by this watch
    monkeypatch.setattr("fewshot_core.training.loop.time.perf_counter", lambda: next(ticks))
    run = Run({})
    list(train(build("protonet"), source_of(tiny), Budget(minutes=0.5), run))
    assert (run.step, run.seconds) == (3, 30.0)
    assert run.speed == pytest.approx(run.tasks / 30)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
@pytest.mark.parametrize("precision", PRECISIONS)
@pytest.mark.parametrize("name", TRAINED)
def test_training_on_a_gpu_is_stopped_and_gone_on_with(name, precision, tiny, tmp_path):
    method, run = build(name).to("cuda"), Run({})
    source = Source(tiny, "train", Augmentation(), seeded_generator(0), torch.device("cuda"))
    for _ in train(method, source, Budget(steps=4), run, precision=precision):
        if run.step == 2:
            break
    keep(method, source, run, tmp_path)
    again = build(name).to("cuda")
    run = resume(again, source, Run({}), tmp_path)
    assert all(math.isfinite(s.loss) for s in train(again, source, Budget(steps=4), run))
    assert run.step == 4 and checkpoints.load(tmp_path).device.type == "cpu"


def test_the_best_weights_on_validation_are_kept(tiny, tmp_path, monkeypatch):
    method, source, run = build("protonet"), source_of(tiny), Run({})
    scores = iter([0.5, 0.7, 0.6])
    monkeypatch.setattr("fewshot_core.measuring.validation.validate", lambda *_: next(scores))
    kept = []
    for _ in range(3):
        method.train_step(source)
        run.step += 1
        keep(method, source, run, tmp_path)
        kept.append(snapshot(method))
    best = checkpoints.load(tmp_path).network.state_dict()
    assert all(torch.equal(best[n], kept[1][n]) for n in best)
    assert (run.best, run.best_step) == (0.7, 2)


@pytest.mark.parametrize("name", ["maml", "fomaml", "protonet", "conventional"])
def test_training_learns(name, tiny):
    method, run = build(name), Run({})
    steps = list(train(method, source_of(tiny), Budget(steps=80), run))
    first, last = (sum(s.loss for s in part) / 8 for part in (steps[:8], steps[-8:]))
    assert last < 0.85 * first


@pytest.fixture
def heard():
    """Ctrl-C as a terminal's programs hear it; who runs the tests in the background may ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_keeps_the_checkpoint_and_the_same_command_goes_on(tmp_path, heard):
    out = tmp_path / "run"
    command = [sys.executable, "-m", "fewshot_core.cli", "--threads", "1", "train", "--data", "scripts"]
    command += ["--method", "protonet", "--steps", "100000", "--keep-every", "0.2", "--out", str(out)]
    command += ["--set", "width=8", "--set", "way=3"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 120
    while not (out / LATEST).exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130 and "goes on" in said and "Traceback" not in said
    steps = checkpoints.read_manifest(out).training["steps"]
    assert steps > 0
    changed = subprocess.run([*command, "--seed", "1"], capture_output=True, text=True, timeout=120)
    assert changed.returncode == 1 and "seed" in changed.stderr and "Traceback" not in changed.stderr


def test_ctrl_c_is_heard_between_steps_and_a_second_one_at_once(heard):
    with CtrlC() as ctrl_c:
        ctrl_c.check()
        signal.raise_signal(signal.SIGINT)  # noted, wherever the training is just then
        with pytest.raises(KeyboardInterrupt):
            ctrl_c.check()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_where_ctrl_c_means_nothing_a_training_does_not_make_it_mean_something(heard):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with CtrlC() as ctrl_c:
        signal.raise_signal(signal.SIGINT)
        ctrl_c.check()
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


@pytest.mark.parametrize(
    "options, sentence",
    [
        (["--steps", "5", "--resume"], "There is no training to go on with"),
        (["--steps", "-5"], "--steps must be at least 1, not -5"),
        ([], "--steps or --minutes"),
        (["--steps", "5", "--keep-every-steps", "0"], "--keep-every-steps must be at least 1"),
    ],
)
def test_what_cannot_be_is_told_in_one_sentence(options, sentence, tmp_path, capsys):
    out = tmp_path / "run"
    assert main(["train", "--data", "scripts", "--method", "maml", "--out", str(out), *options]) == 1
    said = capsys.readouterr().err
    assert sentence in said and said.count("\n") == 1
    assert not out.exists()
