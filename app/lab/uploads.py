"""Whatever a visitor uploads comes through here: checked before it is decoded, decoded in another process.

``pictures`` decodes image files, ``archive.opened`` opens a zip. What cannot be used is Refused, with a
sentence of its own; nothing is ever written under a name that a visitor gave.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from ..shared.text import Words
from .decoder import MOST_JPEG_PIXELS, MOST_PIXELS

MB = 2**20
LARGEST_FILE = 16 * MB
"""Bytes of one picture."""
MOST_FILES = 2000
"""Pictures at a time."""
SECONDS = 10.0
"""How long one picture may take."""
LOOK = 0.2
"""Seconds between two looks at how long it has taken."""
AT_ONCE = threading.BoundedSemaphore(2)
"""Processes that decode at the same time; who comes later waits."""
DECODER = Path(__file__).with_name("decoder.py")

SIGNS = (
    (b"\x89PNG\r\n\x1a\n", ""),
    (b"\xff\xd8\xff", ""),
    (b"GIF8", ""),
    (b"BM", ""),
    (b"II*\0", ""),
    (b"MM\0*", ""),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"PK\x03\x04", "packed"),
    (b"PK\x05\x06", "packed"),
    (b"7z\xbc\xaf\x27\x1c", "packed"),
    (b"Rar!", "packed"),
    (b"\x1f\x8b", "packed"),
    (b"%PDF", "pdf"),
)
"""How files of a kind begin, and why they are no pictures for us; empty: they are."""
HEIC = (b"heic", b"heix", b"heif", b"mif1", b"msf1", b"hevc", b"avif")


@dataclass(frozen=True)
class Refused:
    """A file that is not used: its name, and why, a key of the app's words."""

    name: str
    reason: str
    facts: dict[str, Any] = field(default_factory=dict)  # what the sentence is filled with

    def sentence(self, w: Words) -> str:
        """The one sentence that a visitor is told."""
        return w(self.reason, name=shown(self.name), **self.facts)


@dataclass(frozen=True)
class Picture:
    """A decoded picture, upright, on white, without anything that came along with it."""

    name: str
    side: int  # of the square, in pixels
    rgb: bytes  # (side * side * 3,), row by row
    width: int  # of the upright original
    height: int
    note: str = ""  # a key of the app's words: how an unusual picture was read

    @property
    def image(self) -> Image.Image:
        """The square, RGB."""
        return Image.frombytes("RGB", (self.side, self.side), self.rgb)

    @property
    def png(self) -> bytes:
        """The square as a PNG file."""
        content = io.BytesIO()
        self.image.save(content, "PNG")
        return content.getvalue()


def refused(name: str, reason: str, **facts: object) -> Refused:
    """A refusal for one of the reasons of ``lab.refused`` in the words."""
    return Refused(name, f"lab.refused.{reason}", facts)


def shown(name: str) -> str:
    """A file's name as it is told: printable, and short."""
    text = "".join(letter if letter.isprintable() else "?" for letter in name)
    return text if len(text) <= 60 else f"…{text[-59:]}"


def pictures(files: Sequence[tuple[str, bytes]], side: int, whole: bool = False) -> list[Picture | Refused]:
    """Files, by name and content, decoded to squares of ``side`` pixels at most; in their order.

    The middle square of each, or with ``whole`` all of it in the middle of a white one.
    """
    if len(files) > MOST_FILES:
        return [refused("", "many_files", most=MOST_FILES)]
    return list(decoded(files, side, whole))


def decoded(
    files: Iterable[tuple[str, bytes]], side: int, whole: bool = False
) -> Generator[Picture | Refused, None, None]:
    """``pictures`` one by one, as they come: the files need not be in memory together."""
    with AT_ONCE:
        decoder = _Decoder(side, whole)
        try:
            for name, content in files:
                yield checked(name, content) or decoder.picture(name, content)
        finally:
            decoder.end()


def checked(name: str, content: bytes) -> Refused | None:
    """Why a file is not even opened: by its size, and by what its content says it is."""
    if not content:
        return refused(name, "empty")
    if len(content) > LARGEST_FILE:
        return refused(name, "large", most=LARGEST_FILE // MB)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return None
    if content[4:8] == b"ftyp" and content[8:12] in HEIC:
        return refused(name, "heic")
    kind = next((kind for sign, kind in SIGNS if content.startswith(sign)), None)
    if kind is None:
        kind = "svg" if b"<svg" in content[:4096].lower() else "no_image"
    return refused(name, kind) if kind else None


class _Decoder:
    """The process that decodes; started when it is needed, ended when it takes too long, started again."""

    def __init__(self, side: int, whole: bool) -> None:
        self._command = (sys.executable, "-P", str(DECODER), str(side), "whole" if whole else "middle")
        self._process: subprocess.Popen[bytes] | None = None
        self._begun: float | None = None  # when the picture that it is at was sent
        self._late = False
        self._over = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        """End the process where one picture takes too long."""
        while not self._over.wait(LOOK):
            begun, process = self._begun, self._process
            if begun is not None and process is not None and time.monotonic() - begun > SECONDS:
                self._late, self._begun = True, None
                process.kill()

    def picture(self, name: str, content: bytes) -> Picture | Refused:
        """One file decoded, or why it is not."""
        process = self._running()
        self._late, self._begun = False, time.monotonic()
        try:
            told, rgb = _asked(process, content)
        except (OSError, ValueError, EOFError):
            self._stop()
            return refused(name, "slow" if self._late else "memory")
        finally:
            self._begun = None
        if reason := told.get("reason"):
            return refused(name, reason, most=MOST_PIXELS // 10**6, jpeg=MOST_JPEG_PIXELS // 10**6)
        note = f"lab.note.{told['note']}" if told["note"] else ""
        return Picture(name, told["side"], rgb, told["width"], told["height"], note)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
            self._process = subprocess.Popen(self._command, stdin=pipe, stdout=pipe, stderr=nowhere)
        return self._process

    def _stop(self) -> None:
        """End the process; the next picture starts another."""
        if self._process is not None:
            self._process.kill()
            with suppress(OSError, ValueError):
                self._process.communicate()
            self._process = None

    def end(self) -> None:
        """End the process, and whoever watches it."""
        self._over.set()
        self._stop()


def _asked(process: subprocess.Popen[bytes], content: bytes) -> tuple[dict[str, Any], bytes]:
    """What the process says of a file; raises OSError, ValueError or EOFError if it ended over it."""
    assert process.stdin and process.stdout
    process.stdin.write(len(content).to_bytes(8, "big"))
    process.stdin.write(content)
    process.stdin.flush()
    told = json.loads(process.stdout.readline(1000))
    size = 3 * told.get("side", 0) ** 2
    rgb = process.stdout.read(size)
    if len(rgb) < size:
        raise EOFError
    return told, rgb
