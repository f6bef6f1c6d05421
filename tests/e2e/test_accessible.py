"""axe-core finds nothing serious on any page, whichever room is added."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fewshot_app.shared.room import rooms

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
)

SERIOUS = ("serious", "critical")
LOOKS = (("en", "light"), ("zh", "dark"))
STEPS = (("why", "digits"), ("strategies", "baseline"), ("beyond", "acting"))
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
PAGES = [(room.path, {"seen": 1} if room.place == "instruments" else {}) for room in rooms()]
PAGES += [("chapters", {"chapter": chapter, "part": part}) for chapter, part in STEPS]
PAGES += [("methods", {"method": "maml"})]
LOOKED_AT = [
    pytest.param(path, more, *look, marks=() if (number + turn) % 2 == 0 else pytest.mark.slow)
    for number, (path, more) in enumerate(PAGES)
    for turn, look in enumerate(LOOKS)
]
"""Every page in one look by default, in the other by ``pytest -m slow tests/e2e/test_accessible.py``."""


@pytest.mark.parametrize(
    ("path", "more", "lang", "theme"), LOOKED_AT, ids=lambda each: each if isinstance(each, str) else ""
)
def test_axe_finds_nothing_serious(
    page: sync_api.Page, visit: Callable[..., None], path: str, more: dict[str, object], lang: str, theme: str
) -> None:
    visit(path, lang=lang, theme=theme, **more)
    page.locator("h1").first.wait_for()
    page.locator(IDLE).wait_for()
    page.wait_for_timeout(1000)  # components draw themselves after the run
    found = [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in axe.Axe().run(page).response["violations"]
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
    ]
    assert not found
