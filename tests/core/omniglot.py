"""The two small background sets of Omniglot, where they are, laid out as a folder with splits."""

from pathlib import Path
from zipfile import ZipFile

SOURCE = Path(__file__).resolve().parents[3] / "shared" / "data" / "omniglot"
"""Beside the repository; nothing of it is part of the project."""


def is_here() -> bool:
    return all((SOURCE / f"images_background_small{n}.zip").is_file() for n in (1, 2))


def lay_out(target: Path) -> Path:
    """``train/ALPHABET/character/NNNN_DD.png``: five alphabets; ``test/…``: the three not among them.

    Greek and Latin are in both archives. DD is the drawer. Returns ``target``.
    """
    alphabets: set[str] = set()
    for split, number in (("train", 1), ("test", 2)):
        with ZipFile(SOURCE / f"images_background_small{number}.zip") as archive:
            names = [n for n in archive.namelist() if n.endswith(".png") and n.split("/")[1] not in alphabets]
            for name in names:
                file = target / split / Path(*name.split("/")[1:])
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(archive.read(name))
        alphabets |= {name.split("/")[1] for name in names}
    return target
