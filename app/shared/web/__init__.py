"""The app's own web components: plain ES modules, served as they are.

Each browser module of the app is served at ``web/VERSION/`` and its place in ``app/``, so that relative
imports between them hold; the version is made of all their contents, so that a browser keeps them for good
and never mixes two versions. A component's script is two lines that load its module from there.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

Json = dict[str, Any]
"""What a component is given: plain data."""

APP = Path(__file__).parent.parent.parent
LOADER = """const home = globalThis.__streamlit?.BACKEND_BASE_URL ?? document.baseURI;
const draw = (await import(new URL("web/{version}/{module}", home).href)).default;
export default (given) => draw({{ ...given, data: JSON.parse(given.data[0]) }});"""
"""Hands on what ``component`` has wrapped."""


@cache
def modules() -> dict[str, bytes]:
    """Every browser module of the app by its place, such as ``instruments/map/map.js``, and their fonts."""
    paths = sorted((*APP.rglob("*.js"), *APP.rglob("*.woff2")))
    return {path.relative_to(APP).as_posix(): path.read_bytes() for path in paths}


@cache
def version() -> str:
    """Sixteen letters that change whenever a module does."""
    content = hashlib.sha256()
    for place, text in modules().items():
        content.update(f"{place}\0{len(text)}\0".encode() + text)
    return content.hexdigest()[:16]


@cache
def tokens() -> str:
    """The design tokens for a page without a script: where it names no theme, it follows the system's."""
    text = (APP / "shared" / "web" / "tokens.css").read_text(encoding="utf-8")
    dark = re.findall(r':root\[data-theme="dark"\] \{(.*?)\n\}', text, re.DOTALL)
    return f"{text}\n@media (prefers-color-scheme: dark) {{ :root:not([data-theme]) {{{''.join(dark)}}} }}\n"


class Written(str):
    """What a component is given, as the text that is sent."""


def written(data: Any) -> Written:
    """Plain data as the text that is sent: what many numbers make can be kept for all who ask for it."""
    return Written(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def component(script: Path, html: str, styles: tuple[Path, ...]) -> Callable[..., Any]:
    """The component whose module is ``script``: its default export draws it, as Streamlit's components do.

    Its name is the module's place in the app, which no other component has.
    """
    place = script.relative_to(APP)
    css = "\n".join(path.read_text(encoding="utf-8") for path in styles)
    loader = LOADER.format(version=version(), module=place.as_posix())
    name = "_".join(place.with_suffix("").parts)
    mount = st.components.v2.component(name, html=html, css=css, js=loader)

    def show(*, data: Any, **rest: Any) -> Any:
        # Streamlit asks of each value of a dict whether it is a table, and writes all of it twice; a text
        # in a list spares it both, which take longer than all the rest of a component's run.
        return mount(data=[data if isinstance(data, Written) else written(data)], **rest)

    return show
