"""Build the data set `everyday` from the open icon sets of `@iconify/json`.

    python assets/build/everyday/build.py [--source TGZ] [--out assets/data/everyday]

Without --source the npm package is fetched once (`npm pack`) into assets/build/cache. The tables
beside this file decide what goes in: `vocabulary.csv` the concepts with their names, group, split and
the exact icon names that mean them; `groups.csv`; `families.txt` the sets drawn by one hand; `deny.csv`
the icons rejected by eye. Running it again writes the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import choose  # noqa: E402
import icons  # noqa: E402
import render  # noqa: E402
from pack import Group, Item, PackedClass, Source, write_pack  # noqa: E402

PACKAGE = "@iconify/json@2.2.535"
ARCHIVE = "iconify-json-2.2.535.tgz"
FEWEST, MOST = 20, 26
DEMO = frozenset({"lion", "tiger", "otter"})  # shown although they have fewer drawings than FEWEST


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of a CSV table beside this file."""
    with (HERE / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def fetch(cache: Path) -> Path:
    """The npm archive, fetched into `cache` where it is not there yet."""
    archive = cache / ARCHIVE
    if not archive.exists():
        cache.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "pack", PACKAGE, "--pack-destination", str(cache)], check=True)
    return archive


class Drawer:
    """Finds and renders the drawings of a concept."""

    def __init__(self, archive: Path) -> None:
        self.sets = icons.read_sets(archive)
        self.index = icons.index_names(self.sets)
        self.families = icons.read_families(HERE / "families.txt")

    def candidates(self, names: list[str]) -> list[tuple[str, str]]:
        """Pairs (`set:icon`, family) that carry one of the names, in visiting order."""
        pairs = dict.fromkeys(pair for name in names for pair in self.index.get(name, []))
        return choose.visiting_order((f"{key}:{icon}", self.families.get(key, key)) for key, icon in pairs)

    def render(self, name: str, family: str) -> choose.Drawing | None:
        """The drawing of an icon, or None where it is unreadable or a plate with something on it."""
        key, icon = name.split(":", 1)
        tile = render.tile(self.sets[key].svg(icon))
        if tile is None or render.is_boxed(tile):
            return None
        return choose.Drawing(name, key, family, render.style(tile), tile)

    def draw(self, names: list[str], denied: set[str], most: int = MOST) -> Iterator[choose.Drawing]:
        """Up to `most` drawings that carry one of the names, without those denied."""
        candidates = self.candidates(names)
        rejected = (self.render(*pair) for pair in candidates if pair[0] in denied)
        chooser = choose.Chooser(one for one in rejected if one is not None)
        for name, family in candidates:
            if name in denied or not chooser.has_room(family):
                continue
            drawing = self.render(name, family)
            if drawing is not None and chooser.offer(drawing):
                yield drawing
            if len(chooser.kept) == most:
                return


def build_class(row: dict[str, str], drawer: Drawer, denied: set[str]) -> PackedClass | None:
    """The class of a vocabulary row, or None where too few drawings are left."""
    drawings = sorted(drawer.draw(row["names"].split(), denied), key=lambda one: one.name)
    if len(drawings) < (1 if row["id"] in DEMO else FEWEST):
        print(f"left out: {row['id']} has {len(drawings)} drawings", file=sys.stderr)
        return None
    items = [Item(one.name, one.family, one.style, one.set, one.tile) for one in drawings]
    return PackedClass(row["id"], row["en"], row["zh"], row["group"], row["split"], items)


def build(archive: Path, out: Path) -> None:
    """Write the data set into `out` and print what it holds."""
    drawer = Drawer(archive)
    denied: dict[str, set[str]] = {}
    for row in read_table("deny.csv"):
        denied.setdefault(row["concept"], set()).add(row["icon"])
    rows = read_table("vocabulary.csv")
    built = [build_class(row, drawer, denied.get(row["id"], set())) for row in rows]
    classes = [one for one in built if one is not None]
    groups = [Group(**row) for row in read_table("groups.csv")]
    sources = [Source(one.id, one.name, one.author, one.licence, one.url) for one in drawer.sets.values()]
    size = write_pack(out, "everyday", groups, classes, sources)
    print(f"{len(classes)} classes, {sum(len(one.items) for one in classes)} drawings, {size} bytes")


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--source", type=Path, help=f"the npm archive of {PACKAGE}")
    parser.add_argument("--out", type=Path, default=HERE.parents[1] / "data" / "everyday")
    options = parser.parse_args()
    build(options.source or fetch(HERE.parent / "cache"), options.out)


if __name__ == "__main__":
    main()
