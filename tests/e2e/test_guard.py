"""What a browser is kept from: other hosts, foreign scripts, frames of other pages.

That no page needs any of it is seen by every browser test: an error in the console, which a breach of the
policy is, fails each, and so does a request to another host (``conftest.page``).
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fewshot_app.guard.headers import FIXED, POLICY

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

SHOWN = ".fs-home"
BREACHES = """async () => {
  const told = [];
  document.addEventListener("securitypolicyviolation", (event) => told.push(event.effectiveDirective));
  await fetch("http://192.0.2.1/").catch(() => {});
  const script = document.createElement("script");
  script.textContent = "window.foreign = true";
  const image = document.createElement("img");
  image.src = "http://192.0.2.1/seen.png";
  const frame = document.createElement("iframe");
  frame.src = "http://192.0.2.1/";
  document.body.append(script, image, frame);
  await new Promise((done) => setTimeout(() => {  // here, what a debugger evaluates may evaluate, too
    try { (0, eval)("window.foreign = true"); } catch { /* as it should be */ }
    setTimeout(done, 300);
  }));
  return { told, foreign: "foreign" in window };
}"""


@pytest.fixture
def bare(browser: sync_api.Browser):
    """A page whose console may tell of breaches, which are meant."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_every_answer_of_a_visit_has_the_headers(bare: sync_api.Page, server: str) -> None:
    answers: list[sync_api.Response] = []
    bare.on("response", lambda answer: answers.append(answer))
    bare.goto(server)
    bare.locator(SHOWN).wait_for()
    assert len(answers) > 20
    for answer in answers:
        if answer.url.startswith(server):
            found = answer.all_headers()
            assert {name.lower(): value for name, value in FIXED.items()}.items() <= found.items(), answer.url
            assert "frame-ancestors 'self'" in found[POLICY.lower()], answer.url


def test_a_page_reaches_no_other_host_and_runs_no_foreign_script(bare: sync_api.Page, server: str) -> None:
    bare.goto(server)
    bare.locator(SHOWN).wait_for()
    seen = bare.evaluate(BREACHES)
    assert not seen["foreign"]
    assert {"connect-src", "script-src-elem", "img-src", "frame-src", "script-src"} <= set(seen["told"])
    lent = "name => document.featurePolicy.allowsFeature(name)"
    assert bare.evaluate(lent, "camera") and not bare.evaluate(lent, "microphone")


@pytest.mark.parametrize("path", ["", "join", "_stcore/health"])
def test_another_page_cannot_show_this_one_in_a_frame(bare: sync_api.Page, server: str, path: str) -> None:
    refused: list[str] = []
    bare.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    bare.set_content(f'<iframe src="{server}/{path}"></iframe>')
    bare.wait_for_timeout(500)
    assert any("frame-ancestors" in text for text in refused), refused
    assert not bare.frames[1].url.startswith(server)


def test_every_request_of_a_page_with_a_chart_goes_to_its_own_host(
    page: sync_api.Page, visit: Callable[..., None], server: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url.replace("ws:", "http:", 1)))
    visit("plane")
    page.locator(".js-plotly-plot").first.wait_for()
    assert any("_stcore/stream" in url for url in asked)
    assert not [url for url in asked if not url.startswith((server, "data:", "blob:"))]
