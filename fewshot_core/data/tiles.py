"""From a picture to what the networks see: cropped to its ink, centred on a tile, 28 x 28.

The embedded drawings were made so when they were packed; whatever is to be answered beside them goes the same
way.
"""

from __future__ import annotations

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from fewshot_core.data.datasets.dataset import SIDE

TILE = 64
"""Height and width of a tile, in pixels."""
MARGIN = 3
"""Pixels of white that the longer side of a drawing leaves at both its ends."""
FAINTEST = 0.06
"""Ink below this is taken for paper when a picture is cropped."""


def ink(picture: Image.Image) -> np.ndarray:
    """Ink of a picture, 0 (white) … 1 (black), as (height, width)."""
    return 1.0 - np.asarray(picture.convert("L"), dtype=np.float32) / 255.0


def ink_box(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """Left, top, right and bottom of a picture's ink; None where there is none."""
    return Image.fromarray((ink(picture) > FAINTEST).astype(np.uint8) * 255).getbbox()


def tile(picture: Image.Image, box: tuple[int, int, int, int]) -> Image.Image:
    """What a box holds of a picture on white, scaled to a tile less its margin and put in the middle, RGB."""
    drawing = picture.crop(box)
    scale = (TILE - 2 * MARGIN) / max(drawing.size)
    width, height = (max(1, round(side * scale)) for side in drawing.size)
    small = drawing.resize((width, height), Image.Resampling.LANCZOS)
    result = Image.new("RGB", (TILE, TILE), "white")
    result.paste(small, ((TILE - width) // 2, (TILE - height) // 2))
    return result


def network_view(strip: Image.Image) -> Tensor:
    """Tiles side by side as the networks see them: ink in 0…255, (tiles, 1, 28, 28), uint8.

    A box filter from 64 to 28 pixels never mixes two neighbouring tiles, since every 28-pixel tile of the
    result covers exactly one tile of the strip.
    """
    count = strip.width // strip.height
    grey = strip.convert("RGB").convert("L").resize((SIDE * count, SIDE), Image.Resampling.BOX)
    amount = 255 - np.asarray(grey)  # (28, 28 * tiles)
    tiles = amount.reshape(SIDE, count, SIDE).transpose(1, 0, 2)  # (tiles, 28, 28)
    return torch.from_numpy(np.ascontiguousarray(tiles)).unsqueeze(1)
