"""The film of the episode loop, opened in a real browser, and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from fewshot_core.training.checkpoints import checkpoint_names

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

RECORDED = 240_000  # ms: a busy machine may need its time for real updates
REST = 20_000


def data_with(*learners: str) -> str:
    """A data set that has a trained network for all these learners."""
    trained = set(checkpoint_names())
    for data in ("everyday", "scripts"):
        if all(f"{data}/{learner}" in trained for learner in learners):
            return data
    pytest.skip(f"no trained network for {', '.join(learners)}")


@pytest.fixture
def film(page: Page, visit: Callable[..., None]) -> Callable[..., Locator]:
    """Open the film and wait for its first picture."""

    def open_film(*learners: str, **params: object) -> Locator:
        form = {
            "data": data_with(*learners),
            "n": 3,
            "k": 2,
            "q": 2,
            "seed": 7,
            "learner": learners[0],
            "lang": "en",
        }
        visit("loop", **(form | params))
        found = page.locator(".loop[data-frame]")
        found.wait_for(timeout=RECORDED)
        return found

    return open_film


def frame(film: Locator) -> int:
    return int(film.get_attribute("data-frame"))


def rests_at(page: Page, **params: object) -> None:
    """Wait until the address says this."""
    page.wait_for_url(
        lambda url: all(f"{k}={v}" in url.split("?")[1].split("&") for k, v in params.items()), timeout=REST
    )
