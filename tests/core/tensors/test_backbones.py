"""Backbones are pluggable: the field's two networks and one between them, and any method on each."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest
import torch
import torch.nn.functional as F

from fewshot_core.data.sampling import sample_episode
from fewshot_core.methods import method_class
from fewshot_core.tensors.backbones import BACKBONES, Conv4, Conv5, ResNet12, build_backbone
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.tensors.errors import Damaged, Unknown
from fewshot_core.training import checkpoints


def size(network) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


def test_resnet12_has_the_fields_12_million_parameters():
    """Four blocks c -> C of 9 c C + 18 C² (3x3), c C (1x1) and 8 C (four BatchNorms)."""
    sizes = [3, 64, 160, 320, 640]
    blocks = [9 * c * C + 18 * C * C + c * C + 8 * C for c, C in pairwise(sizes)]
    assert size(ResNet12(channels=3)) == sum(blocks) == 12_424_320


def test_conv4_has_its_usual_size():
    assert size(Conv4()) == 9 * 64 + 3 * 9 * 64 * 64 + 4 * 2 * 64


@pytest.mark.parametrize("name", BACKBONES)
@pytest.mark.parametrize(("channels", "side"), [(1, 28), (3, 32), (3, 84)])
def test_images_become_vectors_of_the_length_that_a_backbone_says(name, channels, side):
    network = build_backbone(name, channels, 4, False).eval()
    assert network(torch.rand(3, channels, side, side)).shape == (3, network.features)


def test_conv5_widens_where_the_image_shrinks():
    """The maps of every block of it, for a 28x28 image: halved by all blocks but the third."""
    network, shapes = Conv5(width=8).eval(), []
    for norm in network.norms:
        norm.register_forward_hook(lambda module, given, out: shapes.append(tuple(out.shape[1:])))
    features = network(torch.rand(2, 1, 28, 28))
    assert shapes == [(4, 28, 28), (8, 14, 14), (16, 7, 7), (16, 7, 7), (32, 3, 3)]
    assert (
        features.shape == (2, 32) and Conv5(width=8, halvings=2).maps(torch.rand(2, 1, 28, 28)).shape[2] == 7
    )


def test_an_unknown_backbone_is_named():
    with pytest.raises(Unknown, match="resnet13"):
        build_backbone("resnet13", 1, 64, False)


def test_a_residual_block_is_what_the_papers_draw():
    """Three convolutions, leaky ReLU between them, the shortcut added before the last one; then pooling."""
    network = ResNet12(width=4).eval()
    x = torch.rand(2, 1, 28, 28)
    block = network.blocks[0]
    y = x
    for i, (conv, norm) in enumerate(block.convs):
        y = F.conv2d(y, conv.weight, padding=1)
        y = (y - norm.running_mean.view(-1, 1, 1)) / (norm.running_var.view(-1, 1, 1) + norm.eps).sqrt()
        y = F.leaky_relu(y, 0.1) if i < 2 else y
    short = F.conv2d(x, block.shortcut[0].weight) / (1 + block.shortcut[1].eps) ** 0.5
    expected = F.max_pool2d(F.leaky_relu(y + short, 0.1), 2)
    assert torch.allclose(block(x), expected, atol=1e-5)


def test_strided_blocks_halve_the_image_without_pooling():
    pooled, strided = Conv4(width=4).eval(), Conv4(width=4, strided=True).eval()
    assert {n: p.shape for n, p in pooled.named_parameters()} == {
        n: p.shape for n, p in strided.named_parameters()
    }
    x = torch.rand(2, 1, 28, 28)
    expected = x
    for conv, norm in zip(strided.convs, strided.norms, strict=True):
        expected = F.relu(norm(F.conv2d(expected, conv.weight, stride=2, padding=1)))
    assert torch.allclose(strided(x), expected.mean((2, 3)), atol=1e-5)


@pytest.mark.parametrize("name", ["maml", "anil", "metasgd", "reptile", "protonet", "conventional"])
@pytest.mark.parametrize("backbone", ["conv4-strided", "conv5", "resnet12"])
def test_methods_run_on_every_backbone(tiny, source, name, backbone):
    cls = method_class(name)
    small = {"classes": 12, "batch_size": 8} if name == "conventional" else {"way": 3, "shot": 1, "query": 2}
    method = cls(cls.Config(width=4, backbone=backbone, **small))
    assert method.train_step(source).loss > 0
    episode = sample_episode(tiny, "test", EpisodeSpec(4, 2, 3), 0)
    scores = method.adapt(episode.support_x, episode.support_y).predict(episode.query_x)
    assert scores.shape == (12, 4) and scores.isfinite().all()


def test_a_checkpoint_of_another_backbone_is_refused_in_one_sentence(tmp_path):
    cls = method_class("protonet")
    checkpoints.save(cls(cls.Config(width=4)), "tiny", tmp_path, {})
    manifest = checkpoints.read_manifest(tmp_path)
    other = replace(manifest, config=manifest.config | {"backbone": "resnet12"})
    checkpoints.write_manifest(tmp_path, other)
    with pytest.raises(Damaged, match="another network"):
        checkpoints.load(tmp_path)
    unknown = json.loads((tmp_path / "manifest.json").read_text())
    unknown["config"]["backbone"] = "resnet13"
    (tmp_path / "manifest.json").write_text(json.dumps(unknown))
    with pytest.raises(Unknown, match="resnet13"):
        checkpoints.load(tmp_path)
