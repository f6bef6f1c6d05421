"""Uploads: whatever is hostile or odd is refused or handled, by its own sentence, within bounds."""

from __future__ import annotations

import sys
import time
import zipfile
from collections.abc import Callable

import numpy as np
import pytest

from fewshot_app.lab import decoder, uploads
from fewshot_app.lab.archive import opened
from fewshot_app.lab.uploads import Picture, Refused, pictures
from fewshot_app.shared.text import LANGUAGES, words

from . import brought
from .brought import claims_to_be, picture, turned, webp_of, zip_of

PLAIN = picture()
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "no bytes": (lambda: b"", "empty"),
    "truncated PNG": (lambda: PLAIN[: len(PLAIN) // 2], "truncated"),
    "truncated JPEG": (lambda: picture("JPEG")[:800], "truncated"),
    "a damaged PNG": (lambda: PLAIN[:40] + b"\0" * 40 + PLAIN[80:], "broken"),
    "no header": (lambda: b"\x89PNG\r\n\x1a\n" + b"?" * 100, "broken"),
    "50,000 x 50,000": (lambda: claims_to_be(50_000, 50_000), "pixels"),
    "a 1-bit bomb": (brought.one_bit_bomb, "pixels"),
    "a WebP bomb": (lambda: webp_of(16_000, 16_000), "pixels"),
    "a Windows program": (lambda: b"MZ" + b"\0" * 200, "program"),
    "a Linux program": (lambda: b"\x7fELF" + b"\0" * 200, "program"),
    "a shell script": (lambda: b"#!/bin/sh\nrm -rf /", "program"),
    "SVG with a script": (lambda: b'<?xml version="1.0"?><svg><script>alert(1)</script></svg>', "svg"),
    "HEIC": (lambda: b"\0\0\0\x18ftypheic" + b"\0" * 100, "heic"),
    "PDF": (lambda: b"%PDF-1.7 " + b"\0" * 100, "pdf"),
    "a zip": (lambda: zip_of([("a", b"b")]), "packed"),
    "words": (lambda: b"this is no picture at all", "no_image"),
    "a pickle": (lambda: b"\x80\x04\x95" + b"\0" * 100, "no_image"),
    "too many bytes": (lambda: PLAIN + bytes(uploads.LARGEST_FILE), "large"),
}


@pytest.fixture(scope="module")
def answered() -> dict[str, Picture | Refused]:
    """All of them, one after the other, in one process that has to outlive them."""
    files = [(name, make()) for name, (make, _) in REFUSED.items()]
    return dict(zip(REFUSED, pictures(files, 64), strict=True))


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_picture_is_refused_by_its_own_sentence(
    answered: dict[str, Picture | Refused], name: str
) -> None:
    found = answered[name]
    assert isinstance(found, Refused) and found.reason == f"lab.refused.{REFUSED[name][1]}"
    told = {lang: found.sentence(words(lang)) for lang in LANGUAGES}
    assert len(set(told.values())) == len(LANGUAGES)
    assert all(name in sentence and "{" not in sentence for sentence in told.values())


HANDLED: dict[str, tuple[Callable[[], bytes], str]] = {
    "PNG": (picture, ""),
    "JPEG": (lambda: picture("JPEG"), ""),
    "WebP": (lambda: picture("WEBP"), ""),
    "BMP": (lambda: picture("BMP"), ""),
    "TIFF": (lambda: picture("TIFF"), ""),
    "one bit": (lambda: picture("PNG", "1"), ""),
    "an animation": (brought.animation, "animated"),
    "CMYK": (lambda: picture("JPEG", "CMYK"), "cmyk"),
    "16 bits": (brought.deep, "deep"),
    "a palette with transparency": (brought.clear_palette, "clear"),
    "RGBA": (lambda: picture("PNG", "RGBA"), "clear"),
    "a lot of EXIF": (lambda: turned(60_000), ""),
}


@pytest.mark.parametrize("whole", [False, True])
def test_what_is_odd_is_read_and_told(whole: bool) -> None:
    found = pictures([(name, make()) for name, (make, _) in HANDLED.items()], 32, whole)
    for each, (_, note) in zip(found, HANDLED.values(), strict=True):
        assert isinstance(each, Picture), each
        assert each.note == (f"lab.note.{note}" if note else ""), each.name
        assert each.side <= 32 and each.image.size == (each.side, each.side)
        assert all(each.note in words(lang) for lang in LANGUAGES if each.note)


def test_pixels_are_what_they_were_meant_to_be() -> None:
    upright, deep, clear = pictures(
        [("t", turned()), ("d", brought.deep()), ("c", brought.clear_palette())], 256
    )
    assert isinstance(upright, Picture) and isinstance(deep, Picture) and isinstance(clear, Picture)
    assert (upright.width, upright.height, upright.side) == (40, 60, 40)
    red = np.asarray(upright.image)[..., 0]
    assert red[:15].min() > 200 and red[25:].max() < 60
    grey = np.asarray(deep.image)[..., 0]
    assert grey[0, 0] == 0 and grey[-1, -1] >= 254 and abs(int(grey[20, 0]) - 128) <= 2
    assert np.asarray(clear.image).min() == 255


def test_the_middle_or_the_whole_and_nothing_that_came_along() -> None:
    content = picture(size=(300, 100))
    middle, with_exif = pictures([("m", content), ("e", turned(1000))], 64)
    (whole,) = pictures([("w", content)], 64, whole=True)
    assert isinstance(middle, Picture) and isinstance(whole, Picture) and isinstance(with_exif, Picture)
    assert middle.side == 64 and whole.side == 64
    assert np.asarray(whole.image)[:15].min() == 255  # white above
    assert b"Exif" not in with_exif.png and b"xxxx" not in with_exif.png


def test_a_process_that_hangs_or_dies_is_told_and_started_again(monkeypatch, tmp_path) -> None:
    sleepy = tmp_path / "decoder.py"
    sleepy.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(uploads, "DECODER", sleepy)
    monkeypatch.setattr(uploads, "SECONDS", 0.3)
    began = time.monotonic()
    assert [r.reason for r in pictures([("a", PLAIN)], 64)] == ["lab.refused.slow"]
    assert time.monotonic() - began < 5
    sleepy.write_text("")
    monkeypatch.setattr(uploads, "SECONDS", 30)
    reasons = [r.reason for r in pictures([("a", PLAIN), ("b", PLAIN)], 64)]
    assert reasons == ["lab.refused.memory"] * 2


KILLED_ONCE = """
import os, pathlib, runpy, signal, sys
sys.stdin.buffer.peek()  # a picture has come
if not pathlib.Path({told!r}).exists():
    pathlib.Path({told!r}).touch()
    os.kill(os.getpid(), signal.SIGKILL)
runpy.run_path({decoder!r}, run_name="__main__")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_a_process_that_is_killed_costs_one_picture_and_no_other(monkeypatch, tmp_path) -> None:
    script = tmp_path / "decoder.py"
    script.write_text(KILLED_ONCE.format(told=str(tmp_path / "told"), decoder=decoder.__file__))
    monkeypatch.setattr(uploads, "DECODER", script)
    first, second, third = pictures([(name, PLAIN) for name in "abc"], 64)
    assert isinstance(first, Refused) and first.reason == "lab.refused.memory"
    assert isinstance(second, Picture) and isinstance(third, Picture)


GREEDY = """
import runpy, sys
runpy.run_path({decoder!r})["bind"]()
try:
    bytearray(300 * 2**20)
    found = "free"
except MemoryError:
    found = "bound"
try:
    open({out!r}, "wb").write(b"x")
except OSError:
    pass
sys.stdin.buffer.read(8)
print('{{"reason": "' + found + '"}}')
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no bounds of a process there")
def test_the_process_may_use_no_more_memory_and_write_no_file(monkeypatch, tmp_path) -> None:
    greedy, out = tmp_path / "decoder.py", tmp_path / "out"
    greedy.write_text(GREEDY.format(decoder=decoder.__file__, out=str(out)))
    monkeypatch.setattr(uploads, "DECODER", greedy)
    (found,) = pictures([("a", PLAIN)], 64)
    assert isinstance(found, Refused)
    assert found.reason == "lab.refused.bound" or sys.platform != "linux"
    assert not out.exists() or not out.read_bytes()


@pytest.mark.slow
def test_the_largest_pictures_are_read_within_that_bound() -> None:
    photo, clear = (
        picture("JPEG", colour="teal", size=(8000, 6000)),
        claims_to_be(4000, 4000, colour=6, body=bytes(4000 * (1 + 4 * 4000))),
    )
    first, second = pictures([("photo", photo), ("clear", clear)], 128)
    assert isinstance(first, Picture) and (first.side, first.width) == (128, 8000)
    assert isinstance(second, Picture) and (second.side, second.note) == (128, "lab.note.clear")


def test_too_many_files_at_once() -> None:
    (only,) = pictures([("x", b"")] * (uploads.MOST_FILES + 1), 64)
    assert isinstance(only, Refused) and only.reason == "lab.refused.many_files"


def unpacked(content: bytes) -> list[tuple[str, bytes] | Refused]:
    archive = opened("z", content)
    assert not isinstance(archive, Refused), archive
    return list(archive.unpacked())


WHOLE_ZIPS: dict[str, tuple[Callable[[], bytes], str]] = {
    "no bytes": (lambda: b"", "empty"),
    "no zip": (lambda: PLAIN, "no_zip"),
    "cut zip": (lambda: zip_of([("a/1.png", PLAIN)])[:100], "broken_zip"),
    "locked": (brought.locked, "locked"),
    "flat bomb": (brought.flat_bomb, "bomb"),
    "10,000 files": (lambda: zip_of(((f"a/{i}.png", b"x") for i in range(10_000)), 0), "many_files"),
    "a list without end": (brought.long_list, "many_files"),
    "names that are no UTF-8": (brought.bad_utf8, "zip_names"),
    "too large": (lambda: b"PK\x03\x04" + bytes(64 * 2**20), "large_zip"),
}


@pytest.mark.parametrize("name", WHOLE_ZIPS)
def test_a_zip_that_is_refused_as_a_whole(name: str) -> None:
    make, reason = WHOLE_ZIPS[name]
    found = opened(name, make())
    assert isinstance(found, Refused) and found.reason == f"lab.refused.{reason}"
    assert len({found.sentence(words(lang)) for lang in LANGUAGES}) == len(LANGUAGES)


FILES_IN_ZIPS: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    "upwards": (lambda: zip_of([("../../etc/passwd", PLAIN), ("a/../../b.png", PLAIN)]), ["path", "path"]),
    "absolute": (lambda: zip_of([("/etc/passwd", PLAIN)]), ["path"]),
    "a drive": (
        lambda: zip_of([("C:\\x\\1.png", PLAIN), ("..\\1.png", PLAIN), ("\\\\s\\1.png", PLAIN)]),
        ["path"] * 3,
    ),
    "a link": (lambda: zip_of([brought.link("a/1.png", "/etc/passwd")]), ["link"]),
    "nested": (lambda: zip_of([("a/b.zip", zip_of([("c/1.png", PLAIN)]))]), ["nested"]),
    "nested bomb": (lambda: zip_of([("a/1.png", brought.flat_bomb())]), ["nested"]),
    "longer than it says": (brought.lying_length, ["broken_inside"]),
    "bzip2": (lambda: zip_of([("a/1.png", PLAIN)], zipfile.ZIP_BZIP2), ["method"]),
    "lzma": (lambda: zip_of([("a/1.png", PLAIN)], zipfile.ZIP_LZMA), ["method"]),
    "one large file": (lambda: zip_of([("a/1.png", bytes(17 * 2**20))]), ["large"]),
}


