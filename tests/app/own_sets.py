"""A visitor's own data sets for tests: a store of each test's own, and a draft that can be kept there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.testing.v1 import AppTest

from fewshot_app.lab.archive import opened
from fewshot_app.lab.data.making import ALL, Plan
from fewshot_app.lab.data.reading import Draft, read
from fewshot_app.shared import own
from fewshot_app.shared.own.data_set import PHOTOS
from fewshot_app.shared.own.visitor import SESSION, visitor
from tests.app.lab.brought import zip_of
from tests.app.opened import script

KEY = "k" * 43
OTHER = "o" * 43


def draft_of(files: list[tuple[str, bytes]], name: str = "fruit") -> Draft:
    draft = Draft(name)
    for _ in read(draft, opened(name, zip_of(files))):
        pass
    return draft


def plan(form: str = PHOTOS, split: str = ALL, **changes: Any) -> Plan:
    return Plan(**{"name": "fruit", "form": form, "split": split, "seed": 0, "without_twins": True} | changes)


def visiting(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    """Whoever has this key asks from now on; the pages of AppTest have sessions of their own."""
    name = hashlib.sha256(key.encode()).hexdigest()[:32]

    def who() -> str:
        return visitor() if get_script_run_ctx(suppress_warning=True) else name

    monkeypatch.setattr(own, "visitor", who)


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A store of this test's own, and a visitor that owns what is put there."""
    monkeypatch.setenv("FEWSHOT_STORE", str(tmp_path))
    own.store.cache_clear()
    visiting(monkeypatch, KEY)
    yield
    own.store.cache_clear()


def page_of(name: str, key: str = KEY, state: Mapping[str, Any] | None = None, **params: str) -> AppTest:
    """The room ``name`` as the visitor of this key sees it, with what the session holds already."""
    page = AppTest.from_function(script, default_timeout=60, kwargs={"name": name})
    page.query_params.update(params)
    for place, held in {SESSION: key, **(state or {})}.items():
        page.session_state[place] = held
    page.run()
    assert not page.exception, page.exception
    return page
