"""Photographs of groceries: what was measured of them is told, and if they are here it holds."""

import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from fewshot_core.data.datasets import load_data
from fewshot_core.measuring.evaluation import evaluate
from fewshot_core.methods.frozen import ANSWERS, Frozen, FrozenConfig
from fewshot_core.tensors.episode import EpisodeSpec

ARCHIVE = Path(__file__).resolve().parents[4] / "shared" / "data" / "grocery.zip"
"""Beside the repository; nothing of it is part of the project."""


PROJECT = Path(__file__).resolve().parents[3]
MEASURED = json.loads((PROJECT / "assets/build/photos/measured.json").read_text(encoding="utf-8"))
COLUMNS = ("5-way 1-shot", "5-way 5-shot", "named", "a tenth corrected")


def test_all_ways_to_answer_were_measured_on_as_much():
    assert tuple(MEASURED) == ANSWERS
    assert {(each["tasks"], each["draws"]) for each in MEASURED.values()} == {(600, 200)}


def test_the_table_of_the_engine_is_what_was_measured():
    text = (PROJECT / "docs/engine.md").read_text("utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| (.* ±.*) \|$", text, re.M)
    assert {id: tuple(row.split(" | ")) for id, row in rows} == {
        id: tuple(each[column] for column in COLUMNS) for id, each in MEASURED.items()
    }


@pytest.mark.parametrize("file", ["README.md", "README.zh.md"])
def test_a_readme_tells_what_was_measured(file):
    told = set(re.findall(r"\d+\.\d ± \d\.\d %", (PROJECT / file).read_text("utf-8")))
    assert told == {MEASURED["ridge"]["named"], *(MEASURED["last-block"][each] for each in COLUMNS[2:])}


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
