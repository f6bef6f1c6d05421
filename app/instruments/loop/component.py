"""The episode loop: a film of real training steps, played in the browser.

Streamlit loads one JavaScript text per component, so the modules beside this file are joined into
one, in the order below. Each becomes a function that returns what it exports, under the module's
name, and its imports become plain assignments; the last one stands as it is. Before them all stands
the code that keeps a picture of any page as a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from ...shared.web import joined

HERE = Path(__file__).parent
MODULES = (
    *("text", "frames", "geometry", "parts", "parameters", "stage", "flows", "plane", "curve"),
    *("values", "code", "shell", "whole", "table", "beside", "picture", "screen", "hands"),
    "player",
)
STYLES = ("episode_loop", "stage", "levels")


def joined_script() -> str:
    """All modules as one; only the last one's default export remains."""
    *first, last = [(name, (HERE / f"{name}.js").read_text(encoding="utf-8")) for name in MODULES]
    shared = joined(HERE, "../../shared/web/old_picture_file.js")
    return "\n".join([shared, *(wrapped(name, source) for name, source in first), assigned(last[1])])


def wrapped(name: str, source: str) -> str:
    """One module as ``const name = (() => { …; return { exports }; })();``."""
    exports = re.findall(r"^export (?:function|const|class) (\w+)", source, flags=re.MULTILINE)
    body = re.sub(r"^export ", "", assigned(source), flags=re.MULTILINE)
    return f"const {name}_module = (() => {{\n{body}\nreturn {{ {', '.join(exports)} }};\n}})();"


def assigned(source: str) -> str:
    """``import { a } from "./text.js";`` as ``const { a } = text_module;``."""
    return re.sub(
        r'^import (\{[^}]*\}) from "\./(\w+)\.js";', r"const \1 = \2_module;", source, flags=re.MULTILINE
    )


def joined_style() -> str:
    """All style sheets as one."""
    return joined(HERE, *(f"{name}.css" for name in STYLES))


_component = st.components.v2.component(
    "episode_loop",
    html='<div class="loop" tabindex="0"></div>',
    css=joined_style(),
    js=joined_script(),
)


def episode_loop(data: dict[str, Any], *, key: str, on_rest: Callable[[], None]) -> None:
    """Show the film.

    ``data`` has ``trace`` (names the run), ``lang``, ``method``, ``frame`` (where to open), ``level``
    (episode or whole), ``companion`` (alone or conventional), ``code`` (symbols or values), ``order`` (of
    the methods), ``methods``
    (records of ``app.figures``, each with ``sheet`` and ``tiles``), ``sheets`` (pictures) and ``words``.
    When the visitor comes to rest, never while the film plays, ``on_rest`` finds ``{"method": …,
    "frame": …, "level": …, "companion": …, "code": …}`` at ``st.session_state[key]["at"]``.
    """
    _component(key=key, data=data, on_at_change=on_rest)
