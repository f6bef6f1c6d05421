"""``fewshot answer``: name the images of a folder from a few examples of each class."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from fewshot_core.cli.device import add_device
from fewshot_core.data.datasets.folder import load_folder, load_unnamed
from fewshot_core.data.datasets.image_files import INK, PHOTO, View
from fewshot_core.methods import Method
from fewshot_core.methods.frozen import Frozen, FrozenConfig
from fewshot_core.methods.naming import Names, name_images
from fewshot_core.tensors.device import choose_device
from fewshot_core.tensors.errors import OutOfRange, Unusable
from fewshot_core.tensors.memory import keep_freed_memory
from fewshot_core.tensors.pretrained import LITE
from fewshot_core.tensors.store import check_writable, write_file
from fewshot_core.training import checkpoints

COLUMNS = ("file", "answer", "confidence", "second", "second_confidence")


def add(verbs: argparse._SubParsersAction) -> None:
    """Add the command and its options."""
    command = verbs.add_parser("answer", help="name the images of a folder from a few examples of each class")
    command.add_argument(
        "--support", required=True, metavar="DIR", help="a folder of class folders: examples"
    )
    command.add_argument("--query", required=True, metavar="DIR", help="a folder of images to be named")
    command.add_argument(
        "--learner",
        default="frozen/prototype",
        help="for photographs frozen/ with prototype, ridge, head or last-block; for drawings "
        "everyday/protonet and other checkpoints (default: frozen/prototype)",
    )
    command.add_argument("--backbone", default=LITE, help="of frozen/…: or torchvision:NAME")
    command.add_argument("--out", type=Path, metavar="FILE.csv", help="default: printed")
    command.add_argument("--look", type=int, default=10, help="how many to look at by hand (default: 10)")
    add_device(command)
    command.set_defaults(run=answer)


def answer(options: argparse.Namespace) -> int:
    """Name the images, write the table and list the least certain ones; raises what loading raises."""
    keep_freed_memory()
    if options.look < 0:
        raise OutOfRange("--look", options.look, 0)
    if options.out:
        check_writable(options.out.resolve().parent)
    method, view = learner(options.learner, options.backbone)
    support, query = load_folder(options.support, view), load_unnamed(options.query, view)
    if len(support.classes) < 2:
        raise Unusable("--support", options.support, "it has one class folder, and a choice needs two")
    _tell_skipped((*support.skipped, *query.skipped))
    method = method.to(choose_device(options.device))
    names = name_images(method, support.images, support.class_of, query.images)
    classes = [info.id for info in support.classes]
    table = _table(query.files, classes, names)
    if options.out:
        write_file(options.out, table.encode())
        print(f"{len(query.files)} images of {len(classes)} classes named in {options.out}")
    else:
        print(table, end="")
    where = sys.stdout if options.out else sys.stderr
    for row in _to_look_at(query.files, classes, names, options.look):
        print(row, file=where)
    return 0


def learner(name: str, backbone: str) -> tuple[Method, View]:
    """The method of this name and how it sees images; raises Unknown, Missing, Damaged and Unusable."""
    kind, _, way = name.partition("/")
    if kind == Frozen.id:
        return Frozen(FrozenConfig(backbone=backbone, answer=way)), PHOTO
    method = checkpoints.load(name)
    trained_on = checkpoints.read_manifest(checkpoints.folder_of(name)).data
    if method.config.channels == INK.channels:
        return method, INK
    if not trained_on.startswith(f"{PHOTO.form}:"):
        raise Unusable(
            "--learner", name, "it was trained on small colour images, which a folder is not read as"
        )
    return method, PHOTO


def _tell_skipped(skipped: Sequence[str]) -> None:
    if skipped:
        print(
            f"fewshot: {len(skipped)} images cannot be read and are left out, first {skipped[0]}.",
            file=sys.stderr,
        )


def _table(files: Sequence[Path], classes: Sequence[str], names: Names) -> str:
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    for file, (first, second), shares in zip(
        files, names.classes.tolist(), names.shares.tolist(), strict=True
    ):
        sure, less = (f"{share:.4f}" for share in shares)
        rows.writerow((file, classes[first], sure, classes[second], less))
    return text.getvalue()


def _to_look_at(files: Sequence[Path], classes: Sequence[str], names: Names, count: int) -> list[str]:
    """The least certain answers, each in a line under a heading."""
    rows = names.least_certain(count)
    lines = ["To look at by hand, the least certain first:"] if rows else []
    for row in rows:
        first, second = (classes[index] for index in names.classes[row].tolist())
        sure, less = (100 * share for share in names.shares[row].tolist())
        lines.append(f"  {files[row]}: {first} {sure:.0f} %, or {second} {less:.0f} %")
    return lines
