"""Data sets that are fetched from their authors' servers by torchvision, once, and kept."""

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
from fewshot_core.tensors.errors import FewshotError, Missing

TILE = 64


@dataclass(frozen=True)
class Download:
    """Where a data set comes from, and where its files go."""

    name: str
    source: DataSource
    urls: tuple[str, ...]  # folders or files on the net
    files: tuple[str, ...]  # what is fetched from there
    place: str  # the folder of these files below ``folder``
    handed: bool = True

    @property
    def folder(self) -> Path:
        """The root that torchvision is given."""
        return data_folder() / "downloads"

    def is_here(self) -> bool:
        """Whether it loads without the net."""
        return cache_file(self.name).is_file()

    def load(self, make: Callable[[], tuple[Tensor, list[ClassInfo]]]) -> DataSet:
        """The data set that ``make`` fetches and converts; it is called only the first time."""

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
        """Around calls of torchvision, with its root; whatever fails there becomes Missing."""
        try:
            with redirect_stdout(io.StringIO()):  # torchvision reports failures in print
                yield self.folder
        except FewshotError:
            raise
        except ImportError as error:
            package = (error.name or "torchvision").partition(".")[0]
            remedy = f"it needs {package}: pip install 'fewshot-classroom[data]'"
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
    """An image (C, 28, 28) for the screen: ink black on white, colours as they are; RGB, 64 x 64."""
    pixels = view.permute(1, 2, 0).numpy()
    image = Image.fromarray(255 - pixels[:, :, 0] if pixels.shape[2] == 1 else pixels).convert("RGB")
    return image.resize((TILE, TILE), Image.Resampling.LANCZOS)


def colour_view(image: Image.Image) -> Tensor:
    """The network's view of a photograph, its middle square: (3, 28, 28), uint8, RGB."""
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    square = image.convert("RGB").crop((left, top, left + side, top + side))
    pixels = np.array(square.resize((SIDE, SIDE), Image.Resampling.BOX))
    return torch.from_numpy(pixels).permute(2, 0, 1).contiguous()


def by_class(
    images: Tensor, labels: Tensor, names: Sequence[str], splits: Mapping[str, str], groups: Mapping[str, str]
) -> tuple[Tensor, list[ClassInfo]]:
    """Images in the order of their classes, and the classes; a name of which there is none is left out."""
    order = labels.argsort(stable=True)
    classes: list[ClassInfo] = []
    first = 0
    for name, count in zip(names, labels.bincount(minlength=len(names)).tolist(), strict=True):
        if count:
            classes.append(ClassInfo(name, name, name, groups[name], splits[name], first, count))
        first += count
    return images[order], classes
