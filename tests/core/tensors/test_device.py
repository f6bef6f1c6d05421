"""Which device a name stands for, where torch finds some or none."""

import pytest
import torch

from fewshot_core.tensors import device
from fewshot_core.tensors.device import available_devices, choose_device, describe_device
from fewshot_core.tensors.errors import Unusable


@pytest.fixture
def machine(monkeypatch):
    """A machine with so many CUDA devices, and with an Apple GPU or without."""

    def make(cuda=0, mps=False):
        monkeypatch.setattr(device.torch.cuda, "is_available", lambda: cuda > 0)
        monkeypatch.setattr(device.torch.cuda, "device_count", lambda: cuda)
        monkeypatch.setattr(device.torch.backends.mps, "is_available", lambda: mps)

    return make


@pytest.mark.parametrize(
    ("cuda", "mps", "processes", "expected"),
    [
        (0, False, 1, "cpu"),
        (2, False, 1, "cuda"),
        (2, True, 1, "cuda"),
        (0, True, 1, "mps"),
        (2, False, 2, "cuda"),
        (1, False, 2, "cpu"),  # each process needs a GPU of its own
        (0, True, 2, "cpu"),
    ],
)
def test_auto_is_the_fastest_that_is_there(machine, cuda, mps, processes, expected):
    machine(cuda, mps)
    assert choose_device("auto", processes) == torch.device(expected)


def test_a_device_that_is_there_is_taken_by_its_name(machine):
    machine(cuda=2)
    assert available_devices() == ("cpu", "cuda")
    for name in ("cpu", "cuda", "cuda:1"):
        assert choose_device(name) == torch.device(name)


@pytest.mark.parametrize("name", ["cuda", "cuda:0", "mps", "tpu", "cuda:x", "cpu:1x", ""])
def test_one_that_is_not_there_is_an_error_that_names_those_that_are(machine, name):
    machine()
    with pytest.raises(Unusable, match="only cpu"):
        choose_device(name)


def test_a_gpu_beyond_the_last_is_not_there(machine):
    machine(cuda=2)
    with pytest.raises(Unusable, match="cuda:2"):
        choose_device("cuda:2")


def test_a_device_is_described_by_its_kind():
    assert describe_device(torch.device("cpu")) == "cpu"


@pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no cuda here")
def test_a_gpu_is_described_by_its_model():
    assert describe_device(torch.device("cuda")).startswith("cuda (")
