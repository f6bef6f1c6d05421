"""Uploads as they should be and as they should not, made here in a few lines; none is large on disk."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np
from PIL import Image


def picture(
    kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (60, 40), colour: str = "", **options: Any
) -> bytes:
    """A picture of one colour, or of noise, so that a cut file lacks something."""
    noise = np.random.default_rng(0).integers(0, 255, (40, 60, 4), dtype=np.uint8)
    image = Image.new("RGB", size, colour) if colour else Image.fromarray(noise).resize(size)
    image = image.convert(mode)
    content = io.BytesIO()
    image.save(content, kind, **options)
    return content.getvalue()


def jpeg(hue: int, number: int, size: tuple[int, int] = (90, 60)) -> bytes:
    """A small photograph of its own: coarse noise in a class's colour."""
    noise = np.random.default_rng(100 * hue + number).integers(0, 255, (6, 9, 3), dtype=np.uint8)
    noise[..., hue % 3] //= 3
    content = io.BytesIO()
    Image.fromarray(noise).resize(size).save(content, "JPEG", quality=90)
    return content.getvalue()


def photos(
    classes: int = 3, each: int = 4, around: str = "fruit/", size: tuple[int, int] = (90, 60)
) -> list[tuple[str, bytes]]:
    """Class folders as a visitor means to bring them."""
    known = ("apple", "pear", "fig", "plum", "kiwi")
    names = [*known, *(f"kind-{number}" for number in range(len(known), classes))]
    return [
        (f"{around}{names[hue]}/{number}.jpg", jpeg(hue, number, size))
        for hue in range(classes)
        for number in range(each)
    ]


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))


def claims_to_be(width: int, height: int, depth: int = 8, colour: int = 2, body: bytes = b"") -> bytes:
    """A PNG file whose header says this size, whatever is behind it."""
    head = struct.pack(">LLBBBBB", width, height, depth, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(body))
        + chunk(b"IEND", b"")
    )


def one_bit_bomb() -> bytes:
    """400 million pixels in a few kilobytes."""
    row = b"\0" * (1 + 20_000 // 8)
    return claims_to_be(20_000, 20_000, depth=1, colour=0, body=row * 20_000)


def webp_of(width: int, height: int) -> bytes:
    """A WebP file whose header says this size."""
    plain = picture("WEBP", lossless=True)
    bits = (width - 1) | (height - 1) << 14
    return plain[:21] + struct.pack("<L", bits) + plain[25:]


def animation() -> bytes:
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("red", "green", "blue")]
    content = io.BytesIO()
    frames[0].save(content, "GIF", save_all=True, append_images=frames[1:])
    return content.getvalue()


def deep() -> bytes:
    """Grey in 16 bits, from black to white."""
    ramp = np.linspace(0, 65535, 40 * 40).astype(np.uint16).reshape(40, 40)
    content = io.BytesIO()
    Image.fromarray(ramp).save(content, "PNG")
    return content.getvalue()


def clear_palette() -> bytes:
    """A palette with a transparent colour, over a black picture."""
    image = Image.new("P", (20, 20), 0)
    image.putpalette([0, 0, 0, 255, 0, 0])
    content = io.BytesIO()
    image.save(content, "PNG", transparency=0)
    return content.getvalue()


def turned(extra: int = 0) -> bytes:
    """A JPEG that lies on its side, 60 x 40, red on top once it stands; with ``extra`` bytes of EXIF."""
    pixels = np.zeros((40, 60, 3), dtype=np.uint8)
    pixels[:, :30] = (255, 0, 0)
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned to the right
    exif[0x010E] = "x" * extra
    content = io.BytesIO()
    Image.fromarray(pixels).save(content, "JPEG", exif=exif, quality=95)
    return content.getvalue()


def zip_of(
    files: Iterable[tuple[str | zipfile.ZipInfo, bytes]],
    method: int = zipfile.ZIP_DEFLATED,
    level: int | None = None,
) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method, compresslevel=level) as archive:
        for name, body in files:
            archive.writestr(name, body)
    return content.getvalue()


def link(name: str, target: str) -> tuple[zipfile.ZipInfo, bytes]:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info, target.encode()


def locked() -> bytes:
    """A zip that says its one file is encrypted, in its list and before the file itself."""
    content = bytearray(zip_of([("a/1.png", picture())]))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def named_in(code: str, name: str) -> bytes:
    """A zip whose one file's name is written in another code, as old programs do."""
    raw = name.encode(code)
    content = zip_of([("x" * len(raw), picture())])
    return content.replace(b"x" * len(raw), raw)


def bad_utf8() -> bytes:
    """A zip that marks a name as UTF-8 which is none."""
    content = zip_of([("ü" * 4, picture())])
    return content.replace("ü".encode() * 4, b"\xff\xfe" * 4)


@cache
def flat_bomb() -> bytes:
    """18 files of 15 MB of nothing: 270 MB in one."""
    nothing = bytes(15 * 2**20)
    return zip_of(((f"a/{i}.png", nothing) for i in range(18)), level=1)


def lying_length() -> bytes:
    """A file that says it has 100 bytes and unpacks to a million."""
    content = bytearray(zip_of([("a/1.png", bytes(10**6))]))
    content[22:26] = struct.pack("<L", 100)
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = struct.pack("<L", 100)
    return bytes(content)


def long_list() -> bytes:
    """A zip whose last record says that the list of its files has a gigabyte."""
    content = bytearray(zip_of([("a/1.png", picture())]))
    at = content.rindex(b"PK\x05\x06") + 12
    content[at : at + 4] = struct.pack("<L", 2**30)
    return bytes(content)
