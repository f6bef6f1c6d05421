"""Vectors of many parameters or features brought down to a few numbers: bars, a plane, an angle."""

from __future__ import annotations

from collections.abc import Sequence
from math import acos, degrees
from typing import Any

import torch
from torch import Tensor


def heights(
    theta: Tensor, walk: Tensor, after: Tensor, chosen: Sequence[int]
) -> tuple[dict[str, Any], float]:
    """Bars 0…1 of θ, of every φ and of θ′, and how much more the outer change is enlarged.

    A bar is 0.5 + 0.4 tanh((w - ref) / s): s is the largest change among the shown cells (one for
    the copies, one for θ′), and ref puts θ's own bar where its value lies in the network's spread.
    """
    start, spread = theta[chosen], theta.std().clamp_min(1e-12)
    rank = (start / spread).clamp(-1, 1) * 0.7
    inner, outer = walk[:, chosen] - start, after[chosen] - start
    s_in, s_out = (float(move.abs().max()) or 1.0 for move in (inner, outer))
    bars = {
        "theta": bar(rank),
        "fast": [bar(rank + move / s_in) for move in inner],
        "next": bar(rank + outer / s_out),
    }
    return bars, rounded(s_in / s_out, 2)


def bar(x: Tensor) -> list[float]:
    """0.5 + 0.4 tanh(x)."""
    return rounded(0.5 + 0.4 * torch.tanh(x), 3)


def plane(theta: Tensor, walk: Tensor, after: Tensor, gradient: Tensor | None = None) -> dict[str, Any]:
    """The exact projection of the walk on span(φ_S - θ, θ′ - θ), with θ at the origin.

    Where the two are parallel (Reptile), the second axis is the widest turn the walk takes beside
    the first. ``pull`` is the shadow of minus the task's outer gradient, drawn as long as the
    outer step.
    """
    moves, step = walk - theta, after - theta
    first = direction(moves[-1]) if moves[-1].norm() > 0 else direction(step)
    candidates = torch.cat([step[None], moves])
    beside = candidates - (candidates @ first)[:, None] * first
    turn = beside[0] if beside[0].norm() > 1e-3 * step.norm() else beside[beside.norm(dim=1).argmax()]
    second = direction(turn)
    axes = torch.stack([first, second], 1)  # (P, 2)
    record = {"fast": digits(moves @ axes), "next": digits(step @ axes)}
    if gradient is not None and gradient.norm() > 0:
        record["pull"] = digits((direction(-gradient) * step.norm()) @ axes)
    return record


def principal_axes(x: Tensor) -> Tensor:
    """The two orthonormal directions (features, 2) of greatest variance of centred rows (n, features).

    Their signs are fixed: an axis's largest entry is positive.
    """
    axes = torch.linalg.svd(x, full_matrices=False).Vh[:2].T
    largest = axes.gather(0, axes.abs().argmax(0, keepdim=True))
    return axes * largest.sign()


def angle(a: Tensor, b: Tensor) -> float | None:
    """Degrees between two vectors; None where one has no length."""
    if not (a.norm() > 0 and b.norm() > 0):
        return None
    return rounded(degrees(acos(float((direction(a) @ direction(b)).clamp(-1, 1)))), 1)


def direction(v: Tensor) -> Tensor:
    """The vector's direction, or zero."""
    return v / v.norm().clamp_min(1e-12)


def unit(v: Tensor) -> list[float]:
    """The vector with its largest entry at -1 or 1; zero stays zero."""
    largest = float(v.abs().max())
    return rounded(v / largest, 2) if largest > 1e-12 else [0.0] * len(v)


def digits(v: Tensor) -> Any:
    """Four significant digits, for coordinates of any size."""
    if v.dim() > 1:
        return [digits(row) for row in v]
    return [float(f"{x:.4g}") for x in v.tolist()]


def rounded(value: Any, places: int) -> Any:
    """Tensors and numbers as plain, short numbers."""
    if isinstance(value, Tensor):
        value = value.tolist()
    if isinstance(value, list):
        return [rounded(x, places) for x in value]
    return round(float(value), places)
