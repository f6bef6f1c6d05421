"""Pages of a launch that are no page of the app: the way there and back, trouble, the list of all links.

The way to the platform leaves a mark in the browser, and the way on from there looks for it: so a launch that
was begun in another browser leads nowhere. The mark is in the tab's storage, which a frame of another site
may have where it has no cookies. A frame without any storage goes on without it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from starlette.responses import HTMLResponse

from ..shared.bare_page import bare_page
from ..shared.text import Words
from ..shared.web import APP
from .targets import Group, Target, goal_of, offered, title_of

STYLES = (APP / "shared" / "web" / "tokens.css", Path(__file__).with_name("pages.css"))


def _page(content: str, w: Words, status: int = 200, script: str = "", to: str = "") -> HTMLResponse:
    """A page whose form goes to this server, or to the host of ``to``; ``script`` is run at its end."""
    once = secrets.token_urlsafe(16)
    host = urlsplit(to)
    forms = f"{host.scheme}://{host.netloc}" if to else "'self'"
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
        f"form-action {forms}; script-src 'nonce-{once}'"
    )
    ran = f'<script nonce="{once}">{script}</script>' if script else ""
    html = bare_page(w, w("common.title"), _styles(), f"<main>{content}</main>{ran}")
    own = {"Content-Security-Policy": policy, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    return HTMLResponse(html, status, own)


@cache
def _styles() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in STYLES)


def to_platform(url: str, state: str, w: Words) -> HTMLResponse:
    """The way to the platform's own page."""
    script = f"""
try {{ sessionStorage.setItem({_mark(state)}, "1"); }} catch {{}}
location.replace({_literal(url)});"""
    return _page(f'<a href="{escape(url)}">{escape(w("lti.pick.done"))}</a>', w, script=script)


def from_platform(url: str, state: str, w: Words) -> HTMLResponse:
    """The way on to a page of the app, in the browser that began the launch."""
    script = f"""
const mark = {_mark(state)};
let begun = true;
try {{ begun = sessionStorage.getItem(mark) !== null; sessionStorage.removeItem(mark); }} catch {{}}
if (begun) location.replace({_literal(url)}); else document.querySelector("main > div").hidden = false;"""
    return _page(f"<div hidden>{_sentence('elsewhere', w)}</div>", w, script=script)


def _mark(state: str) -> str:
    return _literal(f"fewshot.lti {state}")


def _literal(text: str) -> str:
    """A text as a script has it."""
    return json.dumps(text).replace("<", "\\u003c")


def told(name: str, status: int, w: Words) -> HTMLResponse:
    """What is wrong, in one sentence."""
    return _page(_sentence(name, w), w, status)


def _sentence(name: str, w: Words) -> str:
    return f"<h1>{escape(w('lti.trouble.heading'))}</h1><p>{escape(w(f'lti.trouble.{name}'))}</p>"


def picker(action: str, ticket: str, w: Words, trouble: str = "") -> HTMLResponse:
    """The list of all that can be linked; ``trouble`` names what was wrong with an earlier choice."""
    wrong = f'<p class="trouble" role="alert">{escape(w(f"lti.trouble.{trouble}"))}</p>' if trouble else ""
    content = (
        f"<h1>{escape(w('lti.pick.title'))}</h1><p>{escape(w('lti.pick.lead'))}</p>{wrong}"
        f'<form method="post" action="{escape(action)}">{_hidden({"ticket": ticket, "lang": w.lang})}'
        f"{''.join(_group(each, w) for each in offered(w))}"
        f'<label class="address">{escape(w("lti.pick.address"))}'
        '<input name="address" maxlength="2000"></label>'
        f'<button type="submit">{escape(w("lti.pick.do"))}</button></form>'
    )
    return _page(content, w, 400 if trouble else 200)


def _group(group: Group, w: Words) -> str:
    rows = "".join(f"<li>{_option(each, w)}</li>" for each in group.targets)
    return f"<details><summary>{escape(group.title)}</summary><ul>{rows}</ul></details>"


def _option(target: Target, w: Words) -> str:
    goal = goal_of(target)
    whole = target.room == "chapters" and "part" not in target.query
    name = w("lti.pick.whole") if whole else title_of(target, w)
    most = goal.most if goal else 0
    counts = f" <small>{escape(w('lti.pick.counts', most=most))}</small>" if most > 1 else ""
    radio = f'<input type="radio" name="target" value="{escape(target.text)}">'
    return f"<label>{radio}<span>{escape(name)}{counts}</span></label>"


def sent_back(url: str, fields: Mapping[str, str], w: Words) -> HTMLResponse:
    """A form that goes to the platform by itself; without scripts by its button."""
    button = f'<button type="submit">{escape(w("lti.pick.done"))}</button>'
    form = f'<form method="post" action="{escape(url)}">{_hidden(fields)}{button}</form>'
    return _page(form, w, script="document.forms[0].submit();", to=url)


def _hidden(fields: Mapping[str, str]) -> str:
    return "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in fields.items()
    )
