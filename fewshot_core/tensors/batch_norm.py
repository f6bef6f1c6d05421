"""BatchNorm whose second derivative is written out, since MAML's outer gradient goes through it.

PyTorch composes that derivative of some seventy small operations, and they are most of an inner step's cost
on a CPU. Written out it is two sums of three images each. With s = 1 / sqrt(variance + eps) and <.> the mean
over images and pixels, all of it one channel at a time,

    z = (x - <x>) s        y = w z + b
    dx = w s (g - <g> - z <g z>)        dw = M <g z>        db = M <g>

is BatchNorm and its gradient for a gradient g at y (M numbers a channel). ``_Gradient.backward`` is the
derivative of the second line.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd.function import once_differentiable

_native_backward = torch.ops.aten.native_batch_norm_backward


class BatchNorm2d(nn.BatchNorm2d):
    """``torch.nn.BatchNorm2d`` with the same values; it can be differentiated twice, not three times."""

    alone = False
    """Where the batch's own statistics are taken: those of each image, as if it had come alone?"""

    def forward(self, x: Tensor) -> Tensor:
        """Images (images, channels, height, width) with every channel normalised, times w, plus b."""
        if not (self.training or self.running_mean is None):
            return super().forward(x)
        if self.alone:
            return _normalise_alone(x, self.weight, self.bias, self.eps)
        if self.num_batches_tracked is not None:
            self.num_batches_tracked.add_(1)
        return _Normalise.apply(
            x, self.weight, self.bias, self.running_mean, self.running_var, self.momentum, self.eps
        )


def normalise_alone(network: nn.Module) -> None:
    """Let a network answer every image of a batch as if it had come alone, at the price of a batch.

    Where running averages are used, that is so already, and nothing changes.
    """
    for module in network.modules():
        if isinstance(module, BatchNorm2d):
            module.alone = True


def _normalise_alone(x: Tensor, w: Tensor, b: Tensor, eps: float) -> Tensor:
    """Images (images, channels, height, width), each channel of each image normalised, times w, plus b.

    Sums over the pixels of channels that lie side by side: ``F.instance_norm`` would copy the images first.
    """
    pixels = x.permute(0, 2, 3, 1).flatten(1, 2)  # (images, height * width, channels)
    mean = pixels.mean(1)  # (images, channels)
    variance = pixels.square().mean(1) - mean.square()
    scale = w * torch.rsqrt(variance.clamp_min(0) + eps)
    shift = b - mean * scale
    return torch.addcmul(shift[:, :, None, None], x, scale[:, :, None, None])


class _Normalise(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, w: Tensor, b: Tensor, *settings: Any) -> Tensor:
        running_mean, running_var, momentum, eps = settings
        y, mean, scale = torch.native_batch_norm(x, w, b, running_mean, running_var, True, momentum, eps)
        ctx.save_for_backward(x, w, mean, scale)
        ctx.eps = eps
        return y

    @staticmethod
    def backward(ctx: Any, g: Tensor) -> tuple[Tensor | None, ...]:
        x, w, mean, scale = ctx.saved_tensors
        found = _Gradient.apply if torch.is_grad_enabled() else _gradient  # of what is differentiated again
        return *found(g, x, w, mean, scale, ctx.eps), None, None, None, None


def _gradient(g: Tensor, x: Tensor, w: Tensor, mean: Tensor, scale: Tensor, eps: float) -> tuple[Tensor, ...]:
    return _native_backward(g, x, w, None, None, mean, scale, True, eps, [True, True, True])


class _Gradient(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any, g: Tensor, x: Tensor, w: Tensor, mean: Tensor, scale: Tensor, eps: float
    ) -> tuple[Tensor, ...]:
        ctx.save_for_backward(g, x, w, mean, scale)
        return _gradient(g, x, w, mean, scale, eps)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, v: Tensor, vw: Tensor, vb: Tensor) -> tuple[Tensor | None, ...]:
        """The gradients of sum(v dx) + sum(vw dw) + sum(vb db) with respect to g, x and w."""
        g, x, w, mean, s = ctx.saved_tensors
        images, channels, height, width = x.shape
        m = images * height * width
        g, x, v = (t.permute(0, 2, 3, 1).reshape(m, channels) for t in (g, x, v))
        x = x - mean  # z = x s from here on; s goes into the channels' factors, to spare a pass
        mean_v, mean_g = v.mean(0), g.mean(0)
        vz, gz, vg = (v * x).mean(0) * s, (g * x).mean(0) * s, (v * g).mean(0)
        inner = vg - mean_v * mean_g - vz * gz  # <v P(g)>, of dx = w s P(g)
        at_w = s * m * inner
        # d/dg = w s P(v) + vw z + vb
        ws = w * s
        at_g = torch.addcmul(vb - ws * mean_v, v, ws).addcmul_(x, s * (vw - ws * vz))
        # d/dz = h, and z and s are functions of x
        mean_h = vw * mean_g - ws * (mean_v * gz + mean_g * vz)
        mean_hz = vw * gz - 2 * ws * vz * gz
        at_x = torch.addcmul(-s * mean_h, v, -ws * s * gz).addcmul_(g, s * (vw - ws * vz))
        at_x.addcmul_(x, -s * s * (mean_hz + ws * inner))
        back = (images, height, width, channels)
        return (
            at_g.view(back).permute(0, 3, 1, 2),
            at_x.view(back).permute(0, 3, 1, 2),
            at_w,
            None,
            None,
            None,
        )
