"""``fewshot data``: what data sets there are, and how they look."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from fewshot_core import checkpoints
from fewshot_core.datasets import SPLITS, DataSet, data_names, load_data
from fewshot_core.sheet import contact_sheet
from fewshot_core.types import Unusable


def add(verbs: argparse._SubParsersAction) -> None:
    """The commands and their options."""
    data = verbs.add_parser("data", help="look at the data sets").add_subparsers(required=True)
    listing = data.add_parser("list", help="what there is")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=data_list)
    sheet = data.add_parser("sheet", help="draw a contact sheet: one row a class")
    sheet.add_argument("name")
    sheet.add_argument("--out", type=Path, required=True)
    sheet.set_defaults(run=data_sheet)


def data_list(options: argparse.Namespace) -> int:
    """Say what data sets there are."""
    rows = [_describe(load_data(name)) for name in data_names()]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False))
    for row in [] if options.json else rows:
        print(f"{row['name']}: {row['classes']} classes, {row['images']} images, {row['splits']}")
    return 0


def _describe(data: DataSet) -> dict[str, object]:
    return {
        "name": data.name,
        "classes": len(data.classes),
        "images": len(data.images),
        "min_images_per_class": min(c.count for c in data.classes),
        "splits": {split: len(data.split_classes(split)) for split in SPLITS},
        "licences": sorted({source.licence for source in data.sources}),
    }


def data_sheet(options: argparse.Namespace) -> int:
    """Draw a data set's contact sheet."""
    checkpoints.check_writable(options.out.resolve().parent)
    sheet = contact_sheet(load_data(options.name))
    try:
        sheet.save(options.out)
    except ValueError as error:
        raise Unusable("--out", str(options.out), "the name must end in .png or another picture's") from error
    return 0
