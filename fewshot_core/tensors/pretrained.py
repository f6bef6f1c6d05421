"""Backbones whose weights others have trained on photographs, used as they are.

``efficientnet-lite0`` comes with the project; ``torchvision:NAME`` is any of torchvision's classification
networks, whose weights it fetches on first use. All take photographs of any size with values 0…1.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from fewshot_core.tensors.efficientnet_lite import load_efficientnet_lite0
from fewshot_core.tensors.errors import Damaged, Missing, Unknown, Unusable

LITE = "efficientnet-lite0"
TORCHVISION = "torchvision:"
PRETRAINED = (LITE, f"{TORCHVISION}NAME")

LITE_SIDE = 128
"""Less than the 224 pixels of its training: a third of the work, and of the same use for groceries."""
LITE_MEAN, LITE_STD = (0.5, 0.5, 0.5), (0.5, 0.5, 0.5)
"""Google's for the Lite variants; with ImageNet's own, these weights name fewer photographs rightly."""


class Pretrained(nn.Module):
    """A frozen network in two parts: photographs -> ``trunk`` -> maps -> ``last`` -> vectors.

    ``tunable`` names those parameters of ``last`` that are its last block. ``side`` is the height and width
    to which photographs are brought, ``mean`` and ``std`` (3 numbers each) normalise them.
    """

    mean: Tensor
    std: Tensor

    def __init__(
        self,
        trunk: nn.Module,
        last: nn.Module,
        tunable: Sequence[str],
        side: int,
        mean: Sequence[float],
        std: Sequence[float],
    ) -> None:
        super().__init__()
        self.trunk, self.last, self.tunable, self.side = trunk, last, tuple(tunable), side
        self.register_buffer("mean", torch.tensor(mean).view(3, 1, 1))
        self.register_buffer("std", torch.tensor(std).view(3, 1, 1))
        self.requires_grad_(False)
        self.eval()

    def maps(self, x: Tensor) -> Tensor:
        """What ``last`` is given: the trunk's maps of images (images, 1 or 3, height, width), 0…1.

        One channel is ink, as in drawings: it is seen as black on white.
        """
        if x.shape[1] == 1:
            x = (1 - x).expand(-1, 3, -1, -1)
        if x.shape[2:] != (self.side, self.side):
            x = F.interpolate(x, (self.side, self.side), mode="bilinear", antialias=True)
        x = ((x - self.mean) / self.std).contiguous(memory_format=torch.channels_last)
        return self.trunk(x)

    def forward(self, x: Tensor) -> Tensor:
        """Feature vectors (images, features) of images (images, 1 or 3, height, width), 0…1."""
        return self.last(self.maps(x))


def backbone(name: str, side: int = 0) -> Pretrained:
    """The pretrained backbone of this name; ``side`` 0 is the size that suits it.

    Raises Unknown, Missing if its weights are not here and cannot be fetched, and Damaged.
    """
    if name == LITE:
        network = load_efficientnet_lite0()
        tunable = [own for own, _ in network.last.named_parameters()]
        return Pretrained(network.trunk, network.last, tunable, side or LITE_SIDE, LITE_MEAN, LITE_STD)
    if name.startswith(TORCHVISION):
        return _of_torchvision(name.removeprefix(TORCHVISION), side)
    raise Unknown("pretrained backbone", name, PRETRAINED)


def _of_torchvision(name: str, side: int) -> Pretrained:
    """One of torchvision's classification networks without its last linear layer; all of it is ``last``."""
    from torchvision import models

    if name not in models.list_models(module=models):
        raise Unknown("classification network of torchvision", name, models.list_models(module=models))
    weights = models.get_model_weights(name).DEFAULT
    place = f"{torch.hub.get_dir()}/checkpoints"
    try:
        network = models.get_model(name, weights=weights)
    except OSError as error:
        reason = str(getattr(error, "reason", error))
        remedy = f"it could not be downloaded ({reason}); put {weights.url} into {place} and ask again"
        raise Missing(f"The backbone '{TORCHVISION}{name}'", remedy) from error
    except Exception as error:  # what torch.load raises for a file that is not what it should be
        file = f"{place}/{weights.url.rpartition('/')[2]}"
        raise Damaged(file, "it does not hold these weights") from error
    linear = [own for own, layer in network.named_modules() if isinstance(layer, nn.Linear)]
    if not linear:
        raise Unusable("backbone", f"{TORCHVISION}{name}", "its classifier is not a linear layer")
    around, _, own = linear[-1].rpartition(".")
    setattr(network.get_submodule(around), own, nn.Identity())
    made_for = weights.transforms()
    tunable = _last_block(network, linear[-1].partition(".")[0])
    return Pretrained(
        nn.Identity(), network, tunable, side or made_for.crop_size[0], made_for.mean, made_for.std
    )


def _last_block(network: nn.Module, classifier: str) -> list[str]:
    """The parameters of the last part of a network that has any, ``classifier`` left aside.

    Of plain sequences their own last part is taken: of a ResNet, the last residual block.
    """
    at, prefix = network, ""
    while not prefix or type(at) in (nn.Sequential, nn.ModuleList):
        parts = [n for n, part in at.named_children() if any(True for _ in part.parameters())]
        last = [part for part in parts if prefix or part != classifier][-1]
        at, prefix = at.get_submodule(last), f"{prefix}{last}."
    return [prefix + own for own, _ in at.named_parameters()]
