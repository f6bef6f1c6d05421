"""Read the icon sets of `@iconify/json`: their licences, families, and icons by plain name."""

from __future__ import annotations

import json
import re
import tarfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

LICENCES = frozenset(
    {
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC-BY-3.0",
        "CC-BY-4.0",
        "CC0-1.0",
        "ISC",
        "MIT",
        "OFL-1.1",
        "Unlicense",
    }
)
SKIPPED_CATEGORIES = frozenset(
    {
        "Logos",
        "Programming",
    }
)
SKIPPED_SETS = frozenset(
    {
        "academicons",
        "bpmn",
        "cif",
        "circle-flags",
        "cryptocurrency",
        "cryptocurrency-color",
        "fad",
        "flag",
        "flagpack",
        "ginetex",
        "line-md",
        "meteocons",
        "streamline-kameleon-color",
        "svg-spinners",
    }
)
STYLE_WORDS = frozenset(
    {
        "alt",
        "block",
        "bold",
        "broken",
        "color",
        "colour",
        "dotted",
        "duo",
        "duotone",
        "fill",
        "filled",
        "flat",
        "glyph",
        "icon",
        "large",
        "lg",
        "light",
        "line",
        "linear",
        "medium",
        "minimalistic",
        "o",
        "one",
        "outline",
        "outlined",
        "regular",
        "remix",
        "round",
        "rounded",
        "sharp",
        "sharp-outline",
        "sharp-solid",
        "simple",
        "sm",
        "small",
        "solid",
        "stroke",
        "thin",
        "three",
        "tone",
        "two",
        "two-tone",
        "twotone",
        "variant",
        "variation",
        "xs",
    }
)
STYLE_PREFIXES = frozenset(
    {
        "baseline",
        "bx",
        "bxs",
        "outline",
        "round",
        "rounded",
        "sharp",
        "twotone",
    }
)
SUBJECT = re.compile(
    r"^(pet-animals|animals?|fruit|food-drink|food|sports?|building|vehicle|emoji|emoticon|instrument"
    r"|amusement-park|aircraft|halloween|weather|tools|clothes|beauty|ball|tree|modern-music"
    r"|natural-disaster|ecology|products|cutlery|utensils?|silverware)-"
)


@dataclass(frozen=True)
class IconSet:
    """One icon set: its id, the facts its attribution needs, and its icons' SVG bodies."""

    id: str
    name: str
    author: str
    licence: str
    url: str
    data: dict = field(repr=False)

    def svg(self, icon: str) -> str:
        """The SVG text of an icon, black where the set leaves the colour open."""
        entry = self.data["icons"][icon]
        left, top, width, height = (
            entry.get(key, self.data.get(key, default))
            for key, default in (("left", 0), ("top", 0), ("width", 16), ("height", 16))
        )
        body = entry["body"].replace("currentColor", "#000")
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'viewBox="{left} {top} {width} {height}" width="{width}" height="{height}">{body}</svg>'
        )

    def names(self) -> Iterator[tuple[str, str]]:
        """Pairs (a name, the icon it draws): own names first, then aliases that turn nothing."""
        for icon, entry in self.data["icons"].items():
            if not entry.get("hidden"):
                yield icon, icon
        for alias, entry in self.data.get("aliases", {}).items():
            if set(entry) == {"parent"} and entry["parent"] in self.data["icons"]:
                yield alias, entry["parent"]


def plain_name(name: str) -> str:
    """The name without words of style or size and without trailing numbers.

    >>> plain_name("house-2-outline"), plain_name("baseline-pets"), plain_name("boot-24-filled")
    ('house', 'pets', 'boot')
    """
    parts = name.split("-")
    while len(parts) > 1 and (parts[-1] in STYLE_WORDS or re.fullmatch(r"v?\d+(px|x)?", parts[-1])):
        parts.pop()
    while len(parts) > 1 and parts[0] in STYLE_PREFIXES:
        parts.pop(0)
    return "-".join(parts)


def read_families(path: Path) -> dict[str, str]:
    """Set id -> family (one hand) from lines `set set … family`."""
    families = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.split()
        if words and not line.startswith("#"):
            families.update(dict.fromkeys(words[:-1], words[-1]))
    return families


def read_sets(archive: Path) -> dict[str, IconSet]:
    """Every usable set of the npm archive by id, in the order of ids; others are left out."""
    with tarfile.open(archive) as tar:

        def load(member: str) -> dict:
            handle = tar.extractfile(member)
            if handle is None:
                raise ValueError(f"{member} is not in {archive}")
            return json.load(handle)

        facts = load("package/collections.json")
        usable = sorted(key for key, fact in facts.items() if _usable(key, fact))
        return {key: _icon_set(key, facts[key], load(f"package/json/{key}.json")) for key in usable}


def _usable(key: str, fact: dict) -> bool:
    """Whether licence and kind of a set allow its use here."""
    return (
        fact["license"].get("spdx") in LICENCES
        and fact.get("category") not in SKIPPED_CATEGORIES
        and key not in SKIPPED_SETS
    )


def _icon_set(key: str, fact: dict, data: dict) -> IconSet:
    home = f"https://icon-sets.iconify.design/{key}/"
    url = fact["author"].get("url") or fact["license"].get("url") or home
    return IconSet(key, fact["name"], fact["author"]["name"], fact["license"]["spdx"], url, data)


def index_names(sets: dict[str, IconSet]) -> dict[str, list[tuple[str, str]]]:
    """Plain name -> pairs (set id, icon) that carry it, in a fixed order and without repeats."""
    index: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for key, icons in sets.items():
        for name, icon in icons.names():
            plain = plain_name(name)
            index[plain].setdefault((key, icon))
            index[SUBJECT.sub("", plain)].setdefault((key, icon))
    return {name: list(pairs) for name, pairs in index.items()}
