"""The page on scaling says what was measured."""

import json
from pathlib import Path

import pytest

from tests.load.points import FILE, met, pages, process
from tests.load.simulation import agreement, machines

DOC = Path(__file__).parents[2] / "docs" / "scaling.md"


@pytest.mark.parametrize("table", [pages, process, met, agreement, machines])
def test_the_page_on_scaling_has_the_tables_that_were_measured_and_simulated(table):
    assert table(json.loads(FILE.read_text(encoding="utf-8"))) in DOC.read_text(encoding="utf-8")
