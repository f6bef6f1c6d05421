"""Who is visiting: a key in a cookie that no script can read, and the name that it stands for.

The server hands out the key with the page. Where a browser keeps no cookie, as in a page inside another
one's, a key that lasts as long as the visit takes its place.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping

import streamlit as st
from starlette.responses import Response

COOKIE = "fewshot_visitor"
SESSION = "own_visitor_key"
KEY = re.compile(r"[\w-]{43}")


def hand_out(cookies: Mapping[str, str], answer: Response, path: str, secure: bool, seconds: float) -> None:
    """Give a browser that has none a key, and one that has it more time."""
    key = cookies.get(COOKIE, "")
    if not KEY.fullmatch(key):
        key = secrets.token_urlsafe(32)
    answer.set_cookie(
        COOKIE, key, max_age=int(seconds), path=path, httponly=True, secure=secure, samesite="lax"
    )


def visitor() -> str:
    """The visitor's name: a hash of the key, 32 hexadecimal digits. For the thread that runs a page."""
    key = st.context.cookies.get(COOKIE, "")
    if not isinstance(key, str) or not KEY.fullmatch(key):  # a page under test has no browser at all
        key = st.session_state.setdefault(SESSION, secrets.token_urlsafe(32))
    return _name(key)


def asking(cookies: Mapping[str, str]) -> str | None:
    """The name of the visitor whose browser asks for a file of the server; None without a key."""
    key = cookies.get(COOKIE, "")
    return _name(key) if KEY.fullmatch(key) else None


def _name(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]
