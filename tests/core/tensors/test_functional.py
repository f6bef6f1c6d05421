"""The shared arithmetic, by hand."""

import pytest
import torch

from fewshot_core.tensors.backbones import Conv4
from fewshot_core.tensors.functional import (
    accuracy,
    class_means,
    cosine_similarities,
    interpolate,
    sgd_step,
    squared_distances,
)
from fewshot_core.tensors.heads import SharedHead


def test_class_means_in_any_order_of_images():
    features = torch.tensor([[0.0, 2.0], [4.0, 0.0], [2.0, 4.0]])
    means = class_means(features, torch.tensor([0, 1, 0]), way=2)
    assert means.tolist() == [[1.0, 3.0], [4.0, 0.0]]


def test_distances_and_similarities():
    a, b = torch.tensor([[3.0, 4.0]]), torch.tensor([[0.0, 0.0], [3.0, 0.0], [6.0, 8.0]])
    assert squared_distances(a, b).tolist() == [[25.0, 16.0, 25.0]]
    assert torch.allclose(cosine_similarities(a, b), torch.tensor([[0.0, 0.6, 1.0]]))


def test_a_step_and_a_way_between():
    theta, gradient = {"w": torch.tensor([1.0, 2.0])}, {"w": torch.tensor([10.0, -10.0])}
    phi = sgd_step(theta, gradient, 0.1)
    assert phi["w"].tolist() == pytest.approx([0.0, 3.0], abs=1e-6) and theta["w"].tolist() == [1.0, 2.0]
    assert interpolate(theta, phi, 0.5)["w"].tolist() == [0.5, 2.5]


def test_accuracy_counts_the_largest_score():
    assert accuracy(torch.tensor([[1.0, 2.0], [3.0, 0.0]]), torch.tensor([1, 1])) == 0.5


def test_the_backbone_runs_in_the_fast_layout_for_one_channel():
    """A one-channel image must be given channels_last strides by hand, or everything after it is slow."""
    seen = []
    network = Conv4(width=8).eval()
    network.norms[0].register_forward_hook(lambda m, x, y: seen.append(y))
    features = network(torch.rand(5, 1, 28, 28))
    assert features.shape == (5, 8)
    assert seen[0].is_contiguous(memory_format=torch.channels_last)
    assert not seen[0].is_contiguous()


def test_colour_images_and_other_sizes():
    assert Conv4(channels=3, width=8).eval()(torch.rand(2, 3, 84, 84)).shape == (2, 8)


def test_a_transductive_backbone_looks_at_the_batch_and_the_other_does_not():
    images = torch.rand(6, 1, 28, 28)
    for transductive in (True, False):
        network = Conv4(width=8, transductive=transductive).eval()
        together, alone = network(images)[:2], network(images[:2])
        assert torch.allclose(together, alone, atol=1e-5) != transductive


def test_the_shared_head_holds_one_row():
    assert SharedHead(16).weight.shape == (1, 16)
