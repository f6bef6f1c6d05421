"""Data sets that torchvision fetches from their authors' servers, once, and that are kept afterwards."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from fewshot_core.data.datasets.cache import Facts, cache_file, data_folder, kept
from fewshot_core.data.datasets.dataset import SIDE, ClassInfo, DataSet, DataSource, Group
from fewshot_core.data.datasets.image_files import TILE, middle_square
from fewshot_core.tensors.errors import FewshotError, Missing


@dataclass(frozen=True)
class Download:
    """Where a data set comes from, and where its files are put."""

    name: str
    source: DataSource
    urls: tuple[str, ...]  # folders or files on the net
    files: tuple[str, ...]  # what is fetched from there
    place: str  # the folder of these files below ``folder``
    handed: bool = True

    @property
    def folder(self) -> Path:
        """The root folder that torchvision is given."""
        return data_folder() / "downloads"

    def is_here(self) -> bool:
        """Whether the data set loads without a network."""
        return cache_file(self.name).is_file()

    def load(self, make: Callable[[], tuple[Tensor, list[ClassInfo]]]) -> DataSet:
        """The data set of the images and classes that ``make`` fetches; later calls read the cache."""

        def fetch() -> tuple[Tensor, Facts]:
            images, classes = make()
            return images, {"classes": [asdict(info) for info in classes]}

        images, facts = kept(self.name, "1", fetch)  # another key when conversion changes
        classes = tuple(
            ClassInfo(**info | {"origins": tuple(info["origins"]), "styles": ()}) for info in facts["classes"]
        )
        return DataSet(
            name=self.name,
            classes=classes,
            groups=tuple(Group(id, id, id) for id in dict.fromkeys(info.group for info in classes)),
            sources=(self.source,),
            images=images,
            draw=lambda item: picture(images[item]),
            handed=self.handed,
        )

    @contextmanager
    def fetching(self) -> Iterator[Path]:
        """A context for calls of torchvision: yields its root folder and turns errors into Missing."""
        try:
            with redirect_stdout(io.StringIO()):  # torchvision reports failures in print
                yield self.folder
        except FewshotError:
            raise
        except ImportError as error:
            package = (error.name or "torchvision").partition(".")[0]
            remedy = f"it needs {package}: pip install {package}"
            raise Missing(f"The data set '{self.name}'", remedy) from error
        except Exception as error:  # torchvision hands on what its parts raise, assertions too
            raise Missing(f"The data set '{self.name}'", self._remedy(error)) from error

    def _remedy(self, error: Exception) -> str:
        reason = str(getattr(error, "reason", error)).strip().rpartition("\n")[2].rstrip(".")
        return (
            f"it could not be downloaded ({reason or type(error).__name__}); put {', '.join(self.files)} "
            f"from {' or '.join(self.urls)} into {self.folder / self.place} and ask again"
        )


def picture(view: Tensor) -> Image.Image:
    """A picture (RGB, 64x64) of an image (C, side, side), uint8: ink black on white, or its own colours."""
    pixels = view.permute(1, 2, 0).numpy()
    image = Image.fromarray(255 - pixels[:, :, 0] if pixels.shape[2] == 1 else pixels).convert("RGB")
    return image.resize((TILE, TILE), Image.Resampling.LANCZOS)


def colour_view(image: Image.Image) -> Tensor:
    """The middle square of a photograph as the networks see it: (3, 28, 28), uint8, RGB."""
    square = middle_square(image.convert("RGB"))
    pixels = np.array(square.resize((SIDE, SIDE), Image.Resampling.BOX))
    return torch.from_numpy(pixels).permute(2, 0, 1).contiguous()


def by_class(
    images: Tensor, labels: Tensor, names: Sequence[str], splits: Mapping[str, str], groups: Mapping[str, str]
) -> tuple[Tensor, list[ClassInfo]]:
    """Images (items, C, H, W) sorted by their labels (items,), and the classes in that order.

    ``names`` are the classes' names by label; ``splits`` and ``groups`` say where each name belongs. A class
    without images is left out.
    """
    order = labels.argsort(stable=True)
    classes: list[ClassInfo] = []
    first = 0
    for name, count in zip(names, labels.bincount(minlength=len(names)).tolist(), strict=True):
        if count:
            classes.append(ClassInfo(name, name, name, groups[name], splits[name], first, count))
        first += count
    return images[order], classes
