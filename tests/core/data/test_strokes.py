"""Strokes of a hand reach the networks as the same shapes do that were rendered and packed with the data.

``strokes.png`` is the strip that ``assets/build`` makes of SHAPES; with resvg-py here, it is made anew.
"""

from __future__ import annotations

import sys
from math import cos, pi, sin
from pathlib import Path

import pytest
import torch
from PIL import Image

from fewshot_core.data.strokes import render, view
from fewshot_core.data.tiles import ink_box, network_view

HERE = Path(__file__).parent
STRIP = HERE / "strokes.png"
BUILD = HERE.parents[2] / "assets" / "build"
SHAPES = {
    "line": ('<path d="M3 3L21 21"/>', [(3, 3), (21, 21)]),
    "circle": (
        '<circle cx="12" cy="12" r="9"/>',
        [(12 + 9 * cos(pi * i / 60), 12 + 9 * sin(pi * i / 60)) for i in range(121)],
    ),
    "square": ('<path d="M3 3H21V21H3Z"/>', [(3, 3), (21, 3), (21, 21), (3, 21), (3, 3)]),
    "roof": ('<path d="M3 17L12 8L21 17"/>', [(3, 17), (12, 8), (21, 17)]),
}
"""As an icon on the grid of 24, and as one stroke of a hand."""
MEAN, WORST = 2.0, 30
"""Of 255, what smoothing of edges may differ by: on the mean over a tile, and in one pixel of it."""


def hand(points: list[tuple[float, float]]) -> list[list[tuple[int, int]]]:
    """The stroke as a browser sends it: whole numbers 0…255."""
    return [[(round(10 * x), round(10 * y)) for x, y in points]]


@pytest.mark.parametrize("name", SHAPES)
def test_a_stroke_is_what_the_packed_shape_is(name: str) -> None:
    packed = network_view(Image.open(STRIP))[list(SHAPES).index(name)].int()
    drawn = view(hand(SHAPES[name][1])).int()
    off = (drawn - packed).abs()
    assert packed.sum() > 10_000
    assert off.float().mean() <= MEAN and off.max() <= WORST, (name, off.float().mean(), off.max())


def test_the_strip_is_what_the_build_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("resvg_py")
    monkeypatch.setattr(sys, "path", [str(BUILD), str(BUILD / "everyday"), *sys.path])
    import pack
    import render as build

    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#000" '
    pen = 'stroke-width="2" stroke-linecap="round" stroke-linejoin="round">'
    tiles = [build.tile(f"{head}{pen}{shape}</svg>") for shape, _ in SHAPES.values()]
    made = network_view(pack.palette_strip(tiles, 64))
    assert torch.equal(made, network_view(Image.open(STRIP)))


def test_where_and_how_large_it_was_drawn_does_not_matter() -> None:
    large = view([[(5, 5), (245, 5), (245, 245)]]).int()
    small = view([[(150, 100), (198, 100), (198, 148)]]).int()
    assert (large - small).abs().max() <= WORST
    rows, columns = ((large[0].sum(axis) > 0).nonzero() for axis in (1, 0))
    assert rows[0] == columns[0] == 1 and rows[-1] == columns[-1] == 26  # margins of 3 in 64 pixels


def test_a_dot_and_empty_paper_are_drawings_too() -> None:
    assert view([]).sum() == view([[]]).sum() == 0 and ink_box(render([])) is None
    assert view([[(9, 200)]]).float().mean() > 90  # it is enlarged, as any drawing is
    assert view([[(0, 0)], [(255, 255)]]).shape == (1, 28, 28)
