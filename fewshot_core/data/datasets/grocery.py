"""``grocery``: photographs of 81 kinds of fruit, vegetables and packages, taken in shops.

Marcus Klasson, Cheng Zhang and Hedvig Kjellström, "A Hierarchical Grocery Store Image Dataset with Visual and
Semantic Labels", WACV 2019, arXiv 1901.00711.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from fewshot_core.data.datasets.dataset import ClassInfo, DataSet, DataSource
from fewshot_core.data.datasets.download import Download
from fewshot_core.data.datasets.image_files import open_image, photo_pixels
from fewshot_core.data.datasets.splits import deal_splits

NAME = "grocery"
ARCHIVE = "master.zip"
DOWNLOAD = Download(
    NAME,
    DataSource(
        NAME,
        "Grocery Store Dataset",
        "Marcus Klasson, Cheng Zhang and Hedvig Kjellström",
        "MIT",
        "https://github.com/marcusklasson/GroceryStoreDataset",
        5_125,
    ),
    urls=("https://github.com/marcusklasson/GroceryStoreDataset/archive/refs/heads/",),
    files=(ARCHIVE,),
    place=NAME,
    handed=False,
)


def load() -> DataSet:
    """5,125 photographs, RGB, the middle square resized to 128x128, fetched on first use; raises Missing.

    Groups are the shop's shelves: fruit, vegetables, packages. The authors split images; here their parts are
    put together, and classes are dealt to the splits by their names.
    """
    return DOWNLOAD.load(_make)


def _make() -> tuple[Tensor, list[ClassInfo]]:
    with DOWNLOAD.fetching() as root:
        from torchvision.datasets.utils import download_url, extract_archive

        place = root / DOWNLOAD.place
        download_url(DOWNLOAD.urls[0] + ARCHIVE, str(place), ARCHIVE)  # what lies there is not fetched again
        extract_archive(str(place / ARCHIVE), str(place))
        files = _by_class(place)
        views = [photo_pixels(open_image(file)) for of_class in files.values() for file in of_class]
    splits = deal_splits(files)
    classes: list[ClassInfo] = []
    first = 0
    for path, of_class in files.items():
        shelf, _, id = path.partition("/")
        name = id.rpartition("/")[2].replace("-", " ")
        classes.append(ClassInfo(id, name, name, shelf, splits[path], first, len(of_class)))
        first += len(of_class)
    return torch.stack(views), classes


def _by_class(place: Path) -> dict[str, list[Path]]:
    """The photographs of every ``Fruit/Apple/Granny-Smith`` of the authors' three parts, in name order."""
    found: dict[str, list[Path]] = {}
    for part in sorted(place.glob("*/dataset/*/")):
        if part.name in ("train", "val", "test"):
            for file in sorted(part.rglob("*.jpg")):
                found.setdefault(file.parent.relative_to(part).as_posix(), []).append(file)
    if not found:
        raise FileNotFoundError(f"{ARCHIVE} holds no photographs")
    return {path: found[path] for path in sorted(found)}
