"""A lesson in an address: its JSON, compressed, in the letters that an address may hold."""

from __future__ import annotations

import base64
import binascii
import json
import zlib

from .form import SIZE, BadLesson, Fault, Lesson, table

MARK = "~"
"""What a packed lesson begins with, and no name."""
LONGEST_LINK = 6000
"""The most characters of a packed lesson: servers between browser and app refuse addresses of 8 KB."""


def pack(lesson: Lesson) -> str:
    """The lesson for an address; raises BadLesson for one that is too long."""
    text = json.dumps(table(lesson), ensure_ascii=False, separators=(",", ":"))
    packed = base64.urlsafe_b64encode(zlib.compress(text.encode("utf-8"), 9)).decode().rstrip("=")
    if len(packed) > LONGEST_LINK:
        raise BadLesson(Fault("link_long", length=len(packed), most=LONGEST_LINK))
    return MARK + packed


def unpack(packed: str) -> str:
    """What was packed, as JSON; raises BadLesson for what is no packed lesson."""
    text = packed.removeprefix(MARK)
    try:
        content = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        opener = zlib.decompressobj()
        found = opener.decompress(content, SIZE + 1)
        if len(found) > SIZE:
            raise BadLesson(Fault("size", most=SIZE // 1024))
        if not opener.eof:
            raise BadLesson(Fault("link"))
        return found.decode("utf-8")
    except (binascii.Error, zlib.error, UnicodeDecodeError) as error:
        raise BadLesson(Fault("link")) from error
