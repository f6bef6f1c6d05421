"""How phones find the room: addresses that they reach, and a QR of the one that is chosen."""

from __future__ import annotations

from urllib.parse import urlsplit

import segno
import streamlit as st

from ...shared.network import EVERYWHERE, is_local, reachable

PROXY = "the proxy alone"
"""In place of the address that a server listens on, where its visitors come by another."""


def addresses(url: str, listens: str | None, port: int, base: str) -> tuple[str, ...]:
    """The app's addresses that phones may reach: that of the lecturer's browser, and those of this machine.

    ``url`` is where the browser has the page, ``listens`` the server's own setting. None: phones cannot come.
    """
    here = urlsplit(url)
    found = [f"{here.scheme}://{here.netloc}{base}"] if here.hostname and not is_local(here.hostname) else []
    if not listens or listens in EVERYWHERE:
        found += [f"http://{address}:{port}{base}" for address in reachable()]
    return tuple(dict.fromkeys(found))


def fallback() -> str:
    """Where this browser alone has the app: for trying it out."""
    here = urlsplit(st.context.url or "http://localhost")
    return f"{here.scheme}://{here.netloc}{_base()}"


def here() -> tuple[str, ...]:
    """The addresses of this server, as whoever runs the page sees it.

    Behind a proxy only the proxy's is one: this machine's own may be a container's.
    """
    listens, port = st.get_option("server.address"), int(st.get_option("server.port"))
    if "X-Forwarded-For" in st.context.headers:
        listens = PROXY
    return addresses(st.context.url or "", listens, port, _base())


def _base() -> str:
    return f"/{st.get_option('server.baseUrlPath').strip('/')}".rstrip("/")


def qr(address: str) -> str:
    """A QR of an address as an SVG element, dark on light in both themes."""
    made = segno.make(address, error="m")
    return str(made.svg_inline(border=2, dark="#000", light="#fff", omitsize=True))
