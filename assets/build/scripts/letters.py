"""Rebuild the small fonts that the app draws names of `scripts` with, where a system has no letters for them.

    python assets/build/scripts/letters.py [--cache DIR] [--out app/shared/web]

Of each writing system that systems often lack only the characters of the data set are kept. The same input
gives the same bytes. Needs fonttools, brotli, npm.
"""

from __future__ import annotations

import argparse
import io
import tarfile
from pathlib import Path

from build import HERE, fetch
from characters import SCRIPTS
from fontTools import subset
from fontTools.ttLib import TTFont

VERSION = "5.3.0"
NEEDED = ("thai", "khmer", "telugu", "devanagari")


def smallest(font: bytes, characters: str) -> bytes:
    """A woff2 font with these characters alone."""
    options = subset.Options(flavor="woff2", layout_features=[], notdef_outline=True, hinting=False)
    cut = subset.Subsetter(options)
    cut.populate(text=characters)
    made = TTFont(io.BytesIO(font), recalcTimestamp=False)
    cut.subset(made)
    made.flavor = "woff2"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def main() -> None:
    """Write one font a writing system, and their licence."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=Path("build/fonts"))
    parser.add_argument("--out", type=Path, default=HERE.parents[2] / "app" / "shared" / "web")
    asked = parser.parse_args()
    asked.cache.mkdir(parents=True, exist_ok=True)
    licences = []
    for script in SCRIPTS:
        if script.id not in NEEDED:
            continue
        package = f"noto-sans-{script.id}"
        with tarfile.open(fetch(asked.cache, package, VERSION)) as tar:
            font = tar.extractfile(f"package/files/{package}-{script.id}-400-normal.woff2").read()
            licences.append(tar.extractfile("package/LICENSE").read().decode())
        characters = "".join(character for character, _ in script.characters())
        (asked.out / f"letters_{script.id}.woff2").write_bytes(smallest(font, characters))
    heads = [licence.partition("\n")[0] for licence in licences]
    text = "\n".join(dict.fromkeys(heads)) + "\n" + licences[0].partition("\n")[2]
    (asked.out / "letters.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
