"""A zip that a visitor uploaded: what it says of itself is checked before anything in it is unpacked.

Nothing is written anywhere: files come one by one, as bytes, under a path that is a name and no more.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from .uploads import LARGEST_FILE, MB, MOST_FILES, Refused, refused

LARGEST_ZIP = 64 * MB
LARGEST_INSIDE = 256 * MB
"""Bytes of all files in it together, unpacked."""
LARGEST_LIST = 2 * MB
"""Bytes of the list of its files: four thousand have a quarter of it."""
END, END_64 = b"PK\x05\x06", b"PK\x06\x07"
"""How the last record of a zip begins, and the one before it in those of more than 4 GB."""
UTF8, LOCKED = 0x800, 0x1
"""Of a file's flags: its name is UTF-8; it is encrypted."""
DRIVE = re.compile(r"[A-Za-z]:")
PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True)
class Archive:
    """A zip whose list of files was checked; its files are unpacked one by one."""

    zip: zipfile.ZipFile
    files: list[zipfile.ZipInfo]

    def unpacked(self) -> Iterator[tuple[str, bytes] | Refused]:
        """The files, each by its path in the zip, and those that are refused."""
        seen: set[str] = set()
        with self.zip:
            for info in self.files:
                path = path_of(info)
                if trouble := _trouble(info, path, seen):
                    yield refused(path, trouble, most=LARGEST_FILE // MB)
                    continue
                seen.add(path)
                yield _read(self.zip, info, path)


def opened(name: str, content: bytes) -> Archive | Refused:
    """The zip, or why all of it is refused.

    Files whose names begin with a dot, and what macOS and Windows add, are passed over.
    """
    if len(content) > LARGEST_ZIP:
        return refused(name, "large_zip", most=LARGEST_ZIP // MB)
    if not content:
        return refused(name, "empty")
    if reason := _bad_end(content):
        return refused(name, reason, most=MOST_FILES)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except UnicodeDecodeError:
        return refused(name, "zip_names")
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error):
        return refused(name, "broken_zip")
    files = [info for info in archive.infolist() if not info.is_dir() and not passed_over(path_of(info))]
    if any(info.flag_bits & LOCKED for info in files):
        return refused(name, "locked")
    if len(files) > MOST_FILES:
        return refused(name, "many_files", most=MOST_FILES)
    if sum(info.file_size for info in files) > LARGEST_INSIDE:
        return refused(name, "bomb", most=LARGEST_INSIDE // MB)
    return Archive(archive, files)


def path_of(info: zipfile.ZipInfo) -> str:
    """The path of a file as it was meant: names that are not marked as UTF-8 are often UTF-8 or Chinese."""
    path = info.filename
    if not info.flag_bits & UTF8:
        with suppress(UnicodeEncodeError):  # as Python reads them: every byte a letter
            path = _as_meant(path.encode("cp437"))
    return path.replace("\\", "/")


def _as_meant(raw: bytes) -> str:
    for code in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(code)
    return raw.decode("cp437")


def _bad_end(content: bytes) -> str:
    """Why the list of files is not even read; empty if it may be.

    A list of a million files would fill the memory, however few bytes they have.
    """
    at = content.rfind(END, max(0, len(content) - 2**16 - 22))
    if at < 0 or len(content) - at < 22:
        return "broken_zip" if content.startswith(b"PK") else "no_zip"
    (size,) = struct.unpack("<L", content[at + 12 : at + 16])
    if size > LARGEST_LIST or content[max(0, at - 20) : at].startswith(END_64):
        return "many_files"
    return ""


def passed_over(path: str) -> bool:
    """Is this no file that a visitor means to bring?"""
    parts = path.split("/")
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts)
    return hidden or "__MACOSX" in parts or path.endswith(("Thumbs.db", "desktop.ini"))


def _trouble(info: zipfile.ZipInfo, path: str, seen: set[str]) -> str:
    """Why one file is refused before it is unpacked; empty if it is not."""
    if path.startswith("/") or DRIVE.match(path) or ".." in path.split("/"):
        return "path"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "link"
    if path in seen:
        return "twice"
    if info.file_size > LARGEST_FILE:
        return "large"
    return "" if info.compress_type in PLAIN else "method"


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str) -> tuple[str, bytes] | Refused:
    """One file's content; what is longer than it said is cut there, and its checksum is then wrong."""
    try:
        with archive.open(info) as file:
            content = file.read(info.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, RuntimeError, struct.error):
        return refused(path, "broken_inside")
    return refused(path, "nested") if content.startswith(b"PK\x03\x04") else (path, content)
