"""The process in which uploaded pictures are decoded: Pillow alone, within bounds, no file written.

``uploads.py`` runs this file. It reads pictures from its input and answers each in turn: a line of JSON, and
the pixels where there are any. What is hostile can at worst end this process.
"""

from __future__ import annotations

import io
import json
import sys
import warnings
from contextlib import suppress
from typing import Any, BinaryIO

from PIL import Image

MEMORY = 288 * 2**20
"""Bytes of address space; some 60 MB of them are Python and Pillow themselves."""
MOST_PIXELS = 16_000_000
MOST_JPEG_PIXELS = 110_000_000
"""A JPEG is decoded at an eighth of its width and height, where that is enough."""
FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF")
TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}
"""What makes a picture upright again, by the orientation that EXIF tells."""
ORIENTATION = 0x0112


class TooManyPixels(Exception):
    """The picture says itself that it has more pixels than are decoded."""


def serve(given: BinaryIO, out: BinaryIO, side: int, whole: bool) -> None:
    """Answer pictures, each with its length before it in eight bytes, until there are no more."""
    while len(head := given.read(8)) == 8:
        told, pixels = answer(given.read(int.from_bytes(head, "big")), side, whole)
        out.write(json.dumps(told).encode() + b"\n" + pixels)
        out.flush()


def answer(content: bytes, side: int, whole: bool) -> tuple[dict[str, Any], bytes]:
    """A picture's facts and its pixels, row by row, RGB; or the reason why there are none."""
    try:
        return decode(content, side, whole)
    except (TooManyPixels, Image.DecompressionBombError):
        reason = "pixels"
    except MemoryError:
        reason = "memory"
    except EOFError:
        reason = "truncated"
    except Exception as error:  # whatever Pillow's many readers raise
        reason = "truncated" if "truncated" in str(error).lower() else "broken"
    return {"reason": reason}, b""


def decode(content: bytes, side: int, whole: bool) -> tuple[dict[str, Any], bytes]:
    """The picture upright on white: its middle square, or all of it on a white one, ``side`` pixels at most.

    Raises what Pillow raises, and TooManyPixels.
    """
    check_webp(content)
    with Image.open(io.BytesIO(content), formats=FORMATS) as raw:
        width, height = raw.size
        if width * height > (MOST_JPEG_PIXELS if raw.format == "JPEG" else MOST_PIXELS):
            raise TooManyPixels
        note = note_of(raw)
        if raw.format == "JPEG":
            raw.draft(None, (2 * side, 2 * side))  # never less than that, if there is more
        raw.load()
        turn = TURNS.get(orientation(raw), ())
        small = reduced(eight_bits(raw), 4 * side)
    for way in turn:
        small = small.transpose(way)
    if turn and turn[0] not in (TURNS[2][0], TURNS[3][0], TURNS[4][0]):
        width, height = height, width
    square = all_of(small, side) if whole else middle_of(small, side)
    return {"side": square.width, "width": width, "height": height, "note": note}, square.tobytes()


def check_webp(content: bytes) -> None:
    """Raise TooManyPixels for a WebP file of too many: Pillow makes room for all before it tells the size."""
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP" or len(content) < 30:
        return
    kind, body = content[12:16], content[20:30]
    if kind == b"VP8X":
        width, height = (int.from_bytes(body[i : i + 3], "little") + 1 for i in (4, 7))
    elif kind == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = (int.from_bytes(body[i : i + 2], "little") & 0x3FFF for i in (6, 8))
    if width * height > MOST_PIXELS:
        raise TooManyPixels


def note_of(raw: Image.Image) -> str:
    """What a visitor may want to know of how the picture was read; empty for an ordinary one."""
    if getattr(raw, "is_animated", False):
        return "animated"
    if raw.mode == "CMYK":
        return "cmyk"
    if raw.mode[0] in "IF":
        return "deep"
    clear = raw.mode in ("LA", "PA", "RGBA") or "transparency" in raw.info
    return "clear" if clear else ""


def orientation(raw: Image.Image) -> int:
    """How the camera was held, as EXIF tells it; 1 where it tells nothing that can be read."""
    with suppress(Exception):
        return int(raw.getexif().get(ORIENTATION, 1))
    return 1


def eight_bits(image: Image.Image) -> Image.Image:
    """16-bit grey as 8-bit grey; Pillow's own conversion would cut every value off at 255."""
    if image.mode[0] != "I":
        return image
    return image.convert("I").point(lambda value: value * (255 / 65535)).convert("L")


def reduced(image: Image.Image, side: int) -> Image.Image:
    """The picture in RGB, no longer than ``side``, what is transparent in it white."""
    if image.mode in ("LA", "PA", "La", "RGBA", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
        image.thumbnail((side, side), Image.Resampling.BOX)
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image)
        return ground.convert("RGB")
    image = image.convert("RGB") if image.mode in ("1", "P") else image
    image.thumbnail((side, side), Image.Resampling.BOX)
    return image.convert("RGB")


def middle_of(image: Image.Image, side: int) -> Image.Image:
    """The middle square, made smaller where it is larger than ``side``."""
    least = min(image.size)
    left, top = (image.width - least) // 2, (image.height - least) // 2
    square = image.crop((left, top, left + least, top + least))
    square.thumbnail((side, side), Image.Resampling.LANCZOS)
    return square


def all_of(image: Image.Image, side: int) -> Image.Image:
    """The picture in the middle of a white square of ``side`` pixels at most."""
    image.thumbnail((side, side), Image.Resampling.LANCZOS)
    square = Image.new("RGB", (max(image.size),) * 2, "white")
    square.paste(image, ((square.width - image.width) // 2, (square.height - image.height) // 2))
    return square


def bind() -> None:
    """Bound what this process may use: its memory where the system can, and no file of its own."""
    Image.MAX_IMAGE_PIXELS = MOST_JPEG_PIXELS
    warnings.simplefilter("ignore")
    Image.init()  # its readers are files, too
    with suppress(ImportError, OSError, ValueError):  # Windows has no such bounds, macOS not this one
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    bind()
    serve(sys.stdin.buffer, sys.stdout.buffer, int(sys.argv[1]), sys.argv[2] == "whole")
