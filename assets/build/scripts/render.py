"""From a font package to 64x64 tiles: find the file, check the glyph, draw, centre, compare."""

from __future__ import annotations

import io
import json
import re
import tarfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFilter, ImageFont

TILE = 64
TYPICAL, SMALLEST, LARGEST = 44, 28, 52  # larger side of the ink box, pixels
EM = 144  # size at which a glyph is first drawn, pixels

SUBSETS = {
    "latin": ["latin"],
    "greek": ["greek", "greek-ext"],
    "hiragana": ["japanese"],
    "katakana": ["japanese"],
    "han": ["japanese", "chinese-simplified", "chinese-traditional", "chinese-hongkong"],
    "hangul": ["korean"],
}


@dataclass
class Package:
    """An unpacked font package: its metadata and the bytes of the files of one weight."""

    metadata: dict
    weight: int
    files: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def read(cls, archive: Path, weight: int) -> Package:
        """Read the upright files whose weight is nearest to `weight` (ties: the heavier)."""
        with tarfile.open(archive) as tar:
            members = {m.name: m for m in tar.getmembers()}
            metadata = json.load(tar.extractfile(members["package/metadata.json"]))
            nearest = min(metadata["weights"], key=lambda w: (abs(w - weight), -w))
            name = re.compile(rf"package/files/.*-{nearest}-normal\.woff2$")
            prefix = f"package/files/{metadata['id']}-"
            files = {
                path.removeprefix(prefix).removesuffix(f"-{nearest}-normal.woff2"): tar.extractfile(
                    member
                ).read()
                for path, member in sorted(members.items())
                if name.match(path)
            }
        return cls(metadata, nearest, files)

    def subsets(self, script: str) -> list[bytes]:
        """The files that may hold the characters of `script`; all of them if none is named so."""
        named = [self.files[s] for s in SUBSETS.get(script, [script]) if s in self.files]
        return named or list(self.files.values())

    def draw(self, script: str, characters: list[str]) -> dict[str, Image.Image]:
        """Glyphs cropped to their ink, white on black; a character the font lacks is absent."""
        found: dict[str, Image.Image] = {}
        for data in self.subsets(script):
            cmap = TTFont(io.BytesIO(data), lazy=True).getBestCmap() or {}
            wanted = [c for c in characters if c not in found and cmap.get(ord(c), ".notdef") != ".notdef"]
            if wanted:
                basic = ImageFont.Layout.BASIC
                font = ImageFont.truetype(io.BytesIO(data), EM, layout_engine=basic)
                found.update((c, g) for c in wanted if (g := draw_glyph(font, c)) is not None)
        return found


def draw_glyph(font: ImageFont.FreeTypeFont, character: str) -> Image.Image | None:
    """One glyph cropped to its ink, or None if it leaves no ink."""
    canvas = Image.new("L", (4 * EM, 4 * EM))
    ImageDraw.Draw(canvas).text((1.5 * EM, 1.5 * EM), character, font=font, fill=255)
    box = canvas.getbbox()
    return canvas.crop(box) if box else None


def tiles(glyphs: dict[str, Image.Image]) -> dict[str, np.ndarray]:
    """Tiles (64, 64) uint8, black on white, in 16 greys, of the glyphs of one font and script.

    The font's median glyph gets a larger side of 44 pixels; a glyph r times as large gets
    44·sqrt(r), within 28 and 52, so small letters stay smaller and remain legible.
    """
    if not glyphs:
        return {}
    median = float(np.median([max(glyph.size) for glyph in glyphs.values()]))
    return {c: tile(glyph, median) for c, glyph in glyphs.items()}


def tile(glyph: Image.Image, median: float) -> np.ndarray:
    """One glyph, scaled against the median size and centred by its ink box."""
    larger = max(glyph.size)
    side = min(max(TYPICAL * (larger / median) ** 0.5, SMALLEST), LARGEST)
    width, height = (max(1, round(edge * side / larger)) for edge in glyph.size)
    small = glyph.resize((width, height), Image.Resampling.BOX if larger > side else Image.Resampling.BICUBIC)
    canvas = Image.new("L", (TILE, TILE))
    canvas.paste(small, ((TILE - width) // 2, (TILE - height) // 2))
    ink = np.round(np.asarray(canvas, np.float32) / 17)
    return (255 - 17 * ink).astype(np.uint8)


def view(picture: np.ndarray, side: int = 28) -> np.ndarray:
    """Ink in 0..1 as the network sees it: (side, side)."""
    grey = Image.fromarray(picture).resize((side, side), Image.Resampling.BOX)
    return 1 - np.asarray(grey, np.float32) / 255


def strength(picture: np.ndarray) -> float:
    """How dark the strokes are at 28x28: the mean of the darkest tenth of the inked pixels."""
    ink = np.sort(view(picture).ravel())
    ink = ink[ink > 0.1]
    return float(ink[-max(1, len(ink) // 10) :].mean()) if len(ink) else 0.0


def signature(picture: np.ndarray) -> np.ndarray:
    """A blurred, centred, unit-length vector; the product of two is their correlation."""
    blurred = Image.fromarray(255 - picture).filter(ImageFilter.GaussianBlur(1.5))
    vector = np.asarray(blurred.resize((32, 32), Image.Resampling.BOX), np.float32).ravel()
    vector = vector - vector.mean()
    return vector / (np.linalg.norm(vector) + 1e-9)
