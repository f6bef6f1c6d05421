"""An unknown path has status 404 and says so in the visitor's language; whatever is there stays as it is."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Route
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_assets_routes

from fewshot_app import streamlit_inside
from fewshot_app.no_page import NoPage
from fewshot_app.shared.text import words
from tests.app.classroom.asgi import ask


def app(base: str) -> Starlette:
    """One page of ours, and all of Streamlit's own files."""
    home = Route(f"{base}/", lambda _: HTMLResponse("home"))
    static = create_streamlit_static_assets_routes(base_url=base)
    return Starlette(routes=[home, *static], middleware=[Middleware(NoPage, base=base)])


@pytest.mark.parametrize("base", ["", "/course"])
@pytest.mark.parametrize("path", ["nonsense", "static/js/none.js", "_stcore/none", "index.html", "a/b?c=d"])
def test_an_unknown_path_is_told(base: str, path: str) -> None:
    told = ask(app(base), "GET", f"{base}/{path}")
    assert told.status == 404
    assert words("en")("common.no_page.title") in told.body.decode()
    assert f'href="{base}/?lang=en"' in told.body.decode()


def test_it_is_told_in_the_language_of_the_address() -> None:
    told = ask(app(""), "GET", "/nonsense?lang=zh")
    assert words("zh")("common.no_page.title") in told.body.decode() and told.status == 404


@pytest.mark.parametrize("base", ["", "/course"])
@pytest.mark.parametrize("path", ["", "favicon.png", "manifest.json", streamlit_inside.plotly_script()])
def test_what_is_there_is_given(base: str, path: str) -> None:
    told = ask(app(base), "GET", f"{base}/{path}")
    assert told.status == 200 and words("en")("common.no_page.title").encode() not in told.body


def test_a_path_with_a_slash_too_many_leads_to_the_one_without() -> None:
    told = ask(app("/course"), "GET", "/course/compare/")
    assert told.status == 301 and told.headers["location"] == "/course/compare"
