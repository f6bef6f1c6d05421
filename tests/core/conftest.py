"""A tiny data set and tiny networks, so that the engine's rules are tested in milliseconds."""

import pytest
import torch

from fewshot_core.data.augment import Augmentation
from fewshot_core.data.datasets import ClassInfo, DataSet
from fewshot_core.data.sampling import Source


def make_data(classes: int = 24, images: int = 12) -> DataSet:
    """Classes that differ in where their ink is; each image adds noise to its class's pattern."""
    generator = torch.Generator().manual_seed(5)
    patterns = torch.rand(classes, 1, 1, 28, 28, generator=generator)
    noise = torch.rand(classes, images, 1, 28, 28, generator=generator)
    pixels = (255 * (0.7 * patterns + 0.3 * noise)).to(torch.uint8).flatten(0, 1)
    splits = ["train"] * (classes // 2) + ["val"] * (classes // 4) + ["test"] * (classes // 4)
    infos = tuple(
        ClassInfo(f"c{i}", f"c{i}", f"类{i}", "all", split, i * images, images)
        for i, split in enumerate(splits)
    )
    return DataSet("tiny", infos, (), (), pixels, draw=lambda item: None)


@pytest.fixture(scope="session")
def tiny() -> DataSet:
    return make_data()


@pytest.fixture
def source(tiny) -> Source:
    return Source(tiny, "train", Augmentation(), torch.Generator().manual_seed(0), torch.device("cpu"))


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory):
    """What tests decode does not end up in the cache of who runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FEWSHOT_DATA", str(tmp_path_factory.mktemp("cache")))
        yield
