"""Photographs of groceries, if they are here: a frozen backbone names them from five examples of each."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from fewshot_core.data.datasets import load_data
from fewshot_core.measuring.evaluation import evaluate
from fewshot_core.methods.frozen import Frozen, FrozenConfig
from fewshot_core.tensors.episode import EpisodeSpec

ARCHIVE = Path(__file__).resolve().parents[4] / "shared" / "data" / "grocery.zip"
"""Beside the repository; nothing of it is part of the project."""


@pytest.mark.slow
@pytest.mark.skipif(not ARCHIVE.is_file(), reason="no photographs of groceries here")
def test_few_examples_are_enough(tmp_path):
    with ZipFile(ARCHIVE) as archive:
        archive.extractall(tmp_path)
    data = load_data(f"photos:{tmp_path}")
    assert len(data.classes) == 50 and len(data.images) == 1200
    frozen = Frozen(FrozenConfig())
    for shot, least in ((1, 0.6), (5, 0.8)):
        assert evaluate(frozen, data, "test", EpisodeSpec(5, shot, 15), 50, 0).accuracy > least
