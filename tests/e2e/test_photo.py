"""The photo board in a real browser: filled by files, clipboard and example, cropped, kept, emptied."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

WAIT = 60_000
PASTE = """async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 90, height: 60 });
  const blob = await new Promise((done) => canvas.toBlob(done));
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([blob], "pasted.png", { type: "image/png" }));
  document.dispatchEvent(new ClipboardEvent("paste", { clipboardData }));
}"""


def files(folder: Path, count: int) -> list[Path]:
    """Pictures that are wider than high, each of another grey."""
    paths = [folder / f"{number}.png" for number in range(count)]
    for number, path in enumerate(paths):
        Image.new("RGB", (300, 200), (60 * number, 90, 90)).save(path)
    return paths


def arrived(page: sync_api.Page, sent: int) -> None:
    page.locator(f".photo[data-state=still][data-sent='{sent}']").wait_for(timeout=WAIT)


def test_pictures_come_in_are_cropped_answered_kept_and_removed(
    page: sync_api.Page, visit: Callable[..., None], tmp_path: Path
) -> None:
    visit("photo", lang="en", n=2, k=1, who="protonet,frozen/prototype")
    page.locator(".photo[data-state=still]").wait_for(timeout=WAIT)
    page.locator("input[type=file][multiple]").set_input_files(files(tmp_path, 2))
    arrived(page, 1)
    sync_api.expect(page.locator(".told")).to_contain_text("query set")
    page.evaluate(PASTE)
    arrived(page, 2)
    page.wait_for_url("**pictured=1*")
    sync_api.expect(page.locator("tbody .answer")).to_have_count(2)
    page.locator("[data-is=q1]").select_option("1")
    sync_api.expect(page.locator("tbody :is(.right, .wrong)")).to_have_count(2)

    page.locator(".stage").focus()
    for key in ("+", "ArrowLeft", "r"):
        page.keyboard.press(key)
    page.locator(".photo[data-state=still]:not([data-sent='2'])").wait_for(timeout=WAIT)
    assert float(page.locator("[type=range]").input_value()) > 1
    text = tmp_path / "no.png"
    text.write_text("no picture")
    page.locator("input[type=file][multiple]").set_input_files(text)
    sync_api.expect(page.locator(".told")).to_contain_text("no.png")

    page.reload()
    sync_api.expect(page.locator("tbody .answer")).to_have_count(2, timeout=WAIT)
    sync_api.expect(page.locator("[data-is=q1]")).to_have_value("1")
    page.locator("[data-do=clear]").press("Enter")
    page.locator(".photo[data-any=false]").wait_for(timeout=WAIT)
    page.locator("[data-do=example]").press("Enter")
    sync_api.expect(page.locator("tfoot td")).to_have_count(2, timeout=WAIT)
    page.wait_for_url("**pictured=4*")
