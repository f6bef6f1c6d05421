"""What a browser may load for a page, who may show the page in a frame, what of a device it may use.

What Streamlit needs beyond files of the app's own host was found by ``tests/e2e/test_guard.py``: its widgets
write styles, it loads the scripts of components from ``blob:``, pictures are ``data:`` and ``blob:``.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable

from fewshot_core.tensors.errors import Unusable

HOST = re.compile(r"(https?://)?(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?", re.IGNORECASE)
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)

SOURCES = {
    "default-src": "'self'",
    "script-src": "'self' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "media-src": "'self' blob:",
    "connect-src": "'self' data: blob:",
    "worker-src": "'self' blob:",
    "frame-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
UNUSED = ("microphone", "geolocation", "payment", "usb", "serial", "hid", "midi", "display-capture")
PERMISSIONS = ", ".join(("camera=(self)", *(f"{name}=()" for name in UNUSED)))
"""The camera takes pictures in the lab, on this app's own pages alone."""


def policy(page: str) -> str:
    """The content security policy of an HTML text: of inline scripts it allows those in it alone."""
    hashes = (b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in INLINE.findall(page))
    allowed = " ".join(f"'sha256-{each}'" for each in hashes)
    sources = SOURCES | {"script-src": f"{SOURCES['script-src']} {allowed}".rstrip()}
    return "; ".join(f"{name} {values}" for name, values in sources.items())


def frame_ancestors(hosts: Iterable[str]) -> str:
    """The directive that lets the app itself and these hosts frame its pages; raises Unusable."""
    given = tuple(hosts)
    for host in given:
        if not HOST.fullmatch(host):
            raise Unusable("--embed-from", host, "it must be a host, such as https://moodle.example.org")
    return " ".join(("frame-ancestors 'self'", *given))
