"""``fewshot data``: list the data sets, download one, or draw its contact sheet."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from fewshot_core.data.datasets import SPLITS, DataSet, data_names, is_here, load_data
from fewshot_core.data.sheet import contact_sheet
from fewshot_core.tensors.errors import Unusable
from fewshot_core.tensors.store import check_writable


def add(verbs: argparse._SubParsersAction) -> None:
    """Add the commands and their options."""
    data = verbs.add_parser("data", help="look at the data sets").add_subparsers(required=True)
    listing = data.add_parser("list", help="what there is")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=data_list)
    get = data.add_parser("get", help="download a data set, once")
    get.add_argument("name")
    get.set_defaults(run=data_get)
    sheet = data.add_parser("sheet", help="draw a contact sheet: one row a class")
    sheet.add_argument("name")
    sheet.add_argument("--out", type=Path, required=True)
    sheet.set_defaults(run=data_sheet)


def data_list(options: argparse.Namespace) -> int:
    """Print what data sets there are, and how to get those that are not here; nothing is downloaded."""
    rows = [_describe(load_data(name)) if is_here(name) else _offer(name) for name in data_names()]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False))
    for row in [] if options.json else rows:
        print(_line(row))
    return 0


def data_get(options: argparse.Namespace) -> int:
    """Download a data set if it is not here yet, and print what it is; raises Missing."""
    print(_line(_describe(load_data(options.name))))
    return 0


def _line(row: dict[str, object]) -> str:
    if not row["here"]:
        return f"{row['name']}: not downloaded yet: {row['get']}"
    return f"{row['name']}: {row['classes']} classes, {row['images']} images, {row['splits']}"


def _offer(name: str) -> dict[str, object]:
    return {"name": name, "here": False, "get": f"fewshot data get {name}"}


def _describe(data: DataSet) -> dict[str, object]:
    return {
        "name": data.name,
        "here": True,
        "classes": len(data.classes),
        "images": len(data.images),
        "min_images_per_class": min(c.count for c in data.classes),
        "splits": {split: len(data.split_classes(split)) for split in SPLITS},
        "licences": sorted({source.licence for source in data.sources}),
    }


def load_naming_skipped(name: str) -> DataSet:
    """The data set of this name; images that cannot be used are named on stderr. Raises as ``load_data``."""
    data = load_data(name)
    if data.skipped:
        print(
            f"fewshot: {len(data.skipped)} of {len(data.skipped) + len(data.images)} images cannot be read "
            f"and are left out, first {data.skipped[0]}.",
            file=sys.stderr,
        )
    return data


def data_sheet(options: argparse.Namespace) -> int:
    """Write a data set's contact sheet to a file."""
    check_writable(options.out.resolve().parent)
    sheet = contact_sheet(load_naming_skipped(options.name))
    try:
        sheet.save(options.out)
    except ValueError as error:
        raise Unusable("--out", str(options.out), "the name must end in .png or another picture's") from error
    return 0