@pytest.mark.parametrize("name", FILES_IN_ZIPS)
def test_a_file_of_a_zip_that_is_refused(name: str) -> None:
    make, reasons = FILES_IN_ZIPS[name]
    found = unpacked(make())
    assert [r.reason for r in found if isinstance(r, Refused)] == [f"lab.refused.{r}" for r in reasons]
    assert len(found) == len(reasons)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_is_fine_in_a_zip_comes_with_its_path() -> None:
    names = ["a/1.png", "a/1.png", "b\\2.png", "__MACOSX/a/1.png", "a/.DS_Store", "a/Thumbs.db", "a/"]
    found = unpacked(zip_of([(name, PLAIN) for name in names]))
    assert [f[0] for f in found if isinstance(f, tuple)] == ["a/1.png", "b/2.png"]
    assert [f.reason for f in found if isinstance(f, Refused)] == ["lab.refused.twice"]


@pytest.mark.parametrize("code", ["utf-8", "gb18030"])
def test_names_in_another_code_are_read(code: str) -> None:
    (found,) = unpacked(brought.named_in(code, "苹果/图片.png"))
    assert isinstance(found, tuple) and found[0] == "苹果/图片.png"


def test_a_name_is_told_without_what_cannot_be_printed() -> None:
    assert uploads.shown("a\x1b[31m\u202e.png") == "a?[31m?.png"
    assert len(uploads.shown("x" * 500)) == 60
