"""``--precision auto``: chosen by measurement, told, stored, and kept when the training goes on."""

import json

import pytest
import torch

from fewshot_core.cli import main, training_settings
from fewshot_core.methods import method_class
from fewshot_core.tensors.errors import Unusable
from fewshot_core.training import checkpoints, loop, precision
from fewshot_core.training.precision import Choice, choose_precision, measure_ratio, supports_bfloat16
from fewshot_core.training.saved_run import LATEST, Run, stored_settings

CPU, META = torch.device("cpu"), torch.device("meta")
SMALL = {"width": 8, "way": 3, "shot": 1, "query": 2}


def build(name):
    cls = method_class(name)
    return cls(cls.Config(**SMALL))


@pytest.mark.parametrize(("seconds", "chosen"), [(0.5, "bfloat16"), (0.95, "float32"), (1.3, "float32")])
def test_bfloat16_is_chosen_where_it_is_clearly_faster(seconds, chosen, source, monkeypatch):
    """``seconds``: of a step in bfloat16, if one in float32 takes 1."""
    took = {"float32": 1.0, "bfloat16": seconds}
    monkeypatch.setattr(precision, "_steps_of_a_copy", lambda *_: took.__getitem__)
    choice = choose_precision(build("maml"), source)
    assert choice == Choice(chosen, pytest.approx(1 / seconds))


def test_one_slow_step_does_not_decide():
    slow = iter([0.1, 0.1, 0.1, 0.1, 9.0])  # two rounds to warm up, then a hiccup in float32
    steps = []

    def seconds_of_step(name):
        steps.append(name)
        return next(slow, 0.1)

    assert measure_ratio(seconds_of_step) == pytest.approx(1)
    assert steps.count("float32") == steps.count("bfloat16") == 2 + 5  # a round takes 0.2 s: 5 in a second


def test_where_bfloat16_is_only_imitated_that_is_soon_found():
    steps = []
    ratio = measure_ratio(lambda name: steps.append(name) or {"float32": 0.05, "bfloat16": 0.4}[name])
    assert ratio == pytest.approx(1 / 8) and len(steps) == 4  # two rounds


@pytest.mark.parametrize("name", ["maml", "protonet", "conventional"])
def test_measuring_changes_neither_weights_nor_generator(name, source, monkeypatch):
    monkeypatch.setattr(precision, "SECONDS", 0.0)
    method = build(name)
    before = {n: value.clone() for n, value in method.state_dict().items()}
    state = source.generator.get_state()
    choice = choose_precision(method, source)
    assert choice.ratio > 0
    assert all(torch.equal(before[n], value) for n, value in method.state_dict().items())
    assert torch.equal(state, source.generator.get_state())
    assert method.config == build(name).config and not method.training


def test_a_device_without_bfloat16_trains_in_float32_or_says_so(source):
    assert supports_bfloat16(CPU) and not supports_bfloat16(META)
    method = build("maml").to(META)
    assert choose_precision(method, source) == Choice("float32", None)
    with pytest.raises(Unusable, match="meta cannot compute in it"):
        next(loop.train(method, source, loop.Budget(steps=1), Run({}), precision="bfloat16"))


def train(out, *more):
    command = ["train", "--data", "everyday", "--method", "protonet", "--schedule", "constant"]
    small = ["--set", "width=8", "--way", "3", "--shot", "1", "--set", "query=2"]
    return main([*command, *small, "--out", str(out), *more])


def weights(out):
    return checkpoints.load(out).state_dict()


@pytest.mark.parametrize("chosen", ["float32", "bfloat16"])
def test_a_training_goes_on_in_the_precision_it_began_in(chosen, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("fewshot_core.measuring.validation.validate", lambda *_: 0.0)
    auto, asked = tmp_path / "auto", tmp_path / "asked"
    monkeypatch.setattr(training_settings, "choose_precision", lambda *_: Choice(chosen, 1.234))
    assert train(auto, "--steps", "2", "--precision", "auto") == 0
    told = capsys.readouterr().out
    assert f"training in {chosen}" in told and "1.23 times as fast" in told
    assert stored_settings(auto)["precision"] == chosen
    assert json.loads((auto / "manifest.json").read_text())["training"]["precision"] == chosen

    monkeypatch.setattr(training_settings, "choose_precision", lambda *_: pytest.fail("it measured again"))
    assert train(auto, "--steps", "4", "--precision", "auto") == 0
    assert f"training in {chosen}, as it began" in capsys.readouterr().out
    assert train(asked, "--steps", "4", "--precision", chosen) == 0
    first, second = weights(auto), weights(asked)
    assert all(torch.equal(first[name], second[name]) for name in first)

    other = next(name for name in precision.PRECISIONS if name != chosen)
    assert train(auto, "--steps", "6", "--precision", other) == 1
    assert f"precision = {chosen}" in capsys.readouterr().err


def test_a_damaged_training_is_told_before_anything_is_measured(tmp_path, capsys):
    assert train(tmp_path, "--steps", "1") == 0
    content = (tmp_path / LATEST).read_bytes()
    (tmp_path / LATEST).write_bytes(content[: len(content) // 2])
    assert train(tmp_path, "--steps", "2", "--precision", "auto") == 1
    assert "damaged" in capsys.readouterr().err


def test_a_folder_without_training_has_no_settings(tmp_path):
    assert stored_settings(tmp_path) is None
