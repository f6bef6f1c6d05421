"""BatchNorm with its written-out second derivative against torch's own and against finite differences."""

import pytest
import torch
from torch import nn
from torch.func import functional_call

from fewshot_core.tensors.batch_norm import BatchNorm2d, normalise_alone


def layer_and_images(kind, dtype=torch.float64, tracks=False):
    torch.manual_seed(0)
    layer = kind(4, track_running_stats=tracks).to(dtype)
    with torch.no_grad():
        layer.weight.normal_()
        layer.bias.normal_()
    images = torch.randn(3, 4, 5, 6, dtype=dtype).contiguous(memory_format=torch.channels_last)
    return layer, images.requires_grad_()


def test_both_derivatives_are_the_finite_differences():
    layer, images = layer_and_images(BatchNorm2d)

    def normalise(x, w, b):
        return functional_call(layer, {"weight": w, "bias": b}, (x,))

    assert torch.autograd.gradcheck(normalise, (images, layer.weight, layer.bias))
    assert torch.autograd.gradgradcheck(normalise, (images, layer.weight, layer.bias))


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32])
@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("tracks", [True, False])
def test_it_is_torchs_own_forwards_and_twice_backwards(dtype, training, tracks):
    found = []
    for kind in (BatchNorm2d, nn.BatchNorm2d):
        layer, images = layer_and_images(kind, dtype, tracks)
        layer.train(training)
        y = layer(images)
        inputs = [images, layer.weight, layer.bias]
        first = torch.autograd.grad(y.pow(3).sum(), inputs, create_graph=True)
        second = torch.autograd.grad(sum(g.pow(2).sum() for g in first), inputs, materialize_grads=True)
        found.append([y, *layer.buffers(), *first, *second])
    assert torch.equal(found[0][0], found[1][0])
    tolerance = 1e-9 if dtype == torch.float64 else 1e-4
    for ours, theirs in zip(*found, strict=True):
        assert torch.allclose(ours, theirs, rtol=tolerance, atol=tolerance * theirs.abs().max().item())


def test_running_averages_move_only_in_training():
    layer, images = layer_and_images(BatchNorm2d, tracks=True)
    layer.eval()(images)
    assert layer.num_batches_tracked == 0 and layer.running_mean.abs().max() == 0
    layer.train()(images)
    assert layer.num_batches_tracked == 1
    assert torch.allclose(layer.running_mean, 0.1 * images.mean((0, 2, 3)))


@pytest.mark.parametrize("tracks", [True, False])
def test_images_normalised_alone_are_what_they_are_one_by_one(tracks):
    layer, images = layer_and_images(BatchNorm2d, tracks=tracks)
    layer.eval()
    one_by_one = torch.cat([layer(image) for image in images.split(1)])
    assert torch.allclose(layer(images), one_by_one) == tracks  # else the batch has its say
    normalise_alone(nn.Sequential(layer))
    assert torch.allclose(layer(images), one_by_one)


def test_mixed_precision_gives_gradients_of_each_inputs_own_kind():
    layer, images = layer_and_images(BatchNorm2d, torch.float32)
    half = images.detach().bfloat16().requires_grad_()
    y = layer(half)
    first = torch.autograd.grad(y.float().pow(3).sum(), [half, layer.weight], create_graph=True)
    second = torch.autograd.grad(first[0].float().pow(2).sum(), [half, layer.weight])
    assert [g.dtype for g in (*first, *second)] == [torch.bfloat16, torch.float32] * 2
    assert all(g.isfinite().all() for g in second)
