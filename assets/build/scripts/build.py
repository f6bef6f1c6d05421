"""Rebuild the packed data set `scripts`: characters of many writing systems in many open fonts.

    python assets/build/scripts/build.py [--cache DIR] [--out assets/data/scripts]

Font packages that the cache lacks are fetched with `npm pack`. The result depends only on the files
beside this one. Needs Pillow, numpy, fonttools, brotli, npm.
"""

from __future__ import annotations

import argparse
import csv
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
from characters import SCRIPTS, Script
from PIL import Image
from render import Package, signature, strength, tiles

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from pack import Group, Item, PackedClass, Source, write_pack  # noqa: E402

LICENCES = {"OFL-1.1", "Apache-2.0"}
FEWEST, MOST = 20, 24  # renderings of a character
TWINS = 0.96  # blurred correlation above which two renderings count as one
FAINTEST = 0.6  # stroke strength at 28x28 below which a font is a hairline

Entry = tuple[str, str, np.ndarray]  # font id, pen or plain, tile


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file beside this one."""
    with open(HERE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def denied() -> set[tuple[str, str]]:
    """Pairs (font id, script or character) that were rejected by eye.

    Rows whose font is '*' tell why a character is absent from characters.py.
    """
    return {(row["font"], row["what"]) for row in rows("deny.csv")}


def fetch(cache: Path, package: str, version: str) -> Path:
    """The archive of a font package, fetched if the cache has none."""
    archive = cache / f"fontsource-{package}-{version}.tgz"
    if not archive.exists():
        name = f"@fontsource/{package}@{version}"
        subprocess.run(["npm", "pack", "--silent", name], cwd=cache, check=True)
    return archive


def source(package: str, metadata: dict) -> Source:
    """The attribution of a package; an unknown licence is an error."""
    licence = metadata["license"]["type"]
    if licence not in LICENCES:
        raise ValueError(f"{package}: licence {licence}")
    notices = re.split(r"\S+\.[ot]tf: ", metadata["license"]["attribution"].replace("|", "/"))
    author = "; ".join(dict.fromkeys(" ".join(notice.split()) for notice in notices))
    url = f"https://fontsource.org/fonts/{package}"
    return Source(package, metadata["family"], author, licence, url)


def render_font(font_id: str, package: Package, script: Script, deny: set) -> dict[str, np.ndarray]:
    """The tiles of one font for one script; none if it is denied or too faint."""
    if (font_id, script.id) in deny:
        return {}
    drawn = tiles(package.draw(script.id, [c for c, _ in script.characters()]))
    if not drawn or np.median([strength(t) for t in drawn.values()]) < FAINTEST:
        return {}
    return {c: t for c, t in drawn.items() if (font_id, c) not in deny}


def render_all(cache: Path) -> tuple[dict[str, list[Entry]], dict[str, Source]]:
    """All renderings by character, in the order of fonts.csv, and the sources by package."""
    deny, entries, sources = denied(), defaultdict(list), {}
    for row in rows("fonts.csv"):
        name, wanted = row["package"], set(row["scripts"].split())
        font_id = f"{name}-{row['weight']}"
        package = Package.read(fetch(cache, name, row["version"]), int(row["weight"]))
        sources[name] = source(name, package.metadata)
        for script in SCRIPTS:
            if script.id in wanted:
                for character, picture in render_font(font_id, package, script, deny).items():
                    entries[character].append((font_id, row["kind"], picture))
    return entries, sources


def choose(entries: list[Entry]) -> list[Entry]:
    """At most 24 renderings without near-twins, pens first.

    Each step takes the candidate least like those taken so far, plain fonts once no pen is left.
    """
    vectors = [signature(picture) for _, _, picture in entries]
    nearest, taken = np.full(len(entries), -1.0), []
    while len(taken) < MOST:
        open_ = [i for i in range(len(entries)) if i not in taken and nearest[i] <= TWINS]
        if not open_:
            break
        best = min(open_, key=lambda i: (entries[i][1] != "pen", round(float(nearest[i]), 4), i))
        taken.append(best)
        nearest = np.maximum(nearest, [float(v @ vectors[best]) for v in vectors])
    return [entries[i] for i in taken]


def classes_of(script: Script, entries: dict[str, list[Entry]]) -> list[PackedClass]:
    """The classes of a script that have enough distinct renderings, ready to be packed."""
    classes = []
    for character, name in script.characters():
        chosen = choose(entries.get(character, []))
        if len(chosen) < FEWEST:
            print(f"left out: {script.id} {character}, {len(chosen)} distinct renderings")
            continue
        items = []
        for font, kind, picture in chosen:
            package = font.rpartition("-")[0]
            items.append(Item(font, package, kind, package, Image.fromarray(picture)))
        names = f"{script.en} {character}", f"{script.zh} {character}"
        classes.append(PackedClass(f"{script.id}-{name}", *names, script.id, script.split, items))
    return classes


def main() -> None:
    """Fetch, render, choose, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cache", type=Path, default=Path("assets/build/cache/fonts"))
    parser.add_argument("--out", type=Path, default=Path("assets/data/scripts"))
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    entries, sources = render_all(options.cache)
    classes = [c for script in SCRIPTS for c in classes_of(script, entries)]
    used = {c.group for c in classes}
    groups = [Group(s.id, s.en, s.zh) for s in SCRIPTS if s.id in used]
    listed = [sources[name] for name in sorted(sources)]
    size = write_pack(options.out, "scripts", groups, classes, listed, colours=None)
    print(f"{len(classes)} classes, {sum(len(c.items) for c in classes)} images, {size} bytes")


if __name__ == "__main__":
    main()
