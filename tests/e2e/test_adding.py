"""The guide holds: what CONTRIBUTING.md adds, one folder or file each, is seen in the running app."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import serve

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", GUIDE, re.S))
INSTALLED = {"app": "fewshot_app", "fewshot_core": "fewshot_core"}


def shouted(sentence: str) -> str:
    """In capitals, but for what stands for a line's end and for a term."""
    return re.sub(r"(\\.|\[\[.*?\]\])|[a-z]", lambda m: m[1] or m[0].upper(), sentence)


@pytest.fixture(scope="module")
def enlarged(tmp_path_factory) -> dict[str, str]:
    """A copy of the project with all that the guide adds; the environment in which it runs."""
    folder = tmp_path_factory.mktemp("enlarged")
    for source, name in INSTALLED.items():
        shutil.copytree(ROOT / source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path, text in FILES.items():
        top, _, rest = path.partition("/")
        target = folder / INSTALLED[top] / rest
        assert not target.exists(), f"the guide would overwrite {path}"
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")
    for english in (folder / "fewshot_app").rglob("en.toml"):
        shout = re.sub(r'"[^"{}]*"', lambda m: shouted(m[0]), english.read_text(encoding="utf-8"))
        english.with_name("xx.toml").write_text(shout, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(folder), "FEWSHOT_ASSETS": str(folder / "assets")}
    _assets(folder / "assets", environment)
    return environment


def _assets(folder: Path, environment: dict[str, str]) -> None:
    """The embedded files, linked; a small data set and a trained checkpoint beside them."""
    for kind in ("data", "checkpoints/everyday", "checkpoints/scripts", "contests", "sinusoid"):
        (folder / kind).mkdir(parents=True)
        for each in (ROOT / "assets" / kind).iterdir():
            (folder / kind / each.name).symlink_to(each)
    index = json.loads((ROOT / "assets/data/everyday/data.json").read_text(encoding="utf-8"))
    index["classes"] = [entry for entry in index["classes"] if entry["split"] == "test"][:30]
    (folder / "data/throwaway").mkdir()
    (folder / "data/throwaway/strips").symlink_to(ROOT / "assets/data/everyday/strips")
    (folder / "data/throwaway/data.json").write_text(json.dumps(index), encoding="utf-8")
    cli = [sys.executable, "-m", "fewshot_core.cli"]
    out = str(folder / "checkpoints/everyday/nearest-image")
    train = ["train", "--data", "everyday", "--method", "nearest-image", "--steps", "2", "--out", out]
    subprocess.run([*cli, *train], cwd=folder, env=environment, check=True, capture_output=True)
    measure = ["measure", "--checkpoint", "everyday/nearest-image", "--shot", "1", "5", "--episodes", "4"]
    subprocess.run([*cli, *measure], cwd=folder, env=environment, check=True, capture_output=True)


@pytest.fixture(scope="module")
def enlarged_server(enlarged) -> Iterator[str]:
    yield from serve(enlarged)


@pytest.fixture
def show(enlarged_server: str, page: sync_api.Page) -> Callable[..., sync_api.Page]:
    """Open a page of the enlarged app."""

    def go(name: str, **params: object) -> sync_api.Page:
        query = "&".join(f"{key}={value}" for key, value in params.items())
        page.goto(f"{enlarged_server}/{name}?{query}")
        return page

    return go


def test_an_instrument_is_one_folder(show) -> None:
    page = show("handful", lang="en", n=3)
    sync_api.expect(page.locator("h1")).to_have_text("A handful of images")
    sync_api.expect(page.locator("img")).to_have_count(3)
    page.get_by_role("button", name="Name the classes").click()
    page.wait_for_url("**named=1**")
    page.locator(".bar summary").first.click()
    sync_api.expect(page.locator(".bar a[aria-current]")).to_have_text("A handful")
    page = show("handful", lang="zh", named="perhaps")
    sync_api.expect(page.locator("[data-testid=stAlert]")).to_contain_text("是否显示类别名称")


@pytest.mark.parametrize("name", ["compare", "inside", "map", "curves"])
def test_a_method_with_a_checkpoint_is_a_learner_everywhere(show, name: str) -> None:
    page = show(
        name, lang="en", who="nearest-image", lines="nearest-image,maml", learner="nearest-image", seen=1
    )
    sync_api.expect(page.locator("h1")).to_have_count(1)
    page.wait_for_function(
        """() => [document, ...[...document.querySelectorAll("*")].map((e) => e.shadowRoot).filter(Boolean)]
          .some((root) => (root.body ?? root).textContent.includes("nearest-image")
            || [...root.querySelectorAll("input")].some((e) => e.value.includes("nearest-image")))"""
    )
    sync_api.expect(page.locator("[data-testid=stAlert]")).to_have_count(0)


def test_a_data_set_is_one_file_and_its_packed_images(show) -> None:
    page = show("explorer", lang="en", data="throwaway")
    page.wait_for_function(
        "() => [...document.querySelectorAll('*')].some((e) => e.shadowRoot?.querySelector('.tile'))"
    )
    sync_api.expect(page.locator("[data-testid=stAlert]")).to_have_count(0)


def test_a_language_is_a_file_in_every_room(show) -> None:
    page = show("explorer", lang="xx")
    sync_api.expect(page.locator("h1")).to_have_text("ONE TASK, LAID OPEN")
    sync_api.expect(page.locator(".bar .seg button")).to_have_count(3)
