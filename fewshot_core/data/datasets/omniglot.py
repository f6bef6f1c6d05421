"""``omniglot``: 1,623 characters of 50 alphabets, each drawn once by 20 people.

Brenden M. Lake, Ruslan Salakhutdinov and Joshua B. Tenenbaum, "Human-level concept learning through
probabilistic program induction", Science 350, 2015.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from fewshot_core.data.datasets.dataset import SIDE, ClassInfo, DataSet, DataSource
from fewshot_core.data.datasets.download import Download
from fewshot_core.data.datasets.splits import deal_splits

NAME = "omniglot"
PARTS = ("images_background", "images_evaluation")
DOWNLOAD = Download(
    NAME,
    DataSource(
        NAME, "Omniglot", "Brenden M. Lake et al.", "MIT", "https://github.com/brendenlake/omniglot", 32_460
    ),
    urls=("https://raw.githubusercontent.com/brendenlake/omniglot/master/python/",),
    files=tuple(f"{part}.zip" for part in PARTS),
    place="omniglot-py",
)


def load() -> DataSet:
    """32,460 drawings, 28x28, fetched on first use; raises Missing.

    Groups are alphabets and origins are drawers, ``01`` … ``20`` of each alphabet. The authors' 20 evaluation
    alphabets are for meta-test; of their 30 background alphabets four, chosen by name, are for
    meta-validation.
    """
    return DOWNLOAD.load(_make)


def _make() -> tuple[Tensor, list[ClassInfo]]:
    with DOWNLOAD.fetching() as root:
        files = {part: _fetch(root, part) for part in PARTS}
    background = {character.split("/")[0] for character in files[PARTS[0]]}
    dealt = {name: "val" if split == "val" else "train" for name, split in deal_splits(background).items()}
    views: list[Tensor] = []
    classes: list[ClassInfo] = []
    for part in PARTS:
        for id, drawings in files[part].items():
            alphabet = id.split("/")[0]
            split = dealt[alphabet] if part == PARTS[0] else "test"
            drawers = tuple(path.stem.rpartition("_")[2] for path in drawings)
            classes.append(ClassInfo(id, id, id, alphabet, split, len(views), len(drawings), drawers))
            views += [_view(path) for path in drawings]
    return torch.stack(views), classes


def _fetch(root: Path, part: str) -> dict[str, list[Path]]:
    """The files of every ``alphabet/character`` of a part, in the order of their names."""
    from torchvision.datasets import Omniglot
    from torchvision.datasets.utils import extract_archive

    archive = root / DOWNLOAD.place / f"{part}.zip"
    if archive.is_file():  # torchvision does not unpack what was put there by hand, or only in part
        extract_archive(archive, archive.parent)
    omniglot = Omniglot(root, background=part == PARTS[0], download=True)
    files: dict[str, list[Path]] = {}
    for name, label in omniglot._flat_character_images:  # in the order in which the disk lists them
        character = Path(omniglot._characters[label]).as_posix()
        files.setdefault(character, []).append(Path(omniglot.target_folder) / character / name)
    return {character: sorted(files[character]) for character in sorted(files)}


def _view(path: Path) -> Tensor:
    """The ink of a drawing, 105x105, black on white, as (1, 28, 28), uint8."""
    with Image.open(path) as drawing:
        grey = drawing.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX)
    return torch.from_numpy(255 - np.asarray(grey)).unsqueeze(0)
