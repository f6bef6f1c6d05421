"""The page on scaling says what was measured."""

import json
from pathlib import Path

import pytest

from tests.load.points import FILE, machines, met, pages, process

DOC = Path(__file__).parents[2] / "docs" / "scaling.md"


@pytest.mark.parametrize("table", [pages, process, met, machines])
def test_the_page_on_scaling_has_the_tables_that_were_measured(table):
    assert table(json.loads(FILE.read_text(encoding="utf-8"))) in DOC.read_text(encoding="utf-8")
